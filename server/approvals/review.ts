/** What a decision on an announcement rests on, checked before and again inside the transaction that stores it. */
import { orNotFound, Refusal } from '../http/refusal.ts';
import type { Db, Trx } from '../store/database.ts';
import type { Row } from '../store/tables.ts';

/**
 * The announcement in review at the revision the approver saw.
 * Refuses with `not_found`, `wrong_state`, `stale_revision`, or `same_person`: one person alone would both ask and grant.
 */
export async function inReview(
  db: Db | Trx,
  id: string,
  revision: number,
  userId: string,
): Promise<Row<'announcements'> & { submitted_by: string }> {
  const row = orNotFound(
    await db.selectFrom('announcements').selectAll().where('id', '=', id).executeTakeFirst(),
  );
  if (row.state !== 'in_review' || row.submitted_by === null) throw new Refusal('wrong_state');
  if (row.revision !== revision) throw new Refusal('stale_revision');
  if (row.submitted_by === userId) throw new Refusal('same_person');
  return { ...row, submitted_by: row.submitted_by };
}
