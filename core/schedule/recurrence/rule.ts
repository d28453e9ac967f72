/** A parsed RFC 5545 RECUR value. Lists are ascending; an empty list means the part was not given. */
export type Frequency = 'SECONDLY' | 'MINUTELY' | 'HOURLY' | 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';

export interface OrdinalWeekday {
  /** 0 is Monday. */
  weekday: number;
  /** 1 is the first of the month or year, −1 the last. */
  ordinal: number;
}

/** `local` compares wall clocks, `utc` instants; both are inclusive. */
export type Until = { kind: 'local'; localSeconds: number } | { kind: 'utc'; instantMs: number };

export interface Rule {
  frequency: Frequency;
  interval: number;
  count: number | null;
  until: Until | null;
  bySecond: readonly number[];
  byMinute: readonly number[];
  byHour: readonly number[];
  /** Weekdays without an ordinal, 0 is Monday. */
  byWeekday: readonly number[];
  byOrdinalWeekday: readonly OrdinalWeekday[];
  byMonthDay: readonly number[];
  byYearDay: readonly number[];
  byWeekNo: readonly number[];
  byMonth: readonly number[];
  bySetPos: readonly number[];
  weekStart: number;
}

export interface RecurrenceError {
  code:
    | 'rrule_invalid'
    | 'start_invalid'
    | 'duration_invalid'
    | 'window_invalid'
    | 'unknown_time_zone'
    | 'too_many_occurrences'
    | 'too_costly';
  detail: string;
}
