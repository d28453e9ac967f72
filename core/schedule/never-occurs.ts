import type { EntryTiming } from '../model/catalogue.ts';
import { parseLocalDateTime } from '../time/local.ts';
import { localTimes } from './recurrence/local-times.ts';
import { parseRule } from './recurrence/parse.ts';

/** A rule for 29 February on a given weekday occurs at least once in 40 years. */
const HORIZON_SECONDS = 41 * 366 * 86_400;

/** Whether no occurrence exists at all, on any day; false also when finding out would cost too much. */
export function neverOccurs(timing: EntryTiming): boolean {
  const excluded = new Set(timing.exdates);
  if (timing.rdates.some((date) => !excluded.has(date))) return false;
  if (timing.rrule === null) return excluded.has(timing.startLocal);
  const startMs = parseLocalDateTime(timing.startLocal);
  const rule = parseRule(timing.rrule);
  if (startMs === undefined || !rule.ok) return false;
  const start = startMs / 1000;
  const untilSeconds =
    rule.value.until?.kind === 'utc' ? rule.value.until.instantMs / 1000 + 86_400 : Infinity;
  const enough = excluded.size + 1;
  const range = { first: start, last: Math.min(start + HORIZON_SECONDS, untilSeconds) };
  const times = localTimes(rule.value, start, range, enough);
  if (!times.ok) return false;
  const removed = new Set(timing.exdates.map((date) => (parseLocalDateTime(date) ?? NaN) / 1000));
  return times.value.every((at) => removed.has(at));
}
