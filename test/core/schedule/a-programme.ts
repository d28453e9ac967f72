/** Small programmes for tests: one screen of Jakarta, day start 04:00, lit all day, unless said otherwise. */
import type { EntryRules, EntryTiming, ZoneId } from '../../../core/model/catalogue.ts';
import { Programme } from '../../../core/model/programme.ts';
import type { ProgrammeEntry, ProgrammeItem, ZoneOffsets } from '../../../core/model/programme.ts';
import type { DayPlan, Slot } from '../../../core/schedule/index.ts';
import { parseLocalDateTime, toInstantMs, zoneFrom, zoneOffsets } from '../../../core/time/index.ts';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** A Monday. */
export const MONDAY = '2026-08-17';

const SHA = '0'.repeat(64);
const FROM_MS = Date.UTC(2026, 0, 1);
const UNTIL_MS = Date.UTC(2028, 0, 1);

const knownOffsets = new Map<string, ZoneOffsets>();

export function offsetsOf(timeZone: string): ZoneOffsets {
  const known = knownOffsets.get(timeZone);
  if (known) return known;
  const data = zoneOffsets(timeZone, FROM_MS, UNTIL_MS);
  if (!data.ok) throw new Error(data.error.detail);
  knownOffsets.set(timeZone, data.value);
  return data.value;
}

/** Instant of a wall clock reading, in Jakarta or elsewhere. */
export function at(local: string, timeZone = 'Asia/Jakarta'): number {
  const localMs = parseLocalDateTime(local);
  if (localMs === undefined) throw new Error(local);
  return toInstantMs(zoneFrom(offsetsOf(timeZone)), localMs);
}

type PictureItem = Extract<ProgrammeItem, { kind: 'video' | 'image' }>;

export function item(
  id: string,
  airDurationMs = 10 * SECOND,
  more: Partial<PictureItem> = {},
): ProgrammeItem {
  return {
    kind: 'image',
    id,
    announcementId: `announcement-${id}`,
    title: id,
    airDurationMs,
    mediaSha256: SHA,
    approvalSha256: SHA,
    validFromMs: FROM_MS,
    validUntilMs: UNTIL_MS,
    emergency: false,
    evergreen: false,
    ...more,
  };
}

export const evergreen = (id: string, airDurationMs = 10 * SECOND) =>
  item(id, airDurationMs, { evergreen: true });

type EntryOptions = Partial<EntryRules> & { timing?: Partial<EntryTiming>; zone?: ZoneId };

/** On every day, all day, at priority 10, sharing equally. */
export function entry(
  id: string,
  itemIds: string[],
  { timing, zone, ...rules }: EntryOptions = {},
): ProgrammeEntry {
  return {
    id,
    zone: zone ?? 'main',
    itemIds,
    timing: {
      startLocal: '2026-01-01T00:00:00',
      timeZone: 'Asia/Jakarta',
      durationMs: DAY,
      rrule: 'FREQ=DAILY',
      rdates: [],
      exdates: [],
      windows: [],
      ...timing,
    },
    rules: {
      priority: 10,
      sharePercent: null,
      minPlaysPerHour: null,
      maxPlaysPerHour: null,
      hard: false,
      shuffle: false,
      ...rules,
    },
    mask: false,
  };
}

export function programme(more: Partial<Programme>): Programme {
  return Programme.parse({
    schema: 1,
    screenId: 'screen',
    screenName: 'Videotron',
    cityName: 'Kota Tirtaraya',
    timeZone: 'Asia/Jakarta',
    dayStartLocal: '04:00',
    operatingHours: null,
    zoneOffsets: [offsetsOf('Asia/Jakarta')],
    zones: [{ id: 'main', x: 0, y: 0, widthPx: 384, heightPx: 192 }],
    items: [],
    entries: [],
    withdrawn: [],
    effectiveFromMs: 0,
    carryIn: [],
    group: null,
    ...more,
  } satisfies Programme);
}

export function slotsOf(plan: DayPlan, zone: ZoneId = 'main'): readonly Slot[] {
  return plan.zones.find((candidate) => candidate.zone === zone)?.slots ?? [];
}

/** Item ids of the slots begun within [fromMs, untilMs). */
export const itemsBetween = (plan: DayPlan, fromMs: number, untilMs: number): string[] =>
  slotsOf(plan)
    .filter(({ startMs }) => startMs >= fromMs && startMs < untilMs)
    .map((slot) => slot.item);

/** Air time per entry in ms; filler is counted as `filler`. */
export function airTime(slots: readonly Slot[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const { entry: id, startMs, endMs } of slots)
    total[id ?? 'filler'] = (total[id ?? 'filler'] ?? 0) + endMs - startMs;
  return total;
}

export const bare = (slots: readonly Slot[]) =>
  slots.map(({ startMs, endMs, item: id, entry: entryId }) => [startMs, endMs, id, entryId]);

export const codes = (plan: DayPlan) => plan.findings.map((finding) => finding.code);
