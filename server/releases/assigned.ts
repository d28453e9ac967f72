import type { ReleaseRef } from '../../core/trust/index.ts';
import type { Db, Trx } from '../store/database.ts';
import { screenOf } from '../store/screens.ts';

/** Scope of what every screen runs whose group has no release of its own. */
export const EVERY_SCREEN = '*';

/** The release a screen is to run: its group's, else everybody's, else null. */
export async function assignedTo(db: Db | Trx, groupId: string | null): Promise<ReleaseRef | null> {
  const rows = await db
    .selectFrom('software_assignments')
    .innerJoin('releases', 'releases.sha256', 'software_assignments.release_sha256')
    .select(['scope', 'releases.version', 'releases.sha256'])
    .where('scope', 'in', groupId === null ? [EVERY_SCREEN] : [groupId, EVERY_SCREEN])
    .execute();
  const found = rows.find(({ scope }) => scope !== EVERY_SCREEN) ?? rows[0];
  return found === undefined ? null : { version: found.version, sha256: found.sha256 };
}

/** The same for a screen by its id; null for one that is gone. */
export async function softwareOf(db: Db | Trx, screenId: string): Promise<ReleaseRef | null> {
  const row = await db.selectFrom('screens').selectAll().where('id', '=', screenId).executeTakeFirst();
  return row === undefined ? null : assignedTo(db, screenOf(row).groupId);
}
