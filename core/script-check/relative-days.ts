/** Words that mean another time on each day they are heard. */
import { civilDate, weekday } from '../time/civil.ts';
import { longDate } from '../speech/calendar.ts';
import type { ScriptFinding } from './finding.ts';
import type { AiringDays } from './local-day.ts';

/** Days from the day it is heard. */
const DAYS: readonly [pattern: string, days: number][] = [
  ['besok\\s+lusa', 2],
  ['(?:esok|besok)(?:\\s+hari)?', 1],
  ['(?:pada\\s+)?hari\\s+ini', 0],
  ['(?:pagi|siang|sore|malam)\\s+ini', 0],
  ['nanti\\s+(?:pagi|siang|sore|malam)', 0],
  ['(?:tadi|kemarin)\\s+malam', -1],
  ['kemarin\\s+lusa', -2],
  ['kemarin', -1],
  ['lusa', 2],
];

const asWord = (patterns: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}-])(?:${patterns})(?![\\p{L}\\p{N}-])`, 'giu');

const RELATIVE_DAY = asWord(DAYS.map(([pattern]) => `(${pattern})`).join('|'));
const RELATIVE_WEEK = asWord('(?:minggu|pekan)\\s+(?:ini|depan|lalu)');
const RELATIVE_MONTH = asWord('bulan\\s+(?:ini|depan|lalu)');

/** Weeks begin on Monday. */
const weekOf = (day: number): number => day - weekday(day);
const monthOf = (day: number): number => civilDate(day).month;

function finding(
  match: RegExpExecArray,
  field: ScriptFinding['field'],
  suggestion: string | null,
): ScriptFinding {
  const [text] = match;
  return {
    code: 'relative_day',
    level: 'warning',
    field,
    span: { start: match.index, end: match.index + text.length },
    text,
    suggestion,
    spoken: null,
  };
}

/**
 * Each such word, when it would not mean the same on every day the announcement airs. Suggested is the date meant if it
 * was written for the first day; a part of the day is kept ("nanti malam" → "Sabtu, 28 November 2026 malam").
 */
export function relativeDays(
  text: string,
  field: ScriptFinding['field'],
  { first, last }: AiringDays,
): ScriptFinding[] {
  if (first === last) return [];
  const days = [...text.matchAll(RELATIVE_DAY)].map((match) => {
    const [, offset] = DAYS[match.slice(1).findIndex((group) => group !== undefined)] ?? ['', 0];
    const partOfDay = /pagi|siang|sore|malam/i.exec(match[0])?.[0].toLowerCase();
    const suggestion = [longDate(first + offset), ...(partOfDay === undefined ? [] : [partOfDay])].join(' ');
    return finding(match, field, suggestion);
  });
  const weeks = weekOf(first) === weekOf(last) ? [] : text.matchAll(RELATIVE_WEEK);
  const months = monthOf(first) === monthOf(last) ? [] : text.matchAll(RELATIVE_MONTH);
  return [...days, ...[...weeks, ...months].map((match) => finding(match, field, null))];
}
