/** Giving screens what the catalogue now says: a new signed manifest for each whose content differs. */
import type { Screen } from '../../core/model/catalogue.ts';
import type { Manifest, Programme } from '../../core/model/programme.ts';
import type { DirectorServices } from '../director-services.ts';
import type { Db, Trx } from '../store/database.ts';
import { hasContent, mentions } from './compare.ts';
import { readCatalogue, type Catalogue } from './catalogue.ts';
import { issue } from './issue.ts';
import { buildProgramme, type PlannedEntry, type ProgrammeContent } from './programme.ts';
import { syncGroupOf, type SyncGroup } from './sync-group.ts';
import { tombstonesFor } from './tombstones.ts';

export interface PublishOutcome {
  published: { screenId: string; manifestVersion: number }[];
  blocked: { screenId: string; code: 'no_evergreen' }[];
}

/** What one screen has and would be given. */
export interface ScreenDraft {
  screen: Screen;
  previous: Manifest | null;
  /** What the new programme goes on from: its own last one, or for a sync group the one all members go on from. */
  carryFrom: Programme | null;
  content: ProgrammeContent;
  changed: boolean;
  /** It may not be published to: nothing would be left to play when all else ends. */
  blocked: 'no_evergreen' | null;
}

type Reads = Pick<DirectorServices, 'approved' | 'manifests' | 'nowMs' | 'trust'>;

/** Entries as screens were given them. */
const publishedEntries = (catalogue: Catalogue): PlannedEntry[] =>
  catalogue.entries.flatMap(({ id, published }) => (published === null ? [] : [{ id, plan: published }]));

/** Entries as editors have planned them. */
export const plannedEntries = (catalogue: Catalogue): PlannedEntry[] =>
  catalogue.entries.flatMap(({ id, plan, deleted }) => (deleted ? [] : [{ id, plan }]));

/** What these entries would give to a screen; nothing is stored. */
export async function draftFor(
  db: Db | Trx,
  services: Reads,
  catalogue: Catalogue,
  screen: Screen,
  entries: readonly PlannedEntry[],
): Promise<ScreenDraft> {
  const previous = await services.manifests.newest(db, screen.id);
  const sync = syncGroupOf(screen, catalogue.groups, catalogue.screens);
  const nowMs = services.nowMs();
  const content = buildProgramme({
    cityName: catalogue.root.cityName,
    screen,
    sync,
    areas: catalogue.areas,
    playlists: catalogue.playlists,
    announcements: tombstonesFor(catalogue.announcements, previous, nowMs),
    entries,
    quiet: catalogue.quiet,
    nowMs,
  });
  return {
    screen,
    previous,
    carryFrom: (sync && (await programmeOfGroup(db, services, sync))) ?? previous?.programme ?? null,
    content,
    changed: previous === null ? content.programme.items.length > 0 : !hasContent(previous, content, screen),
    blocked: content.hasEvergreen ? null : 'no_evergreen',
  };
}

/** What the first member that plays as one of the group has; null before any does. */
async function programmeOfGroup(
  db: Db | Trx,
  { manifests }: Pick<Reads, 'manifests'>,
  { group, members }: SyncGroup,
): Promise<Programme | null> {
  for (const { id } of members) {
    const programme = (await manifests.newest(db, id))?.programme;
    if (programme?.group?.id === group.id) return programme;
  }
  return null;
}

/**
 * Publishes to every screen whose content changed. With `about`, only to screens that had or will have something of
 * that announcement, so that a decision on one never carries other people's unfinished changes out. A withdrawal is
 * published even where it leaves a screen without evergreen content: off the air comes first.
 */
export async function publishScreens(
  trx: Trx,
  services: Reads,
  options: { about?: string; onlyScreen?: string; evenWithoutEvergreen?: boolean } = {},
): Promise<PublishOutcome> {
  const catalogue = await readCatalogue(trx, services);
  if (catalogue === null) return { published: [], blocked: [] };
  const entries = publishedEntries(catalogue);
  const outcome: PublishOutcome = { published: [], blocked: [] };
  // All drafts before the first is signed, and one instant for all: members of a group go on from the same state.
  const atMs = services.nowMs();
  const drafts: ScreenDraft[] = [];
  for (const screen of catalogue.screens) {
    if (options.onlyScreen !== undefined && options.onlyScreen !== screen.id) continue;
    const draft = await draftFor(trx, services, catalogue, screen, entries);
    if (draft.changed && concerns(draft, options.about)) drafts.push(draft);
  }
  for (const draft of drafts) {
    const { screen } = draft;
    if (draft.blocked !== null && options.evenWithoutEvergreen !== true) {
      outcome.blocked.push({ screenId: screen.id, code: draft.blocked });
      continue;
    }
    const manifestVersion = await issue(trx, services, draft, catalogue.root, atMs);
    outcome.published.push({ screenId: screen.id, manifestVersion });
  }
  return outcome;
}

function concerns({ previous, content }: ScreenDraft, announcementId: string | undefined): boolean {
  if (announcementId === undefined || mentions(content.programme, announcementId)) return true;
  return previous !== null && mentions(previous.programme, announcementId);
}

/** Tells players and browsers, once the transaction has committed. */
export function tellPublished({ events }: Pick<DirectorServices, 'events'>, outcome: PublishOutcome): void {
  for (const { screenId, manifestVersion } of outcome.published) {
    events.emit('manifestIssued', screenId, manifestVersion);
  }
  if (outcome.published.length > 0) events.changed('schedule');
}
