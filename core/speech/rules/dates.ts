/** Dates: `28/11/2026` is "dua puluh delapan November dua ribu dua puluh enam". */
import { MONTHS, WEEKDAYS, yearMeant } from '../calendar.ts';
import { MONTH, monthNumber, WEEKDAY, weekdayNumber } from '../find-dates.ts';
import { spellInteger } from '../numbers.ts';
import { rule, WORD_END, type Rule } from '../rule.ts';

const DASH = '\\s?(?:[-–—]|s\\.?/?d\\.?|sampai dengan|sampai|hingga)\\s?';
const END = '(?![\\p{L}\\p{N}]|[-/.]\\d)';

function sayDate(day: string, month: number, year: string | undefined): string | null {
  const name = MONTHS[month - 1];
  if (name === undefined || Number(day) < 1 || Number(day) > 31) return null;
  return [spellInteger(Number(day)), name, ...(year === undefined ? [] : [sayYear(year)])].join(' ');
}

const sayYear = (year: string): string => spellInteger(yearMeant(year));

export const DATES: readonly Rule[] = [
  rule(
    'date',
    `(\\d{1,2})${DASH}(\\d{1,2})\\s+${MONTH}(?:\\s+(\\d{4}))?${WORD_END}`,
    ([, from = '', to = '', month = '', year]) => {
      const last = sayDate(to, monthNumber(month), year);
      return last === null ? null : `${spellInteger(Number(from))} sampai ${last}`;
    },
  ),
  rule('date', `(\\d{1,2})\\s+${MONTH}(?:\\s+(\\d{4}))?${WORD_END}`, ([, day = '', month = '', year]) =>
    sayDate(day, monthNumber(month), year),
  ),
  rule('date', `(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4}|\\d{2})${END}`, ([, day = '', , month = '', year]) =>
    sayDate(day, Number(month), year),
  ),
  rule('date', `(\\d{4})-(\\d{2})-(\\d{2})${END}`, ([, year, month, day = '']) =>
    sayDate(day, Number(month), year),
  ),
  rule('date', `${MONTH}\\s+(\\d{4})${WORD_END}`, ([, month = '', year = '']) => {
    const name = MONTHS[monthNumber(month) - 1];
    return name === undefined ? null : `${name} ${sayYear(year)}`;
  }),
  rule('date', `(\\d{4})/(\\d{4})${END}`, ([, from = '', to = '']) => `${sayYear(from)} ${sayYear(to)}`),
  // `Senin-Jumat`, `Januari–Maret`
  rule(
    'date',
    `${WEEKDAY}\\s?(?:[-–—]|s\\.?/?d\\.?)\\s?${WEEKDAY}${WORD_END}`,
    ([, from = '', to = '']) => `${sayWeekday(from)} sampai ${sayWeekday(to)}`,
  ),
  rule(
    'date',
    `${MONTH}\\s?[-–—]\\s?${MONTH}${WORD_END}`,
    ([, from = '', to = '']) => `${MONTHS[monthNumber(from) - 1]} sampai ${MONTHS[monthNumber(to) - 1]}`,
  ),
  rule('date', `Jum['’]at${WORD_END}`, () => 'Jumat'),
];

const sayWeekday = (name: string): string => WEEKDAYS[weekdayNumber(name)] ?? name;
