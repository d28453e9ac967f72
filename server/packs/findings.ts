/** What a planner should know before a stick leaves: a stick cannot enforce an expiry. */
import type { PackFinding } from '../../core/api/reports.ts';
import type { Clip } from './clips.ts';

type ClipFinding = Exclude<PackFinding, { code: 'left_out' }>;

const MONTHS =
  'januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|nopember|desember';
const WEEKDAYS = 'senin|selasa|rabu|kamis|jumat|sabtu|ahad';
const SAYS_DATE = [
  new RegExp(`\\b(?:${MONTHS}|${WEEKDAYS})\\b`, 'iu'),
  /\btanggal\s+(?:\d|satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas)/iu,
  /\b\d{1,2}[-/]\d{1,2}(?:[-/]\d{2,4})?\b/u,
  // "minggu" is a week as well: the day is written with a capital, or named as one.
  /\bhari\s+minggu\b/iu,
  /(?<!\b(?:setiap|tiap|per|sepekan|satu|dua|tiga|beberapa)\s)(?<=\S\s)\bMinggu\b/u,
];

/** Whether a script names a day, a month or a numbered date, so that a listener can tell that a clip is stale. */
export const saysDate = (script: string): boolean => SAYS_DATE.some((pattern) => pattern.test(script));

/** Whether a clip may be heard from the day's beginning, or from now where the day has begun. */
export const isValidAllDay = (clip: Clip, day: { startMs: number }, nowMs: number): boolean =>
  clip.validFromMs <= Math.max(day.startMs, nowMs);

/** In the order of the clips. Evergreen clips have no date to say. */
export function findingsOf(
  clips: readonly Clip[],
  day: { startMs: number; endMs: number },
  nowMs: number,
): ClipFinding[] {
  return clips.flatMap((clip) => {
    const codes: ClipFinding['code'][] = [];
    if (!clip.evergreen && !clip.saysEnd && !saysDate(clip.script)) codes.push('no_spoken_date');
    if (clip.lastAirMs < day.endMs) codes.push('ends_that_day');
    if (!isValidAllDay(clip, day, nowMs)) codes.push('starts_that_day');
    return codes.map((code) => ({ code, clipNumber: clip.number }));
  });
}
