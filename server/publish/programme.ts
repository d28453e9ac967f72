/** Building what one screen is given, from the catalogue as it stands; pure, so that preview and publishing agree. */
import type { Area, EntryPlan, Playlist, Screen, ZoneId } from '../../core/model/catalogue.ts';
import {
  PROGRAMME_SCHEMA,
  type CarryIn,
  type ManifestMedia,
  type Programme,
  type ProgrammeEntry,
  type ProgrammeItem,
  type ZoneOffsets,
} from '../../core/model/programme.ts';
import { type ApprovedAnnouncement, itemFor, mediaFor } from './programme-items.ts';
import { areaWithAncestors, isTargeted } from './targets.ts';

export interface PlannedEntry {
  id: string;
  plan: EntryPlan;
}

export interface ProgrammeSources {
  cityName: string;
  screen: Screen;
  areas: ReadonlyMap<string, Area>;
  playlists: ReadonlyMap<string, Playlist>;
  /** Approved ones, and withdrawn ones whose tombstone this screen still needs. */
  announcements: ReadonlyMap<string, ApprovedAnnouncement>;
  entries: readonly PlannedEntry[];
  nowMs: number;
}

/** Why an entry that targets this screen, or one of its announcements, is not in the programme. */
export interface LeftOut {
  entryId: string;
  zone: ZoneId;
  announcementId: string;
  code: 'not_approved' | 'validity_over' | 'no_rendition' | 'zone_missing' | 'priority_too_high';
}

/** The parts of a programme that depend on the catalogue only; instants come with `completeProgramme`. */
export interface ProgrammeContent {
  programme: Omit<Programme, 'zoneOffsets' | 'effectiveFromMs' | 'carryIn'>;
  media: readonly ManifestMedia[];
  leftOut: readonly LeftOut[];
  /** Whether something may always play: an evergreen picture of the panel's size. */
  hasEvergreen: boolean;
}

const byId = <T extends { id: string }>(a: T, b: T): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/**
 * The programme of `screen`: published entries that target it, with the items that are approved, not ended and of the
 * panel's size; evergreen announcements of its area as filler; withdrawn items as tombstones. Everything is in a
 * total order, so equal catalogues give equal programmes whatever order the rows come in.
 */
export function buildProgramme(sources: ProgrammeSources): ProgrammeContent {
  const { screen, nowMs } = sources;
  const items = new Map<string, ProgrammeItem>();
  const leftOut: LeftOut[] = [];
  const entries: ProgrammeEntry[] = [];
  for (const { id, plan } of sources.entries) {
    if (!isTargeted(plan.target, screen, sources.areas)) continue;
    const given = itemsOfEntry({ id, plan }, sources);
    leftOut.push(...given.leftOut);
    for (const item of given.items) items.set(item.id, item);
    if (given.items.length === 0) continue;
    entries.push({
      id,
      zone: plan.zone,
      itemIds: given.items.map((item) => item.id),
      timing: plan.timing,
      rules: plan.rules,
      mask: false,
    });
  }
  for (const item of fillerItems(sources)) items.set(item.id, item);

  const sorted = [...items.values()].toSorted(byId);
  return {
    programme: {
      schema: PROGRAMME_SCHEMA,
      screenId: screen.id,
      screenName: screen.name,
      cityName: sources.cityName,
      timeZone: screen.timeZone,
      dayStartLocal: screen.dayStartLocal,
      operatingHours: screen.operatingHours,
      zones: screen.zones,
      group: null,
      items: sorted,
      entries: entries.toSorted(byId),
      withdrawn: sorted.flatMap((item) => {
        const atMs = sources.announcements.get(item.announcementId)?.withdrawnAtMs ?? null;
        return atMs === null ? [] : [{ itemId: item.id, atMs }];
      }),
    },
    media: mediaOf(sorted, sources),
    leftOut,
    hasEvergreen: sorted.some(
      (item) =>
        item.kind !== 'ticker' &&
        item.evergreen &&
        item.validFromMs <= nowMs &&
        sources.announcements.get(item.announcementId)?.withdrawnAtMs === null,
    ),
  };
}

/** Adds what depends on the instant of publishing. */
export function completeProgramme(
  content: ProgrammeContent,
  at: { zoneOffsets: ZoneOffsets[]; effectiveFromMs: number; carryIn: CarryIn[] },
): Programme {
  return { ...content.programme, ...at };
}

function itemsOfEntry(
  { id, plan }: PlannedEntry,
  sources: ProgrammeSources,
): { items: ProgrammeItem[]; leftOut: LeftOut[] } {
  const items: ProgrammeItem[] = [];
  const leftOut: LeftOut[] = [];
  for (const announcementId of new Set(announcementIdsOf(plan, sources.playlists))) {
    const found = itemOrReason(announcementId, plan, sources);
    if (typeof found === 'string')
      leftOut.push({ entryId: id, zone: plan.zone, announcementId, code: found });
    else items.push(found);
  }
  return { items, leftOut };
}

/** The announcements an entry's source stands for, in playing order. */
function announcementIdsOf(plan: EntryPlan, playlists: ReadonlyMap<string, Playlist>): readonly string[] {
  return plan.source.kind === 'announcement'
    ? [plan.source.announcementId]
    : (playlists.get(plan.source.playlistId)?.announcementIds ?? []);
}

function itemOrReason(
  announcementId: string,
  plan: EntryPlan,
  { announcements, screen, nowMs }: ProgrammeSources,
): ProgrammeItem | LeftOut['code'] {
  if (!screen.zones.some((zone) => zone.id === plan.zone)) return 'zone_missing';
  const announcement = announcements.get(announcementId);
  if (announcement === undefined) return 'not_approved';
  if (announcement.content.validUntilMs <= nowMs) return 'validity_over';
  // Players refuse a manifest that lifts anything above its approved priority, so it must not reach them.
  if (plan.rules.priority > announcement.content.maxPriority) return 'priority_too_high';
  return itemFor(announcement, plan.zone, screen) ?? 'no_rendition';
}

/** Evergreen announcements meant for the screen's area, for every zone the screen has. */
function fillerItems({ announcements, screen, areas, nowMs }: ProgrammeSources): ProgrammeItem[] {
  const around = areaWithAncestors(screen.areaId, areas);
  return [...announcements.values()].flatMap((announcement) => {
    const { evergreen, areaIds, validUntilMs } = announcement.content;
    const isMeant = areaIds.length === 0 || areaIds.some((areaId) => around.has(areaId));
    if (!evergreen || !isMeant || validUntilMs <= nowMs) return [];
    return screen.zones.flatMap((zone) => itemFor(announcement, zone.id, screen) ?? []);
  });
}

/** One file for each picture among the items. */
function mediaOf(
  items: readonly ProgrammeItem[],
  { announcements, screen }: ProgrammeSources,
): ManifestMedia[] {
  const bySha256 = new Map<string, ManifestMedia>();
  for (const item of items) {
    const announcement = announcements.get(item.announcementId);
    if (item.kind === 'ticker' || announcement === undefined) continue;
    const media = mediaFor(announcement, screen);
    if (media !== null && !bySha256.has(media.sha256)) bySha256.set(media.sha256, media);
  }
  return [...bySha256.values()].toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
}
