import { z } from 'zod';
import { AnnouncementContent, Rendition, type Announcement } from '../../core/model/catalogue.ts';
import { MediaWarning } from '../../core/model/media-warning.ts';
import type { Db, Trx } from '../store/database.ts';
import { readJson } from '../store/json.ts';
import type { Row } from '../store/tables.ts';
import { displayState, publishedUse, type PublishedUse } from './state.ts';

export function announcementOf(row: Row<'announcements'>, uses: PublishedUse, nowMs: number): Announcement {
  const content = readJson(AnnouncementContent, row.content);
  return {
    id: row.id,
    revision: row.revision,
    content,
    state: displayState(row, content, uses, nowMs),
    createdBy: row.created_by,
    createdAtMs: row.created_at_ms,
    submittedBy: row.submitted_by,
    submittedAtMs: row.submitted_at_ms,
    decidedBy: row.decided_by,
    decidedAtMs: row.decided_at_ms,
    reason: row.reason,
    renditions: readJson(z.array(Rendition), row.renditions),
    rendering: row.rendering,
    posterSha256: row.poster_sha256,
    warnings: readJson(z.array(MediaWarning), row.warnings),
  };
}

/** One announcement as the API shows it, or undefined. */
export async function readAnnouncement(
  db: Db | Trx,
  id: string,
  nowMs: number,
): Promise<Announcement | undefined> {
  const row = await db.selectFrom('announcements').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : announcementOf(row, await publishedUse(db, nowMs), nowMs);
}
