/** One day of a prepared programme: its bounds, and when each timing has time in it. */
import type { ZoneId } from '../model/catalogue.ts';
import type { ProgrammeItem } from '../model/programme.ts';
import { dayBounds } from './broadcast-day.ts';
import { intersection } from './intervals.ts';
import { entryIntervals } from './occurrences.ts';
import { operatingIntervals } from './operating-hours.ts';
import type { Interval } from './plan.ts';
import type { PreparedProgramme, SharedTiming } from './prepared-programme.ts';
import type { RecurrenceError } from './recurrence/rule.ts';

/** The time a timing has in a day. */
export interface LitTime {
  refused: RecurrenceError | null;
  /** It asks for time in the day, lit or not. */
  occurs: boolean;
  /** Ascending, disjoint: within the recurrence and the operating hours. */
  lit: readonly Interval[];
  /** From the first lit instant to the last. */
  span: Interval;
  /** Of one interval. */
  longestMs: number;
}

const NO_SPAN: Interval = { startMs: 0, endMs: 0 };

export class DayFrame {
  readonly prepared: PreparedProgramme;
  readonly day: string;
  readonly bounds: Interval;
  /** Nothing is planned before it. */
  readonly fromMs: number;
  /** When the panel may be lit, within the day. */
  readonly operating: readonly Interval[];
  readonly #litTimes = new Map<SharedTiming, LitTime>();

  /** Throws RangeError when `day` is not a date. */
  constructor(prepared: PreparedProgramme, day: string) {
    const { programme } = prepared;
    this.prepared = prepared;
    this.day = day;
    this.bounds = dayBounds(programme, day);
    this.fromMs = Math.min(Math.max(programme.effectiveFromMs, this.bounds.startMs), this.bounds.endMs);
    this.operating = operatingIntervals(programme, prepared.zoneNamed(programme.timeZone).zone, this.bounds);
  }

  litTime(timing: SharedTiming): LitTime {
    let time = this.#litTimes.get(timing);
    if (!time) this.#litTimes.set(timing, (time = this.#litTimeOf(timing)));
    return time;
  }

  #litTimeOf({ timing, zone }: SharedTiming): LitTime {
    const asked = entryIntervals(timing, zone, this.bounds);
    if (!asked.ok) return { refused: asked.error, occurs: false, lit: [], span: NO_SPAN, longestMs: 0 };
    const lit = intersection(asked.value, this.operating);
    const [first, last] = [lit[0], lit.at(-1)];
    const span = first && last ? { startMs: first.startMs, endMs: last.endMs } : NO_SPAN;
    return { refused: null, occurs: asked.value.length > 0, lit, span, longestMs: longest(lit) };
  }

  /** A withdrawal during the day is a tombstone in its slots; from the next day on the item is not planned at all. */
  isWithdrawn(item: ProgrammeItem): boolean {
    return (this.prepared.withdrawnAtMs.get(item.id) ?? Infinity) <= this.bounds.startMs;
  }

  /** Filler of a zone, in order of preference. */
  evergreenOf(zone: ZoneId): readonly ProgrammeItem[] {
    return (this.prepared.evergreen.get(zone) ?? []).filter((item) => !this.isWithdrawn(item));
  }
}

export const longest = (intervals: readonly Interval[]): number =>
  intervals.reduce((most, { startMs, endMs }) => Math.max(most, endMs - startMs), 0);
