/** From the programme's entries to the contenders of one zone on one day, and what of them cannot be. */
import type { ZoneId } from '../model/catalogue.ts';
import type { Programme, ProgrammeEntry, ProgrammeItem } from '../model/programme.ts';
import { zoneNamed } from './broadcast-day.ts';
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
  for (const entry of frame.programme.entries) {
    if (entry.zone !== zone) continue;
    const contender = contenderFrom(frame, entry, report);
    if (contender) found.push(contender);
  }
  found.sort((a, b) => b.priority - a.priority || compareText(a.id, b.id));
  found.forEach((contender, order) => (contender.order = order));
  return found;
}

export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function contenderFrom(frame: DayFrame, entry: ProgrammeEntry, report: Report): Contender | undefined {
  const subject = { zone: entry.zone, entry: entry.id };
  const { zone, missing } = zoneNamed(frame.programme, entry.timing.timeZone);
  if (missing) report('offsets_missing', subject, { timeZone: entry.timing.timeZone });
  const asked = entryIntervals(entry.timing, zone, frame.bounds);
  if (!asked.ok) {
    report('recurrence_refused', subject, { ...asked.error });
    return undefined;
  }
  if (asked.value.length === 0) {
    if (neverOccurs(entry.timing)) report('never_occurs', subject);
    return undefined;
  }
  const lit = intersection(asked.value, frame.operating);
  if (lit.length === 0) {
    report('outside_operating_hours', subject);
    return undefined;
  }
  const items = airableItems(frame, entry, lit, report);
  const valid = union(
    items.map(({ validFromMs, validUntilMs }) => ({ startMs: validFromMs, endMs: validUntilMs })),
  );
  const intervals = intersection(lit, valid);
  if (items.length === 0 || intervals.length === 0) return undefined;
  const emergency = items.some((item) => item.emergency);
  const { rules } = entry;
  return {
    id: entry.id,
    order: 0,
    priority: rules.priority,
    sharePercent: rules.sharePercent,
    minPlaysPerHour: rules.minPlaysPerHour,
    maxPlaysPerHour: rules.maxPlaysPerHour,
    hard: rules.hard || emergency,
    emergency,
    shuffle: rules.shuffle,
    items,
    intervals,
    timing: entry.timing,
  };
}

/** The entry's items that can be started within `lit`; the others are reported. */
function airableItems(
  frame: DayFrame,
  entry: ProgrammeEntry,
  lit: readonly Interval[],
  report: Report,
): ProgrammeItem[] {
  return entry.itemIds.flatMap((id) => {
    const subject = { zone: entry.zone, entry: entry.id, item: id };
    const item = frame.items.get(id);
    if (!item) {
      report('item_missing', subject);
      return [];
    }
    const untilMs = withdrawnBefore(frame, item) ? 0 : item.validUntilMs;
    const usable = intersection(lit, [{ startMs: item.validFromMs, endMs: untilMs }]);
    if (usable.length === 0) {
      report('validity_ends_first', subject, { validFromMs: item.validFromMs, validUntilMs: untilMs });
      return [];
    }
    const longestMs = longest(usable);
    if (item.airDurationMs <= longestMs) return [item];
    report('item_longer_than_window', subject, { itemMs: item.airDurationMs, windowMs: longestMs });
    return [];
  });
}

/** A withdrawal during the day is a tombstone in its slots; from the next day on the item is not planned at all. */
export function withdrawnBefore(frame: DayFrame, item: ProgrammeItem): boolean {
  return (frame.withdrawnAtMs.get(item.id) ?? Infinity) <= frame.bounds.startMs;
}

export const longest = (intervals: readonly Interval[]): number =>
  intervals.reduce((most, { startMs, endMs }) => Math.max(most, endMs - startMs), 0);
