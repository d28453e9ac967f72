/** Dates that do not exist, do not match their day of the week, or do not match when the announcement airs. */
import { dayOf, longDate, weekdayName } from '../speech/calendar.ts';
import { findDates, RANGE_AFTER, WEEKDAY, weekdayNumber, type WrittenDate } from '../speech/find-dates.ts';
import { civilDate, daysInMonth, weekday } from '../time/civil.ts';
import type { ScriptFinding, ScriptFindingCode } from './finding.ts';
import type { AiringDays } from './local-day.ts';

/** Longer ago a date is history, not a slip. */
const HISTORY_DAYS = 400;
/** After these a date in the past is meant. */
const SINCE =
  /\b(?:sejak|mulai|dari|semenjak|per|lahir|tertanggal)\s+(?:hari\s+)?(?:tanggal\s+|tgl\.?\s+)?$/i;
/** Beside these a day of the week means every week, or a week itself. */
const EVERY_BEFORE =
  /(?:\b(?:setiap|tiap|tiap-tiap|saban|selama|satu|dua|tiga|empat|lima|enam|tujuh|beberapa|hari-hari)|\d)\s+(?:hari\s+)?$|(?:[-–—]|\b(?:sampai(?: dengan)?|hingga|s\.?\/?d\.?|dan|serta|atau))\s*(?:hari\s+)?$/i;
const WEEKDAY_ALONE = new RegExp(`(?<![\\p{L}\\p{N}])${WEEKDAY}(?![\\p{L}\\p{N}])`, 'gu');
const WEEK_DAYS = 7;

type Field = ScriptFinding['field'];

/** A date of the text and the day it means. */
interface Dated {
  written: WrittenDate;
  day: number;
}

const exists = ({ year, month, day }: WrittenDate): boolean =>
  year === null
    ? month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(2000, month)
    : dayOf(year, month, day) !== null;

/** Without a year the one is meant that brings the date nearest to the first airing. */
function dayMeant({ year, month, day }: WrittenDate, first: number): number | null {
  if (year !== null) return dayOf(year, month, day);
  const thisYear = civilDate(first).year;
  const days = [thisYear - 1, thisYear, thisYear + 1].flatMap((one) => dayOf(one, month, day) ?? []);
  return days.toSorted((a, b) => Math.abs(a - first) - Math.abs(b - first))[0] ?? null;
}

function codeOf({ day }: Dated, { first, last, today }: AiringDays): ScriptFindingCode | null {
  if (day < today) return day > today - HISTORY_DAYS ? 'past_date' : null;
  if (day < first) return 'date_before_validity';
  return day > last ? 'date_after_validity' : null;
}

/** Weekdays without a date, each with the first such day on which the announcement airs or that comes after. */
function aloneIn(
  text: string,
  dates: readonly WrittenDate[],
  first: number,
): { match: RegExpExecArray; day: number }[] {
  return [...text.matchAll(WEEKDAY_ALONE)].flatMap((match) => {
    const end = match.index + match[0].length;
    const isInDate = dates.some((date) => match.index >= date.start && end <= date.end);
    if (isInDate || EVERY_BEFORE.test(text.slice(0, match.index)) || RANGE_AFTER.test(text.slice(end)))
      return [];
    const ahead = (weekdayNumber(match[0]) - weekday(first) + WEEK_DAYS) % WEEK_DAYS;
    return [{ match, day: first + ahead }];
  });
}

export function dateFindings(text: string, field: Field, airing: AiringDays): ScriptFinding[] {
  const dates = findDates(text);
  const finding = (
    code: ScriptFindingCode,
    level: ScriptFinding['level'],
    { start, end }: { start: number; end: number },
    suggestion: string | null,
  ): ScriptFinding => ({
    code,
    level,
    field,
    span: { start, end },
    text: text.slice(start, end),
    suggestion,
    spoken: null,
  });

  const impossible = dates.filter((date) => !exists(date));
  const dated = dates.filter(exists).flatMap((written): Dated[] => {
    const day = dayMeant(written, airing.first);
    return day === null ? [] : [{ written, day }];
  });
  const mismatched = dated.filter(
    ({ written, day }) => written.weekday !== null && written.weekday !== weekday(day),
  );
  const current = dated.filter(({ written }) => !SINCE.test(text.slice(0, written.start)));
  const alone = aloneIn(text, dates, airing.first);
  const isLong = airing.last - airing.first + 1 >= WEEK_DAYS;

  const misplaced = current.flatMap((one) => {
    const code = codeOf(one, airing);
    return code === null
      ? []
      : [finding(code, code === 'date_after_validity' ? 'hint' : 'warning', one.written, null)];
  });
  return [
    ...impossible.map((date) => finding('no_such_date', 'warning', date, null)),
    ...mismatched.map(({ written, day }) =>
      finding('weekday_mismatch', 'warning', written, correctedWeekday(text, written, day)),
    ),
    ...misplaced,
    ...(isLong
      ? alone.map(({ match, day }) =>
          finding('weekday_without_date', 'warning', spanOf(match), longDate(day)),
        )
      : []),
    ...outlived(current, isLong ? [] : alone, airing).map((span) =>
      finding('airs_after_date', 'warning', span, null),
    ),
  ];
}

const spanOf = (match: RegExpExecArray): { start: number; end: number } => ({
  start: match.index,
  end: match.index + match[0].length,
});

/** The written date with the right day of the week in place of the wrong one. */
const correctedWeekday = (text: string, { start, end }: WrittenDate, day: number): string =>
  text.slice(start, end).replace(new RegExp(WEEKDAY, 'iu'), weekdayName(day));

/** The last day named, when it is over before the announcement ends and was not over from the beginning. */
function outlived(
  dated: readonly Dated[],
  alone: readonly { match: RegExpExecArray; day: number }[],
  { first, last }: AiringDays,
): { start: number; end: number }[] {
  const named = [
    ...dated.map(({ written, day }) => ({ start: written.start, end: written.end, day })),
    ...alone.map(({ match, day }) => ({ ...spanOf(match), day })),
  ].toSorted((a, b) => b.day - a.day);
  const [latest] = named;
  return latest !== undefined && latest.day >= first && latest.day < last ? [latest] : [];
}
