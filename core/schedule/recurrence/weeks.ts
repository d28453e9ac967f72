/** Weeks of the year (RFC 5545 §3.3.10, ISO 8601 with any week start): a week belongs to the year most of it lies in. */
import { civilDate, dayNumber, weekday } from '../../time/civil.ts';

const beginningOfWeek = (day: number, weekStart: number) => day - ((weekday(day) - weekStart + 7) % 7);

/** First day of week 1: the first week with at least four days in the year. */
export const firstWeek = (year: number, weekStart: number): number =>
  beginningOfWeek(dayNumber(year, 1, 4), weekStart);

/** The year whose weeks a day is counted in. */
export const weekYear = (day: number, weekStart: number): number =>
  civilDate(beginningOfWeek(day, weekStart) + 3).year;
