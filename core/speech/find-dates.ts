/** Dates as people write them, for those who speak them and those who check them. */
import { MONTHS, WEEKDAYS } from './calendar.ts';

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
  /** Day of the week written before it, 0 is Monday; null for none. */
  weekday: number | null;
  day: number;
  month: number;
  /** Null where only day and month are written. */
  year: number | null;
}

const DATE = new RegExp(
  `(?<![\\p{L}\\p{N}/.,-])(?:${WEEKDAY}\\s*[,(]?\\s*(?:tanggal\\s+|tgl\\.?\\s+)?)?` +
    `(?:(\\d{1,2})\\s+${MONTH}(?:\\s+(\\d{4}))?|(\\d{1,2})([-/.])(\\d{1,2})\\6(\\d{4})|(\\d{4})-(\\d{2})-(\\d{2}))` +
    `(?![\\p{L}\\p{N}]|[-/]\\d)`,
  'giu',
);

/** Single dates in the order they are written, possible or not; of `28–30 November` the last day. */
export function findDates(text: string): WrittenDate[] {
  return [...text.matchAll(DATE)].map((match) => {
    const [all, weekday, day1, monthName, year1, day2, , month2, year2, year3, month3, day3] = match;
    const year = year1 ?? year2 ?? year3;
    return {
      start: match.index,
      end: match.index + all.length,
      weekday: weekday === undefined ? null : weekdayNumber(weekday),
      day: Number(day1 ?? day2 ?? day3),
      month: monthName === undefined ? Number(month2 ?? month3) : monthNumber(monthName),
      year: year === undefined ? null : Number(year),
    };
  });
}
