/** Dates as people write them, for those who speak them and those who check them. */
import { MONTHS, WEEKDAYS, yearMeant } from './calendar.ts';

const MONTH_NAMES: readonly (readonly [pattern: string, month: number])[] = [
  ...MONTHS.map((name, i) => [name, i + 1] as const),
  ...([
    ['Pebruari', 2],
    ['Nopember', 11],
    ['Jan', 1],
    ['Feb', 2],
    ['Mar', 3],
    ['Apr', 4],
    ['Jun', 6],
    ['Jul', 7],
    ['Agust', 8],
    ['Agu', 8],
    ['Agt', 8],
    ['Ags', 8],
    ['Sept', 9],
    ['Sep', 9],
    ['Okt', 10],
    ['Nov', 11],
    ['Des', 12],
  ] as const),
];

/** Longest first, so that `Juni` is not read as `Jun`. */
export const MONTH = `(${MONTH_NAMES.map(([name]) => name)
  .toSorted((a, b) => b.length - a.length)
  .join('|')})\\.?`;

/** 1 to 12; 0 for what is no month. */
export const monthNumber = (name: string): number =>
  MONTH_NAMES.find(([one]) => one.toLowerCase() === name.replace('.', '').toLowerCase())?.[1] ?? 0;

/** `Jum'at` and `Ahad` are written too. */
export const WEEKDAY = "(Senin|Selasa|Rabu|Kamis|Jum['’]?at|Sabtu|Minggu|Ahad)";

/** 0 is Monday; -1 for what is no day of the week. */
export function weekdayNumber(name: string): number {
  const plain = name.toLowerCase().replace(/['’]/g, '').replace('ahad', 'minggu');
  return WEEKDAYS.findIndex((one) => one.toLowerCase() === plain);
}

export interface WrittenDate {
  start: number;
  end: number;
  /** Day of the week written before or after it, 0 is Monday; null for none. */
  weekday: number | null;
  day: number;
  month: number;
  /** Null where only day and month are written. */
  year: number | null;
}

/** A year of two digits is none where more numbers follow. */
const WRITTEN =
  `(?:(\\d{1,2})\\s+${MONTH}(?:\\s+(\\d{4}))?|(\\d{1,2})([-/.])(\\d{1,2})\\6(\\d{4}|\\d{2}(?!\\.\\d))|` +
  `(\\d{4})-(\\d{2})-(\\d{2}))(?![\\p{L}\\p{N}]|[-/]\\d)`;
const ON_THE = '(?:tanggal\\s+|tgl\\.?\\s+)?';

const DATE = new RegExp(`(?<![\\p{L}\\p{N}/.,-])(?:${WEEKDAY}\\s*[,(]?\\s*${ON_THE})?${WRITTEN}`, 'giu');

/** `28 November 2026 (Sabtu)`, `…, Sabtu`, `… hari Sabtu` */
const WEEKDAY_AFTER = new RegExp(
  `^(?:\\s*[,(]\\s*(?:hari\\s+)?|\\s+hari\\s+)${WEEKDAY}(?![\\p{L}\\p{N}])(?:\\s*\\))?`,
  'iu',
);
/** After a day of the week: it begins a stretch of days. */
export const RANGE_AFTER = /^\s*(?:[-–—]|(?:sampai|hingga|s\.?\/?d|dan|serta|atau)\b)/i;
/** After a day of the week: it is that of the next date. The empty group stands for the day of the week `WRITTEN` counts on. */
const DATE_AFTER = new RegExp(`^()\\s*[,(]?\\s*${ON_THE}${WRITTEN}`, 'iu');

/** The day of the week written behind a date, and how far it reaches; null for none. */
function weekdayAfter(rest: string): { weekday: number; length: number } | null {
  const [all, name] = WEEKDAY_AFTER.exec(rest) ?? [];
  if (all === undefined || name === undefined) return null;
  const next = rest.slice(all.length);
  if (RANGE_AFTER.test(next) || DATE_AFTER.test(next)) return null;
  return { weekday: weekdayNumber(name), length: all.length };
}

/** Of two digits, a year makes a date only of what can be one: `10.75.20` is a number of another kind. */
const mayBeDate = (day: number, month: number, year: string | undefined): boolean =>
  year?.length !== 2 || (day >= 1 && day <= 31 && month >= 1 && month <= 12);

/** Single dates in the order they are written, possible or not; of `28–30 November` the last day. */
export function findDates(text: string): WrittenDate[] {
  return [...text.matchAll(DATE)].flatMap((match) => {
    const [all, before, day1, monthName, year1, day2, , month2, year2, year3, month3, day3] = match;
    const written = year1 ?? year2 ?? year3;
    const day = Number(day1 ?? day2 ?? day3);
    const month = monthName === undefined ? Number(month2 ?? month3) : monthNumber(monthName);
    if (!mayBeDate(day, month, written)) return [];
    const end = match.index + all.length;
    const after = before === undefined ? weekdayAfter(text.slice(end)) : null;
    return {
      start: match.index,
      end: end + (after?.length ?? 0),
      weekday: before === undefined ? (after?.weekday ?? null) : weekdayNumber(before),
      day,
      month,
      year: written === undefined ? null : yearMeant(written),
    };
  });
}
