import type { Db, Trx } from '../store/database.ts';
import { writeJson } from '../store/json.ts';
import type { Row } from '../store/tables.ts';

/**
 * Brings the subject of a job that a person stopped to a state one can go on from, in the transaction that takes the
 * job out of the line: an upload counts as rejected, an announcement as not rendered.
 */
export async function abandon(trx: Trx, job: Row<'jobs'>): Promise<void> {
  if (job.kind === 'accept') {
    await trx
      .updateTable('assets')
      .set({ state: 'rejected', rejection: writeJson({ code: 'cancelled', detail: '' }) })
      .where('id', '=', job.subject_id)
      .where('state', '=', 'processing')
      .execute();
    return;
  }
  await trx
    .updateTable('announcements')
    .set({ rendering: 'failed', renditions: '[]' })
    .where('id', '=', job.subject_id)
    .where('revision', '=', job.subject_revision ?? 0)
    .where('rendering', '=', 'running')
    .execute();
}

/** The agency the subject belongs to; null when it is the city's own, or gone. */
export async function agencyOf(
  db: Pick<Db, 'selectFrom'>,
  job: Pick<Row<'jobs'>, 'kind' | 'subject_id'>,
): Promise<string | null> {
  const table = job.kind === 'accept' ? 'assets' : 'announcements';
  const row = await db
    .selectFrom(table)
    .select('agency_id')
    .where('id', '=', job.subject_id)
    .executeTakeFirst();
  return row?.agency_id ?? null;
}
