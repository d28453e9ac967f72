/** From the programme's entries to the contenders of one zone on one day, and what of them cannot be. */
import type { ZoneId } from '../model/catalogue.ts';
import type { ProgrammeEntry, ProgrammeItem } from '../model/programme.ts';
import type { Contender } from './contender.ts';
import { longest } from './day-frame.ts';
import type { DayFrame, LitTime } from './day-frame.ts';
import { intersection, union } from './intervals.ts';
import type { Finding, Interval } from './plan.ts';
import type { PreparedEntry } from './prepared-programme.ts';

export type Report = (code: Finding['code'], subject: Subject, params?: Finding['params']) => void;
export interface Subject {
  zone: ZoneId;
  entry?: string;
  item?: string;
}

/** Contenders of a zone, highest priority first, then by id. Everything left out is reported. */
export function contendersOf(frame: DayFrame, zone: ZoneId, report: Report): Contender[] {
  const found: Contender[] = [];
  for (const prepared of frame.prepared.entries) {
    if (prepared.entry.zone !== zone) continue;
    const time = litTimeOf(frame, prepared, report);
    const contender = time && contenderFrom(frame, prepared, time, found.length, report);
    if (contender) found.push(contender);
  }
  return found;
}

/** Undefined when the entry has no lit time in the day. */
function litTimeOf(frame: DayFrame, { entry, timing }: PreparedEntry, report: Report): LitTime | undefined {
  if (timing.offsetsMissing) report('offsets_missing', subjectOf(entry), { timeZone: entry.timing.timeZone });
  const time = frame.litTime(timing);
  if (time.lit.length > 0) return time;
  if (time.refused) report('recurrence_refused', subjectOf(entry), { ...time.refused });
  else if (time.occurs) report('outside_operating_hours', subjectOf(entry));
  else if (timing.neverOccurs) report('never_occurs', subjectOf(entry));
  return undefined;
}

const subjectOf = ({ zone, id }: ProgrammeEntry): Subject => ({ zone, entry: id });

function contenderFrom(
  frame: DayFrame,
  prepared: PreparedEntry,
  time: LitTime,
  order: number,
  report: Report,
): Contender | undefined {
  const { entry, recurrence } = prepared;
  const isWhole = isAirableThroughout(frame, prepared, time);
  const items = isWhole ? prepared.items : airableItems(frame, entry, time.lit, report);
  const intervals = isWhole ? time.lit : validPart(time.lit, items);
  if (intervals.length === 0) return undefined;
  const { rules } = entry;
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
    itemIds: isWhole ? prepared.itemIds : items.map((item) => item.id),
    intervals,
    timing: entry.timing,
    recurrence,
  };
}

/** The usual case, told without making a list: all the items are there, valid for all of the time, and fit into it. */
function isAirableThroughout(
  frame: DayFrame,
  { entry, items }: PreparedEntry,
  { span, longestMs }: LitTime,
): boolean {
  if (items.length === 0 || items.length < entry.itemIds.length) return false;
  for (const item of items) {
    if (item.airDurationMs > longestMs || frame.isWithdrawn(item)) return false;
    if (item.validFromMs > span.startMs || item.validUntilMs < span.endMs) return false;
  }
  return true;
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
    const item = frame.prepared.items.get(id);
    if (!item) {
      report('item_missing', subject);
      continue;
    }
    const validUntilMs = frame.isWithdrawn(item) ? 0 : item.validUntilMs;
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
  return union(items.flatMap((item) => during(lit, item.validFromMs, item.validUntilMs)));
}

const during = (intervals: readonly Interval[], fromMs: number, untilMs: number): readonly Interval[] =>
  intersection(intervals, [{ startMs: fromMs, endMs: untilMs }]);
