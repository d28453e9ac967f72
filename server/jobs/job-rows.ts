/** The jobs as the store keeps them: what waits, in which order, and what became of it. */
import type { Job } from '../../core/api/announcements.ts';
import type { Services } from '../services.ts';
import type { Db, Trx } from '../store/database.ts';
import { writeJson } from '../store/json.ts';
import type { Row } from '../store/tables.ts';

export interface NewJob {
  kind: Job['kind'];
  subjectId: string;
  /** Revision of the announcement; null for `accept`. */
  subjectRevision: number | null;
  /** For an emergency: before everything else. */
  isUrgent?: boolean;
}

const WAITING = { state: 'queued', progress: 0, step: 'waiting' } as const;

export async function insertJob(
  trx: Trx,
  { newId, nowMs }: Pick<Services, 'newId' | 'nowMs'>,
  { kind, subjectId, subjectRevision, isUrgent = false }: NewJob,
): Promise<void> {
  await trx
    .insertInto('jobs')
    .values({
      ...WAITING,
      id: newId(),
      kind,
      subject_id: subjectId,
      subject_revision: subjectRevision,
      priority: isUrgent ? 1 : 0,
      error: null,
      created_at_ms: nowMs(),
      ended_at_ms: null,
    })
    .execute();
}

/**
 * What waits, in its order: urgent ones first, then those no process died of, then uploads (somebody sits before the
 * progress bar; `accept` sorts before `render`), then the oldest.
 */
const inLine = (db: Db) =>
  db
    .selectFrom('jobs')
    .where('state', '=', 'queued')
    .orderBy('priority', 'desc')
    .orderBy('interruptions')
    .orderBy('kind')
    .orderBy('created_at_ms')
    .orderBy('id');

/** The next job of these kinds. */
export const nextJob = (db: Db, kinds: readonly Job['kind'][]): Promise<Row<'jobs'> | undefined> =>
  inLine(db).selectAll().where('kind', 'in', kinds).limit(1).executeTakeFirst();

/** How many go before each job that waits. */
export async function placesInLine(db: Db): Promise<Map<string, number>> {
  const waiting = await inLine(db).select('id').execute();
  return new Map(waiting.map(({ id }, index) => [id, index]));
}

/** False if it is not waiting any more. */
export async function markRunning(db: Db, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('jobs')
    .set({ state: 'running' })
    .where('id', '=', id)
    .where('state', '=', 'queued')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Back in line, at its old place. False if it does not run any more. */
export async function markWaiting(db: Db, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('jobs')
    .set(WAITING)
    .where('id', '=', id)
    .where('state', '=', 'running')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Puts in line what a process that died was working on; answers those rows. */
export async function requeueInterrupted(db: Db): Promise<Row<'jobs'>[]> {
  return db
    .updateTable('jobs')
    .set((eb) => ({ ...WAITING, interruptions: eb('interruptions', '+', 1) }))
    .where('state', '=', 'running')
    .returningAll()
    .execute();
}

/** False if it does not run any more. */
export async function markEnded(
  db: Db,
  id: string,
  error: Job['error'],
  nowMs: number,
  from: 'running' | 'queued' = 'running',
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('jobs')
    .set({
      state: error === null ? 'done' : 'failed',
      progress: 1,
      error: error === null ? null : writeJson(error),
      ended_at_ms: nowMs,
    })
    .where('id', '=', id)
    .where('state', '=', from)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Takes a subject's jobs out of the line. */
export async function markCancelled(trx: Trx, subjectId: string, nowMs: number): Promise<void> {
  await trx
    .updateTable('jobs')
    .set({ state: 'cancelled', ended_at_ms: nowMs })
    .where('subject_id', '=', subjectId)
    .where('state', 'in', ['queued', 'running'])
    .execute();
}

/** Makes what has still to be looked at of these uploads urgent. */
export async function markUrgent(trx: Trx, assetIds: readonly string[]): Promise<void> {
  await trx
    .updateTable('jobs')
    .set({ priority: 1 })
    .where('kind', '=', 'accept')
    .where('subject_id', 'in', assetIds)
    .where('state', 'in', ['queued', 'running'])
    .execute();
}

/** Whether anything waits. */
export async function anyWaiting(db: Db): Promise<boolean> {
  return (await nextJob(db, ['accept', 'render'])) !== undefined;
}

/** Those of these jobs that were cancelled. */
export async function cancelledOf(db: Db, ids: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('jobs')
    .select('id')
    .where('id', 'in', ids)
    .where('state', '=', 'cancelled')
    .execute();
  return rows.map(({ id }) => id);
}

/** Jobs that have not ended, or ended after `sinceMs`, oldest first. */
export const jobsSince = (db: Db, sinceMs: number): Promise<Row<'jobs'>[]> =>
  db
    .selectFrom('jobs')
    .selectAll()
    .where((where) => where.or([where('ended_at_ms', 'is', null), where('ended_at_ms', '>', sinceMs)]))
    .orderBy('created_at_ms')
    .orderBy('id')
    .execute();
