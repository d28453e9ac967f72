/** What people are told an approved announcement is doing: scheduled, on air or over. */
import { z } from 'zod';
import { EntryPlan, type AnnouncementContent, type AnnouncementState } from '../../core/model/catalogue.ts';
import { Id } from '../../core/model/primitives.ts';
import { expandRecurrence } from '../../core/schedule/recurrence/expand.ts';
import type { Db, Trx } from '../store/database.ts';
import { readJson } from '../store/json.ts';
import type { Row } from '../store/tables.ts';

/** Announcements the published entries name, and whether one of those has an occurrence at this instant. */
export type PublishedUse = ReadonlyMap<string, { isOccurring: boolean }>;

/** Reads what screens were last given. */
export async function publishedUse(db: Db | Trx, nowMs: number): Promise<PublishedUse> {
  const entries = await db
    .selectFrom('entries')
    .select('published')
    .where('published', 'is not', null)
    .execute();
  const playlists = await db.selectFrom('playlists').select(['id', 'announcement_ids']).execute();
  const idsOfPlaylist = new Map(
    playlists.map((row) => [row.id, readJson(z.array(Id), row.announcement_ids)]),
  );
  const uses = new Map<string, { isOccurring: boolean }>();
  for (const { published } of entries) {
    if (published === null) continue;
    const { source, timing } = readJson(EntryPlan, published);
    const occurrences = expandRecurrence(timing, { startMs: nowMs, endMs: nowMs + 1 });
    const isOccurring = occurrences.ok && occurrences.value.length > 0;
    const ids =
      source.kind === 'announcement' ? [source.announcementId] : (idsOfPlaylist.get(source.playlistId) ?? []);
    for (const id of ids) uses.set(id, { isOccurring: isOccurring || uses.get(id)?.isOccurring === true });
  }
  return uses;
}

/** The stored state, or for an approved announcement what follows from its validity and the published entries. */
export function displayState(
  row: Pick<Row<'announcements'>, 'id' | 'state'>,
  content: AnnouncementContent,
  uses: PublishedUse,
  nowMs: number,
): AnnouncementState {
  if (row.state !== 'approved') return row.state;
  if (nowMs >= content.validUntilMs) return 'ended';
  const use = uses.get(row.id);
  if (use === undefined) return 'approved';
  return use.isOccurring && nowMs >= content.validFromMs ? 'on_air' : 'scheduled';
}
