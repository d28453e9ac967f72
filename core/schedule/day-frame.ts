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

const NOT_TODAY: LitTime = {
  refused: null,
  occurs: false,
  lit: [],
  span: { startMs: 0, endMs: 0 },
  longestMs: 0,
};
const DARK: LitTime = { ...NOT_TODAY, occurs: true };

export class DayFrame {
  readonly prepared: PreparedProgramme;
  readonly day: string;
  readonly bounds: Interval;
  /** Nothing is planned before it. */
  readonly fromMs: number;
  /** When the panel may be lit, within the day. */
  readonly operating: readonly Interval[];
  readonly #litTimes = new Map<SharedTiming, LitTime>();
  /** Those of one interval by its start: whatever rules lead to the same hours, they are the same list. */
  readonly #daypartsAt = new Map<number, LitTime[]>();

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
    if (!asked.ok) return { ...NOT_TODAY, refused: asked.error };
    const { operatingHours } = this.prepared.programme;
    const lit = operatingHours ? intersection(asked.value, this.operating) : asked.value;
    const [first, last] = [lit[0], lit.at(-1)];
    if (!first || !last) return asked.value.length > 0 ? DARK : NOT_TODAY;
    if (first === last) return this.#daypart(lit, first);
    const span = { startMs: first.startMs, endMs: last.endMs };
    return { refused: null, occurs: true, lit, span, longestMs: longest(lit) };
  }

  #daypart(lit: readonly Interval[], span: Interval): LitTime {
    let begunThen = this.#daypartsAt.get(span.startMs);
    if (!begunThen) this.#daypartsAt.set(span.startMs, (begunThen = []));
    const known = begunThen.find((daypart) => daypart.span.endMs === span.endMs);
    if (known) return known;
    const daypart = { refused: null, occurs: true, lit, span, longestMs: span.endMs - span.startMs };
    begunThen.push(daypart);
    return daypart;
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
