/** The life of an announcement as its audit rows tell it: what the row itself holds is only the newest decision. */
import { z } from 'zod';
import { AnnouncementEvent } from '../../core/api/announcements.ts';
import type { Db } from '../store/database.ts';
import { readJson } from '../store/json.ts';

const PREFIX = 'announcement.';
const Detail = z.object({ reason: z.string().nullable().default(null) });

/** Oldest first. */
export async function historyOf(db: Db, announcementId: string): Promise<AnnouncementEvent[]> {
  const rows = await db
    .selectFrom('audit')
    .leftJoin('users', 'users.id', 'audit.user_id')
    .selectAll('audit')
    .select('users.display_name')
    .where('subject_kind', '=', 'announcement')
    .where('subject_id', '=', announcementId)
    .orderBy('sequence')
    .execute();
  return rows.map((row) => ({
    sequence: row.sequence,
    kind: AnnouncementEvent.shape.kind.parse(row.action.slice(PREFIX.length)),
    atMs: row.at_ms,
    byId: row.user_id,
    byName: row.display_name ?? '',
    reason: readJson(Detail, row.detail).reason,
  }));
}
