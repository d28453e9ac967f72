/** From the programme's entries to the contenders of one zone on one day, and what of them cannot be. */
import type { ZoneId } from '../model/catalogue.ts';
import type { Programme, ProgrammeEntry, ProgrammeItem } from '../model/programme.ts';
import type { Zone } from '../time/zone.ts';
import { compareText } from './compare-text.ts';
import type { Contender } from './contender.ts';
import { intersection, union } from './intervals.ts';
import { neverOccurs } from './never-occurs.ts';
import { entryIntervals } from './occurrences.ts';
import type { Finding, Interval } from './plan.ts';

/** What a day is compiled from, looked up once for all its zones. */
export interface DayFrame {
  programme: Programme;
  day: string;
  bounds: Interval;
  /** In the total order. */
  entries: readonly ProgrammeEntry[];
  zoneNamed(timeZone: string): { zone: Zone; missing: boolean };
  /** When the panel may be lit, within the day. */
  operating: readonly Interval[];
  items: ReadonlyMap<string, ProgrammeItem>;
  /** Instants from which items may not air. */
  withdrawnAtMs: ReadonlyMap<string, number>;
}

export type Report = (code: Finding['code'], subject: Subject, params?: Finding['params']) => void;
export interface Subject {
  zone: ZoneId;
  entry?: string;
  item?: string;
}

/** Contenders of a zone, highest priority first, then by id. Everything left out is reported. */
export function contendersOf(frame: DayFrame, zone: ZoneId, report: Report): Contender[] {
  const found: Contender[] = [];
  for (const entry of frame.entries) {
    if (entry.zone !== zone) continue;
    const contender = contenderFrom(frame, entry, found.length, report);
    if (contender) found.push(contender);
  }
  return found;
}

/** The total order of entries: all that follows is independent of the order they were given in. */
export const inTotalOrder = (entries: readonly ProgrammeEntry[]): ProgrammeEntry[] =>
  entries.toSorted((a, b) => b.rules.priority - a.rules.priority || compareText(a.id, b.id));

function contenderFrom(
  frame: DayFrame,
  entry: ProgrammeEntry,
  order: number,
  report: Report,
): Contender | undefined {
  const { timing, rules } = entry;
  const subject = { zone: entry.zone, entry: entry.id };
  const { zone, missing } = frame.zoneNamed(timing.timeZone);
  if (missing) report('offsets_missing', subject, { timeZone: timing.timeZone });
  const asked = entryIntervals(timing, zone, frame.bounds);
  if (!asked.ok) {
    report('recurrence_refused', subject, { ...asked.error });
    return undefined;
  }
  if (asked.value.length === 0) {
    if (neverOccurs(timing)) report('never_occurs', subject);
    return undefined;
  }
  const lit = intersection(asked.value, frame.operating);
  if (lit.length === 0) {
    report('outside_operating_hours', subject);
    return undefined;
  }
  const items = airableItems(frame, entry, lit, report);
  const intervals = validPart(lit, items);
  if (intervals.length === 0) return undefined;
  const emergency = items.some((item) => item.emergency);
  return {
    id: entry.id,
    order,
    priority: rules.priority,
    sharePercent: rules.sharePercent,
    minPlaysPerHour: rules.minPlaysPerHour,
    maxPlaysPerHour: rules.maxPlaysPerHour,
    hard: rules.hard || emergency,
    emergency,
    shuffle: rules.shuffle,
    items,
    intervals,
    timing,
  };
}

/** The entry's items that can be started within `lit`; the others are reported. */
function airableItems(
  frame: DayFrame,
  entry: ProgrammeEntry,
  lit: readonly Interval[],
  report: Report,
): ProgrammeItem[] {
  const airable: ProgrammeItem[] = [];
  for (const id of entry.itemIds) {
    const subject = { zone: entry.zone, entry: entry.id, item: id };
    const item = frame.items.get(id);
    if (!item) {
      report('item_missing', subject);
      continue;
    }
    const validUntilMs = withdrawnBefore(frame, item) ? 0 : item.validUntilMs;
    const usable = during(lit, item.validFromMs, validUntilMs);
    const windowMs = longest(usable);
    if (usable.length === 0)
      report('validity_ends_first', subject, { validFromMs: item.validFromMs, validUntilMs });
    else if (item.airDurationMs > windowMs)
      report('item_longer_than_window', subject, { itemMs: item.airDurationMs, windowMs });
    else airable.push(item);
  }
  return airable;
}

/** The part of `lit` in which at least one item is valid. */
function validPart(lit: readonly Interval[], items: readonly ProgrammeItem[]): readonly Interval[] {
  const parts = items.map((item) => during(lit, item.validFromMs, item.validUntilMs));
  if (parts.length === 0) return [];
  return parts.includes(lit) ? lit : union(parts.flat());
}

/** The same list when all of it lies between. */
function during(intervals: readonly Interval[], fromMs: number, untilMs: number): readonly Interval[] {
  const isInside = fromMs <= (intervals[0]?.startMs ?? 0) && (intervals.at(-1)?.endMs ?? 0) <= untilMs;
  return isInside ? intervals : intersection(intervals, [{ startMs: fromMs, endMs: untilMs }]);
}

/** A withdrawal during the day is a tombstone in its slots; from the next day on the item is not planned at all. */
export function withdrawnBefore(frame: DayFrame, item: ProgrammeItem): boolean {
  return (frame.withdrawnAtMs.get(item.id) ?? Infinity) <= frame.bounds.startMs;
}

const longest = (intervals: readonly Interval[]): number =>
  intervals.reduce((most, { startMs, endMs }) => Math.max(most, endMs - startMs), 0);
