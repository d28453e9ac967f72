import { DAY_SECONDS } from '../../time/civil.ts';
import { dayFilter } from './day-filter.ts';
import type { PeriodSource } from './local-times.ts';
import type { Rule } from './rule.ts';

/**
 * HOURLY, MINUTELY and SECONDLY: periods of one unit, stepped by the interval. What BYxxx rules out is skipped a day,
 * an hour or a minute at a time. Shorter parts than the unit expand it, the others limit it.
 */
export function unitStepper(rule: Rule, start: number, unitSeconds: number): PeriodSource {
  const admitsDay = dayFilter(rule, Math.floor(start / DAY_SECONDS));
  const base = Math.floor(start / unitSeconds);
  const within = offsetsInUnit(rule, start, unitSeconds);
  const { interval } = rule;
  const indexAt = (localSeconds: number) =>
    Math.max(0, Math.ceil((Math.floor(localSeconds / unitSeconds) - base) / interval)) * interval;
  const blockedUntil = blocked(rule, unitSeconds, admitsDay);

  return {
    indexAt,
    collect(index, range, out, spent) {
      for (let at = index; ;) {
        if (!spent.spend(1)) return undefined;
        const from = (base + at) * unitSeconds;
        if (from > range.last) return Infinity;
        const until = blockedUntil(from);
        if (until === undefined) {
          if (!spent.spend(within.length)) return undefined;
          for (const offset of within) out.push(from + offset);
          return at + interval;
        }
        at = Math.max(at + interval, indexAt(until));
      }
    },
  };
}

/** Seconds after the unit's beginning at which it has occurrences. */
function offsetsInUnit(rule: Rule, start: number, unitSeconds: number): number[] {
  const minutes =
    unitSeconds < 3600 ? [0] : rule.byMinute.length > 0 ? rule.byMinute : [Math.floor(start / 60) % 60];
  const seconds = unitSeconds < 60 ? [0] : rule.bySecond.length > 0 ? rule.bySecond : [start % 60];
  return minutes.flatMap((minute) =>
    seconds.filter((second) => second < 60).map((second) => minute * 60 + second),
  );
}

/** The reading until which nothing can occur, when the unit beginning at `from` is ruled out. */
function blocked(rule: Rule, unitSeconds: number, admitsDay: (day: number) => boolean) {
  const hours = new Set(rule.byHour);
  const minutes = new Set(unitSeconds < 3600 ? rule.byMinute : []);
  const seconds = new Set(unitSeconds < 60 ? rule.bySecond : []);
  let knownDay = NaN;
  let knownDayAdmitted = false;
  return (from: number): number | undefined => {
    const day = Math.floor(from / DAY_SECONDS);
    if (day !== knownDay) [knownDay, knownDayAdmitted] = [day, admitsDay(day)];
    if (!knownDayAdmitted) return (day + 1) * DAY_SECONDS;
    const second = from - day * DAY_SECONDS;
    if (hours.size > 0 && !hours.has(Math.floor(second / 3600))) return (Math.floor(from / 3600) + 1) * 3600;
    if (minutes.size > 0 && !minutes.has(Math.floor(second / 60) % 60))
      return (Math.floor(from / 60) + 1) * 60;
    return seconds.size > 0 && !seconds.has(second % 60) ? from + 1 : undefined;
  };
}
