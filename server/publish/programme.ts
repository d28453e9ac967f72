/** Building what one screen is given, from the catalogue as it stands; pure, so that preview and publishing agree. */
import { areaWithAncestors } from '../../core/model/areas.ts';
import type { Area, EntryPlan, Playlist, Screen, ZoneId } from '../../core/model/catalogue.ts';
import {
  PROGRAMME_SCHEMA,
  type CarryIn,
  type ManifestMedia,
  type Programme,
  type ProgrammeEntry,
  type ProgrammeItem,
  type ProgrammeQuiet,
  type ZoneOffsets,
} from '../../core/model/programme.ts';
import { isMeantFor } from '../../core/tours/index.ts';
import { type ApprovedAnnouncement, isForOutput, itemFor, mediaFor } from './programme-items.ts';
import { groupPart, surfaceOf, type SyncGroup } from './sync-group.ts';
import { isTargeted } from './targets.ts';

export interface PlannedEntry {
  id: string;
  plan: EntryPlan;
}

export interface ProgrammeSources {
  cityName: string;
  screen: Screen;
  /** The sync group it belongs to, if any. */
  sync: SyncGroup | null;
  areas: ReadonlyMap<string, Area>;
  playlists: ReadonlyMap<string, Playlist>;
  /** Approved ones, and withdrawn ones whose tombstone this screen still needs. */
  announcements: ReadonlyMap<string, ApprovedAnnouncement>;
  entries: readonly PlannedEntry[];
  /** The city's rules of silence, and where it is. */
  quiet: ProgrammeQuiet | null;
  nowMs: number;
}

/** Why an entry that targets this screen, or one of its announcements, is not in the programme. */
export interface LeftOut {
  entryId: string;
  zone: ZoneId;
  announcementId: string;
  code:
    | 'not_approved'
    | 'validity_over'
    | 'output_not_approved'
    | 'no_rendition'
    | 'zone_missing'
    | 'priority_too_high'
    /** Approved for other areas than the one the screen stands in. */
    | 'outside_area';
}

/** The parts of a programme that depend on the catalogue only; instants come with `completeProgramme`. */
export interface ProgrammeContent {
  programme: Omit<Programme, 'zoneOffsets' | 'effectiveFromMs' | 'carryIn'>;
  media: readonly ManifestMedia[];
  leftOut: readonly LeftOut[];
  /** Whether something may always play: an evergreen picture of the panel's size. A loudspeaker may be silent. */
  hasEvergreen: boolean;
}

const byId = <T extends { id: string }>(a: T, b: T): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/**
 * The programme of `screen`: published entries that target it, with the items that are approved, also for its area, not
 * ended and of the panel's size; evergreen announcements of its area as filler; withdrawn items as tombstones. Everything is in a
 * total order, so equal catalogues give equal programmes whatever order the rows come in. In a sync group what is for
 * every member makes the plan, and must be there for each of them; what is for this screen alone masks it.
 */
export function buildProgramme(sources: ProgrammeSources): ProgrammeContent {
  const { screen, nowMs } = sources;
  const items = new Map<string, ProgrammeItem>();
  const leftOut: LeftOut[] = [];
  const entries: ProgrammeEntry[] = [];
  for (const { id, plan } of sources.entries) {
    if (!isTargeted(plan.target, screen, sources.areas)) continue;
    const members = sources.sync?.members ?? [screen];
    const mask = !members.every((member) => isTargeted(plan.target, member, sources.areas));
    const given = itemsOfEntry({ id, plan }, sources, mask ? [screen] : members);
    leftOut.push(...given.leftOut);
    for (const item of given.items) items.set(item.id, item);
    if (given.items.length === 0) continue;
    entries.push({
      id,
      zone: plan.zone,
      itemIds: given.items.map((item) => item.id),
      timing: plan.timing,
      rules: plan.rules,
      mask,
    });
  }
  // A loudspeaker without a plan is silent.
  const filler = screen.sound === 'audio_only' ? [] : fillerItems(sources);
  for (const item of filler) items.set(item.id, item);

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
      group: groupPart(screen, sources.sync),
      ...quietPart(sources),
      items: sorted,
      entries: entries.toSorted(byId),
      withdrawn: sorted.flatMap((item) => {
        const atMs = sources.announcements.get(item.announcementId)?.withdrawnAtMs ?? null;
        // Not later than now: a clock that was set back since must not postpone it.
        return atMs === null ? [] : [{ itemId: item.id, atMs: Math.min(atMs, nowMs) }];
      }),
    },
    media: mediaOf(sorted, sources),
    leftOut,
    hasEvergreen:
      screen.sound === 'audio_only' ||
      sorted.some(
        (item) =>
          item.kind !== 'ticker' &&
          item.evergreen &&
          item.validFromMs <= nowMs &&
          sources.announcements.get(item.announcementId)?.withdrawnAtMs === null,
      ),
  };
}

/** Rules for a loudspeaker on a pole; its own place counts, the city's where it has none. */
function quietPart({ screen, quiet }: ProgrammeSources): Pick<Programme, 'quiet'> {
  if (screen.sound !== 'audio_only' || quiet === null) return {};
  return { quiet: { rules: quiet.rules, location: screen.player.location ?? quiet.location } };
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
  screens: readonly Screen[],
): { items: ProgrammeItem[]; leftOut: LeftOut[] } {
  const items: ProgrammeItem[] = [];
  const leftOut: LeftOut[] = [];
  for (const announcementId of new Set(announcementIdsOf(plan, sources.playlists))) {
    const own = itemOrReason(announcementId, plan, sources);
    // A screen of the group that has no such zone does not keep the others from using theirs.
    const lacking = screens
      .filter((screen) => hasZone(screen, plan.zone))
      .map((screen) => itemOrReason(announcementId, plan, { ...sources, screen }))
      .find((found) => typeof found === 'string');
    const found = lacking ?? own;
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
  { announcements, areas, screen, sync, nowMs }: ProgrammeSources,
): ProgrammeItem | LeftOut['code'] {
  if (!hasZone(screen, plan.zone)) return 'zone_missing';
  const announcement = announcements.get(announcementId);
  if (announcement === undefined) return 'not_approved';
  if (announcement.content.validUntilMs <= nowMs) return 'validity_over';
  const surface = surfaceOf(screen, sync?.group, plan.zone);
  if (!isForOutput(announcement, plan.zone, surface)) return 'output_not_approved';
  // Players refuse a manifest that lifts anything above its approved priority, so it must not reach them.
  if (plan.rules.priority > announcement.content.maxPriority) return 'priority_too_high';
  // Where it may be seen was approved too. A screen of which nobody said where it stands may show all.
  const { areaId } = screen;
  if (areaId !== null && !isMeantFor(announcement.content.areaIds, areaId, areas)) return 'outside_area';
  return itemFor(announcement, plan.zone, surface) ?? 'no_rendition';
}

const hasZone = (screen: Screen, zone: ZoneId): boolean => screen.zones.some(({ id }) => id === zone);

/** Evergreen announcements meant for the area of every screen that shares the plan, for every zone this one has. */
function fillerItems({ announcements, screen, sync, areas, nowMs }: ProgrammeSources): ProgrammeItem[] {
  const members = (sync?.members ?? [screen]).map((member) => ({
    around: areaWithAncestors(member.areaId, areas),
    zones: new Set(member.zones.map(({ id }) => id)),
    surface: (zone: ZoneId) => surfaceOf(member, sync?.group, zone),
  }));
  return [...announcements.values()].flatMap((announcement) => {
    const { evergreen, areaIds, validUntilMs } = announcement.content;
    const isMeant = members.every(
      ({ around }) => areaIds.length === 0 || areaIds.some((areaId) => around.has(areaId)),
    );
    if (!evergreen || !isMeant || validUntilMs <= nowMs) return [];
    return screen.zones.flatMap(({ id: zone }) => {
      const isThere = members.every(
        ({ zones, surface }) => !zones.has(zone) || itemFor(announcement, zone, surface(zone)) !== null,
      );
      return (isThere && itemFor(announcement, zone, surfaceOf(screen, sync?.group, zone))) || [];
    });
  });
}

/** One file for each picture among the items. */
function mediaOf(items: readonly ProgrammeItem[], { announcements }: ProgrammeSources): ManifestMedia[] {
  const bySha256 = new Map<string, ManifestMedia>();
  for (const item of items) {
    const announcement = announcements.get(item.announcementId);
    if (item.kind === 'ticker' || announcement === undefined) continue;
    const media = mediaFor(announcement, item.mediaSha256);
    if (media !== null && !bySha256.has(media.sha256)) bySha256.set(media.sha256, media);
  }
  return [...bySha256.values()].toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
}
