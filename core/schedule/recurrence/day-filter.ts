import { civilDate, dayNumber, daysInMonth, daysInYear, weekday } from '../../time/civil.ts';
import type { Rule } from './rule.ts';
import { firstWeek, weekYear } from './weeks.ts';

/** Whether the BYMONTH, BYWEEKNO, BYYEARDAY, BYMONTHDAY and BYDAY parts of a rule admit a day. */
export type DayFilter = (day: number) => boolean;

/**
 * The table of RFC 5545 §3.3.10 read as a conjunction: expanding by one part and limiting by the next leaves the days
 * that satisfy both. What the rule leaves open is taken from the day of the start.
 */
export function dayFilter(given: Rule, startDay: number): DayFilter {
  const rule = withDefaults(given, startDay);
  const weekdays = new Set(rule.byWeekday);
  const monthDays = new Set(rule.byMonthDay);
  const yearDays = new Set(rule.byYearDay);
  const weekNumbers = new Set(rule.byWeekNo);
  const months = new Set(rule.byMonth);
  const hasWeekdays = weekdays.size + rule.byOrdinalWeekday.length > 0;
  const onlyWeekdays = rule.byOrdinalWeekday.length === 0;
  const needsDate = !onlyWeekdays || monthDays.size + yearDays.size + months.size > 0;
  const ordinalsInMonth = rule.frequency === 'MONTHLY' || months.size > 0;

  return (day) => {
    if (hasWeekdays && onlyWeekdays && !weekdays.has(weekday(day))) return false;
    if (weekNumbers.size > 0 && !inWeekNumbers(day, rule.weekStart, weekNumbers)) return false;
    if (!needsDate) return true;
    const date = civilDate(day);
    if (months.size > 0 && !months.has(date.month)) return false;
    const monthLength = daysInMonth(date.year, date.month);
    if (monthDays.size > 0 && !hasFromEither(monthDays, date.day, monthLength)) return false;
    const yearDay = day - dayNumber(date.year, 1, 1) + 1;
    if (yearDays.size > 0 && !hasFromEither(yearDays, yearDay, daysInYear(date.year))) return false;
    if (onlyWeekdays || weekdays.has(weekday(day))) return true;
    const position = ordinalsInMonth ? date.day : yearDay;
    const length = ordinalsInMonth ? monthLength : daysInYear(date.year);
    return rule.byOrdinalWeekday.some(
      ({ weekday: wanted, ordinal }) => wanted === weekday(day) && isOrdinal(ordinal, position, length),
    );
  };
}

function withDefaults(rule: Rule, startDay: number): Rule {
  const hasDays =
    rule.byWeekday.length + rule.byOrdinalWeekday.length + rule.byMonthDay.length + rule.byYearDay.length > 0;
  if (hasDays) return rule;
  const start = civilDate(startDay);
  if (rule.frequency === 'WEEKLY' || rule.byWeekNo.length > 0)
    return { ...rule, byWeekday: [weekday(startDay)] };
  if (rule.frequency === 'MONTHLY') return { ...rule, byMonthDay: [start.day] };
  if (rule.frequency !== 'YEARLY') return rule;
  const byMonth = rule.byMonth.length > 0 ? rule.byMonth : [start.month];
  return { ...rule, byMonth, byMonthDay: [start.day] };
}

/** Counted 1, 2, … from the front or −1, −2, … from the back. */
const hasFromEither = (wanted: ReadonlySet<number>, position: number, length: number) =>
  wanted.has(position) || wanted.has(position - length - 1);

function isOrdinal(ordinal: number, position: number, length: number): boolean {
  return ordinal > 0
    ? Math.ceil(position / 7) === ordinal
    : Math.ceil((length - position + 1) / 7) === -ordinal;
}

function inWeekNumbers(day: number, weekStart: number, wanted: ReadonlySet<number>): boolean {
  const year = weekYear(day, weekStart);
  const weekOne = firstWeek(year, weekStart);
  const number = Math.floor((day - weekOne) / 7) + 1;
  return hasFromEither(wanted, number, (firstWeek(year + 1, weekStart) - weekOne) / 7);
}
