import type { EntryTiming } from '../model/catalogue.ts';
import { DAY_SECONDS } from '../time/civil.ts';
import { parseLocalDateTime } from '../time/local.ts';
import { localTimes } from './recurrence/local-times.ts';
import { prepare } from './recurrence/prepare.ts';

/** A rule for 29 February on a given weekday occurs at least once in 40 years. */
const HORIZON_SECONDS = 41 * 366 * 86_400;

/** Whether no occurrence exists at all, on any day; false also when finding out would cost too much. */
export function neverOccurs(timing: EntryTiming): boolean {
  const excluded = new Set(timing.exdates);
  if (timing.rdates.some((date) => !excluded.has(date))) return false;
  if (timing.rrule === null) return excluded.has(timing.startLocal);
  const prepared = prepare(timing.startLocal, timing.rrule);
  if (!prepared.ok || !prepared.value.local) return false;
  const { start, local } = prepared.value;
  const { until } = local.rule;
  const untilSeconds = until?.kind === 'utc' ? until.instantMs / 1000 + DAY_SECONDS : Infinity;
  const range = { first: start, last: Math.min(start + HORIZON_SECONDS, untilSeconds) };
  const times = localTimes(local, range, excluded.size + 1);
  if (!times.ok) return false;
  const removed = new Set(timing.exdates.map((date) => (parseLocalDateTime(date) ?? NaN) / 1000));
  return times.value.every((at) => removed.has(at));
}
