/** The catalogue as programmes are built from it, read in one go. */
import { z } from 'zod';
import {
  AnnouncementContent,
  EntryPlan,
  Rendition,
  type AnnouncementContent as Content,
  type Area,
  type Playlist,
  type Screen,
} from '../../core/model/catalogue.ts';
import { playlistOf } from '../routes/playlists.ts';
import { screenOf } from '../routes/screens.ts';
import type { Db, Trx } from '../store/database.ts';
import { readJson } from '../store/json.ts';
import type { ApprovedAnnouncement } from './programme-items.ts';

export interface EntryRow {
  id: string;
  plan: EntryPlan;
  published: EntryPlan | null;
  deleted: boolean;
}

export interface Catalogue {
  screens: readonly Screen[];
  areas: ReadonlyMap<string, Area>;
  playlists: ReadonlyMap<string, Playlist>;
  /** Approved and withdrawn ones; nothing else can be in a programme. */
  announcements: ReadonlyMap<string, ApprovedAnnouncement>;
  entries: readonly EntryRow[];
}

/** What an approval covers never changes under its hash, so it is parsed once. */
const parsedByApproval = new Map<string, { content: Content; renditions: Rendition[] }>();
const PARSED_LIMIT = 5000;

export async function readCatalogue(db: Db | Trx): Promise<Catalogue> {
  const [screens, areas, playlists, announcements, entries] = [
    await readScreens(db),
    await db.selectFrom('areas').selectAll().execute(),
    await db.selectFrom('playlists').selectAll().execute(),
    await readAnnouncements(db),
    await readEntries(db),
  ];
  return {
    screens,
    areas: new Map(
      areas.map((row) => [
        row.id,
        { id: row.id, name: row.name, level: row.level, code: row.code, parentId: row.parent_id },
      ]),
    ),
    playlists: new Map(playlists.map((row) => [row.id, playlistOf(row)])),
    announcements,
    entries,
  };
}

export async function readScreens(db: Db | Trx): Promise<Screen[]> {
  return (await db.selectFrom('screens').selectAll().orderBy('name').execute()).map(screenOf);
}

/** Entries that are planned or on screens; deleted ones until the screens no longer have them. */
export async function readEntries(db: Db | Trx): Promise<EntryRow[]> {
  const rows = await db
    .selectFrom('entries')
    .select(['id', 'plan', 'published', 'deleted'])
    .where((where) => where.or([where('deleted', '=', 0), where('published', 'is not', null)]))
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    plan: readJson(EntryPlan, row.plan),
    published: row.published === null ? null : readJson(EntryPlan, row.published),
    deleted: row.deleted === 1,
  }));
}

async function readAnnouncements(db: Db | Trx): Promise<Map<string, ApprovedAnnouncement>> {
  const rows = await db
    .selectFrom('announcements')
    .leftJoin('withdrawals', 'withdrawals.announcement_id', 'announcements.id')
    .select([
      'announcements.id',
      'announcements.state',
      'announcements.content',
      'announcements.renditions',
      'announcements.approval_sha256',
      'withdrawals.at_ms',
    ])
    .where('announcements.state', 'in', ['approved', 'withdrawn'])
    .where('announcements.approval_sha256', 'is not', null)
    .execute();
  const found = new Map<string, ApprovedAnnouncement>();
  for (const row of rows) {
    if (row.approval_sha256 === null) continue;
    const withdrawnAtMs = row.state === 'withdrawn' ? (row.at_ms ?? 0) : null;
    const parsed = parseApproved(row.approval_sha256, row.content, row.renditions);
    found.set(row.id, { id: row.id, ...parsed, approvalSha256: row.approval_sha256, withdrawnAtMs });
  }
  return found;
}

function parseApproved(approvalSha256: string, content: string, renditions: string) {
  const known = parsedByApproval.get(approvalSha256);
  if (known !== undefined) return known;
  const parsed = {
    content: readJson(AnnouncementContent, content),
    renditions: readJson(z.array(Rendition), renditions),
  };
  if (parsedByApproval.size >= PARSED_LIMIT) parsedByApproval.clear();
  parsedByApproval.set(approvalSha256, parsed);
  return parsed;
}
