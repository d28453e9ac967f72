import { DAY_SECONDS, weekday } from '../../time/civil.ts';
import type { LocalRange } from './local-times.ts';
import type { Rule } from './rule.ts';

/** A rule whose occurrences need no calendar: some weekdays of every so many days or weeks, once a day. */
export interface WeekdayRule {
  /** Beginning of period 0, as a day number. */
  baseDay: number;
  periodDays: 1 | 7;
  /** Every so many periods. */
  interval: number;
  /** Bit 0 is Monday. */
  weekdays: number;
  secondOfDay: number;
}

/** Undefined when the rule is not DAILY or WEEKLY, names dates, months or positions, or occurs more than once a day. */
export function weekdayRule(rule: Rule, start: number): WeekdayRule | undefined {
  const isWeekly = rule.frequency === 'WEEKLY';
  if (!isWeekly && rule.frequency !== 'DAILY') return undefined;
  if (rule.byMonth.length + rule.byMonthDay.length + rule.bySetPos.length > 0) return undefined;
  if (rule.byHour.length + rule.byMinute.length + rule.bySecond.length > 0) return undefined;
  const startDay = Math.floor(start / DAY_SECONDS);
  const sinceWeekStart = (weekday(startDay) - rule.weekStart + 7) % 7;
  let weekdays = 0;
  for (const day of rule.byWeekday) weekdays |= 1 << day;
  if (weekdays === 0) weekdays = isWeekly ? 1 << weekday(startDay) : 0b111_1111;
  return {
    baseDay: isWeekly ? startDay - sinceWeekStart : startDay,
    periodDays: isWeekly ? 7 : 1,
    interval: rule.interval,
    weekdays,
    secondOfDay: start - startDay * DAY_SECONDS,
  };
}

/** At most `enough` occurrences within `range`, which begins at the rule's start or later. */
export function weekdayTimes(rule: WeekdayRule, { first, last }: LocalRange, enough: number): number[] {
  const { baseDay, periodDays, interval, weekdays, secondOfDay } = rule;
  const found: number[] = [];
  const lastDay = Math.floor((last - secondOfDay) / DAY_SECONDS);
  for (let day = Math.ceil((first - secondOfDay) / DAY_SECONDS); day <= lastDay; day++) {
    if ((weekdays & (1 << weekday(day))) === 0) continue;
    if (interval > 1 && Math.floor((day - baseDay) / periodDays) % interval !== 0) continue;
    if (found.push(day * DAY_SECONDS + secondOfDay) >= enough) break;
  }
  return found;
}
