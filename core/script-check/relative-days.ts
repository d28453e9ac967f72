/** Words that mean another date on each day they are heard. */
import { longDate } from '../speech/calendar.ts';
import type { AiringDays } from './local-day.ts';
import type { ScriptFinding } from './finding.ts';

/** Days from the day it is heard. */
const WORDS: readonly [pattern: string, days: number][] = [
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

const RELATIVE_DAY = new RegExp(
  `(?<![\\p{L}\\p{N}-])(?:${WORDS.map(([pattern]) => `(${pattern})`).join('|')})(?![\\p{L}\\p{N}-])`,
  'giu',
);

/**
 * Each such word, when the announcement airs on more than one day. Suggested is the date meant if it was written for
 * its first day; a part of the day is kept ("nanti malam" → "Sabtu, 28 November 2026 malam").
 */
export function relativeDays(
  text: string,
  field: ScriptFinding['field'],
  { first, last }: AiringDays,
): ScriptFinding[] {
  if (first === last) return [];
  return [...text.matchAll(RELATIVE_DAY)].map((match) => {
    const [, days] = WORDS[match.slice(1).findIndex((group) => group !== undefined)] ?? ['', 0];
    const partOfDay = /pagi|siang|sore|malam/i.exec(match[0])?.[0].toLowerCase();
    return {
      code: 'relative_day',
      level: 'warning',
      field,
      span: { start: match.index, end: match.index + match[0].length },
      text: match[0],
      suggestion: [longDate(first + days), ...(partOfDay === undefined ? [] : [partOfDay])].join(' '),
      spoken: null,
    };
  });
}
