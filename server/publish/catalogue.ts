/** The catalogue as programmes are built from it, read in one go. */
import {
  EntryPlan,
  type Area,
  type Playlist,
  type Screen,
  type ScreenGroup,
} from '../../core/model/catalogue.ts';
import type { ProgrammeQuiet } from '../../core/model/programme.ts';
import type { Root } from '../../core/trust/statements.ts';
import type { DirectorServices } from '../director-services.ts';
import { playlistOf } from '../routes/playlists.ts';
import { readAreas } from '../store/areas.ts';
import type { Db, Trx } from '../store/database.ts';
import { readJson } from '../store/json.ts';
import { readGroups } from '../store/groups.ts';
import { getSetting } from '../store/settings.ts';
import { readScreens } from '../store/screens.ts';
import type { ApprovedAnnouncement } from './programme-items.ts';

export interface EntryRow {
  id: string;
  plan: EntryPlan;
  published: EntryPlan | null;
  deleted: boolean;
}

export interface Catalogue {
  root: Root;
  screens: readonly Screen[];
  groups: ReadonlyMap<string, ScreenGroup>;
  areas: ReadonlyMap<string, Area>;
  playlists: ReadonlyMap<string, Playlist>;
  /** Approved and withdrawn ones; nothing else can be in a programme. */
  announcements: ReadonlyMap<string, ApprovedAnnouncement>;
  entries: readonly EntryRow[];
  /** The city's rules of silence, and where it is. */
  quiet: ProgrammeQuiet;
}

/** Null before set-up: without a root nothing can be approved or published. */
export async function readCatalogue(
  db: Db | Trx,
  { approved, trust }: Pick<DirectorServices, 'approved' | 'trust'>,
): Promise<Catalogue | null> {
  const root = await trust.root(db);
  if (root === null) return null;
  const [screens, groups, areas, playlists, announcements, entries] = [
    await readScreens(db),
    await readGroups(db),
    await readAreas(db),
    await db.selectFrom('playlists').selectAll().execute(),
    await approved.read(db, root),
    await readEntries(db),
  ];
  const { quiet: rules, location } = await getSetting(db, 'city');
  return {
    root,
    screens,
    groups: new Map(groups.map((group) => [group.id, group])),
    areas,
    playlists: new Map(playlists.map((row) => [row.id, playlistOf(row)])),
    announcements,
    entries,
    quiet: { rules, location },
  };
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
