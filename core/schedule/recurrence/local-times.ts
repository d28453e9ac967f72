/** The occurrences of a rule as wall-clock readings: "local seconds", the clock taken as if it were UTC. */
import { err, ok } from '../../model/result.ts';
import type { Result } from '../../model/result.ts';
import { DAY_SECONDS } from '../../time/civil.ts';
import { Budget, MAX_OCCURRENCES } from './budget.ts';
import { dayStepper } from './day-stepper.ts';
import type { Frequency, RecurrenceError, Rule } from './rule.ts';
import { weekdayRule, weekdayTimes } from './weekday-rule.ts';
import type { WeekdayRule } from './weekday-rule.ts';
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

/** A rule with everything that does not depend on the range. */
export interface LocalRule {
  rule: Rule;
  /** First reading, in local seconds. */
  start: number;
  source: PeriodSource;
  /** The same without stepping, where the rule is as simple as that. */
  weekdays: WeekdayRule | undefined;
  /** Last reading, as far as COUNT or a local UNTIL tell without walking. */
  end: number;
  /** COUNT can only be had by walking from the start. */
  mustCount: boolean;
}

/** Errors: `too_costly` when one period alone holds too many times. */
export function localRule(rule: Rule, start: number): Result<LocalRule, RecurrenceError> {
  const unitSeconds = UNIT_SECONDS[rule.frequency];
  const source = unitSeconds === undefined ? dayStepper(rule, start) : unitStepper(rule, start, unitSeconds);
  if (!source) return tooCostly();
  const counted = countedEnd(rule, start);
  const until = rule.until?.kind === 'local' ? rule.until.localSeconds : Infinity;
  const mustCount = rule.count !== null && counted === undefined;
  return ok({
    rule,
    start,
    source,
    weekdays: mustCount ? undefined : weekdayRule(rule, start),
    end: Math.min(counted ?? Infinity, until),
    mustCount,
  });
}

/**
 * Occurrences within `range`, ascending, by wall clock. Without COUNT the walk begins at the range, whatever year the
 * rule began in; a plain COUNT is an arithmetic end. Stops after the first `enough`.
 * Errors: `too_costly`, `too_many_occurrences`.
 */
export function localTimes(
  { rule, start, source, weekdays, end, mustCount }: LocalRule,
  range: LocalRange,
  enough = Infinity,
): Result<number[], RecurrenceError> {
  const first = Math.max(range.first, start);
  const last = Math.min(range.last, end);
  if (last < first) return ok([]);
  if (weekdays) return ok(weekdayTimes(weekdays, { first, last }, enough));

  // Positions and counts need whole periods, from the start where they are counted.
  const hasPositions = rule.bySetPos.length > 0;
  const walk = {
    first: hasPositions ? -Infinity : mustCount ? start : first,
    last: hasPositions ? last + LONGEST_PERIOD_SECONDS : last,
  };
  const budget = new Budget();
  const lastIndex = source.indexAt(last);
  const most = mustCount ? (rule.count ?? 0) : Infinity;
  const found: number[] = [];
  const period: number[] = [];
  let seen = 0;
  for (let index = source.indexAt(mustCount ? start : first); index <= lastIndex;) {
    period.length = 0;
    const next = source.collect(index, walk, period, budget);
    if (next === undefined) return tooCostly();
    for (const at of hasPositions ? positioned(rule, period) : period) {
      if (at < start) continue;
      seen += 1;
      if (at > last || seen > most) return ok(found);
      if (at < first) continue;
      if (found.length >= MAX_OCCURRENCES) return tooMany();
      if (found.push(at) >= enough) return ok(found);
    }
    index = next;
  }
  return ok(found);
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
  const chosen = new Set<number>();
  for (const position of rule.bySetPos) {
    const at = times.at(position > 0 ? position - 1 : position);
    if (at !== undefined) chosen.add(at);
  }
  return [...chosen].sort((a, b) => a - b);
}
