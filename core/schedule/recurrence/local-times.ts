/** The occurrences of a rule as wall-clock readings: "local seconds", the clock taken as if it were UTC. */
import { err, ok } from '../../model/result.ts';
import type { Result } from '../../model/result.ts';
import { civilDate, DAY_SECONDS, dayNumber, daysInMonth, daysInYear, weekday } from '../../time/civil.ts';
import { Budget, MAX_OCCURRENCES } from './budget.ts';
import { dayFilter } from './day-filter.ts';
import type { Frequency, RecurrenceError, Rule } from './rule.ts';
import { unitStepper } from './unit-stepper.ts';

/** Inclusive, in local seconds. */
export interface LocalRange {
  first: number;
  last: number;
}

/** Period `index` of a rule counted from the one its start lies in: its occurrences, ascending. */
export interface PeriodSource {
  /** Index of the earliest period that can hold an occurrence at or after this reading. */
  indexAt(localSeconds: number): number;
  /**
   * Adds the occurrences of the next period at or after `index` to `out` and returns the index to go on with;
   * `Infinity` when the period begins after `last`, `undefined` when the budget is used up.
   */
  collect(index: number, range: LocalRange, out: number[], budget: Budget): number | undefined;
}

const UNIT_SECONDS: Partial<Record<Frequency, number>> = { HOURLY: 3600, MINUTELY: 60, SECONDLY: 1 };
const FIXED_SECONDS: Partial<Record<Frequency, number>> = {
  ...UNIT_SECONDS,
  DAILY: DAY_SECONDS,
  WEEKLY: 7 * DAY_SECONDS,
};

const LONGEST_PERIOD_SECONDS = 366 * DAY_SECONDS;

/**
 * Occurrences of `rule` within `range`, ascending, counted from `start` (local seconds).
 * Without COUNT the walk begins at the range, whatever year the rule began in; a plain COUNT is an arithmetic end.
 * Stops after the first `enough`. Errors: `too_costly`, `too_many_occurrences`.
 */
export function localTimes(
  rule: Rule,
  start: number,
  range: LocalRange,
  enough = Infinity,
): Result<number[], RecurrenceError> {
  const budget = new Budget();
  const source = periodSource(rule, start, budget);
  if (!source) return tooCostly();
  const counted = countedEnd(rule, start);
  const mustCount = rule.count !== null && counted === undefined;
  const last = Math.min(
    range.last,
    counted ?? Infinity,
    rule.until?.kind === 'local' ? rule.until.localSeconds : Infinity,
  );
  const first = Math.max(range.first, start);
  if (last < first) return ok([]);

  // Positions and counts need whole periods, from the start where they are counted.
  const walk = {
    first: mustCount ? start : rule.bySetPos.length > 0 ? -Infinity : first,
    last: rule.bySetPos.length > 0 ? last + LONGEST_PERIOD_SECONDS : last,
  };
  const found: number[] = [];
  const period: number[] = [];
  let seen = 0;
  for (let index = source.indexAt(mustCount ? start : first); ;) {
    period.length = 0;
    const next = source.collect(index, walk, period, budget);
    if (next === undefined) return tooCostly();
    for (const at of positioned(rule, period)) {
      if (at < start) continue;
      if (at > last) return ok(found);
      seen += 1;
      if (rule.count !== null && mustCount && seen > rule.count) return ok(found);
      if (at < first) continue;
      if (found.length >= MAX_OCCURRENCES) return tooMany();
      if (found.push(at) >= enough) return ok(found);
    }
    if (next === Infinity || source.indexAt(last) < next) return ok(found);
    index = next;
  }
}

const tooCostly = () =>
  err<RecurrenceError>({ code: 'too_costly', detail: 'the rule takes too many steps to expand' });
const tooMany = () =>
  err<RecurrenceError>({ code: 'too_many_occurrences', detail: `more than ${MAX_OCCURRENCES}` });

/** Last occurrence of a rule that only counts fixed periods, found without walking. */
function countedEnd(rule: Rule, start: number): number | undefined {
  const periodSeconds = FIXED_SECONDS[rule.frequency];
  const selects =
    rule.bySecond.length +
    rule.byMinute.length +
    rule.byHour.length +
    rule.byWeekday.length +
    rule.byMonthDay.length +
    rule.byYearDay.length +
    rule.byMonth.length;
  if (rule.count === null || periodSeconds === undefined || selects > 0) return undefined;
  return start + (rule.count - 1) * rule.interval * periodSeconds;
}

function positioned(rule: Rule, times: readonly number[]): readonly number[] {
  if (rule.bySetPos.length === 0) return times;
  const chosen = new Set<number>();
  for (const position of rule.bySetPos) {
    const at = times.at(position > 0 ? position - 1 : position);
    if (at !== undefined) chosen.add(at);
  }
  return [...chosen].sort((a, b) => a - b);
}

function periodSource(rule: Rule, start: number, budget: Budget): PeriodSource | undefined {
  const unitSeconds = UNIT_SECONDS[rule.frequency];
  return unitSeconds === undefined
    ? dayStepper(rule, start, budget)
    : unitStepper(rule, start, unitSeconds, budget);
}

/** DAILY to YEARLY: days that pass the filter, each with the same times of day. */
function dayStepper(rule: Rule, start: number, budget: Budget): PeriodSource | undefined {
  const startDay = Math.floor(start / DAY_SECONDS);
  const times = timesOfDay(rule, start - startDay * DAY_SECONDS, budget);
  if (!times) return undefined;
  const admits = dayFilter(rule, startDay);
  const { interval } = rule;
  const { indexOf, firstDay, length } = calendarPeriods(rule, startDay);
  return {
    indexAt: (localSeconds) => {
      const index = indexOf(Math.floor(localSeconds / DAY_SECONDS));
      return Math.max(0, Math.ceil(index / interval)) * interval;
    },
    collect(index, range, out, spent) {
      const begin = firstDay(index);
      const from = Math.max(begin, Math.floor(range.first / DAY_SECONDS));
      const to = Math.min(begin + length(index) - 1, Math.floor(range.last / DAY_SECONDS));
      for (let day = from; day <= to; day++) {
        if (!spent.spend(1)) return undefined;
        if (!admits(day)) continue;
        if (!spent.spend(times.length)) return undefined;
        for (const time of times) out.push(day * DAY_SECONDS + time);
      }
      return spent.spend(1) ? index + interval : undefined;
    },
  };
}

function calendarPeriods(rule: Rule, startDay: number) {
  const start = civilDate(startDay);
  switch (rule.frequency) {
    case 'YEARLY':
      return {
        indexOf: (day: number) => civilDate(day).year - start.year,
        firstDay: (index: number) => dayNumber(start.year + index, 1, 1),
        length: (index: number) => daysInYear(start.year + index),
      };
    case 'MONTHLY': {
      const startMonth = start.year * 12 + start.month - 1;
      const yearOf = (index: number) => Math.floor((startMonth + index) / 12);
      const monthOf = (index: number) => ((startMonth + index) % 12) + 1;
      return {
        indexOf: (day: number) => {
          const { year, month } = civilDate(day);
          return year * 12 + month - 1 - startMonth;
        },
        firstDay: (index: number) => dayNumber(yearOf(index), monthOf(index), 1),
        length: (index: number) => daysInMonth(yearOf(index), monthOf(index)),
      };
    }
    default: {
      const days = rule.frequency === 'WEEKLY' ? 7 : 1;
      const base = days === 7 ? startDay - ((weekday(startDay) - rule.weekStart + 7) % 7) : startDay;
      return {
        indexOf: (day: number) => Math.floor((day - base) / days),
        firstDay: (index: number) => base + index * days,
        length: () => days,
      };
    }
  }
}

/** Seconds after midnight the rule asks for, ascending; undefined when there are more than an expansion may hold. */
function timesOfDay(rule: Rule, startOfDay: number, budget: Budget): number[] | undefined {
  const hours = rule.byHour.length > 0 ? rule.byHour : [Math.floor(startOfDay / 3600)];
  const minutes = rule.byMinute.length > 0 ? rule.byMinute : [Math.floor(startOfDay / 60) % 60];
  const seconds = rule.bySecond.length > 0 ? rule.bySecond : [startOfDay % 60];
  if (!budget.spend(hours.length * minutes.length * seconds.length)) return undefined;
  const times: number[] = [];
  for (const hour of hours)
    for (const minute of minutes)
      for (const second of seconds) if (second < 60) times.push(hour * 3600 + minute * 60 + second);
  return times;
}
