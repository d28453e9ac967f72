/** From a rule with its RDATE and EXDATE to instants. */
import { err, ok } from '../../model/result.ts';
import type { Result } from '../../model/result.ts';
import { parseLocalDateTime } from '../../time/local.ts';
import { zoneOffsets } from '../../time/zone-offsets.ts';
import { toInstantMs, zoneFrom } from '../../time/zone.ts';
import type { Zone } from '../../time/zone.ts';
import type { Interval } from '../plan.ts';
import { localTimes } from './local-times.ts';
import { parseRule } from './parse.ts';
import type { RecurrenceError } from './rule.ts';

export interface Recurrence {
  /** Wall clock of the first occurrence, `YYYY-MM-DDTHH:MM[:SS]`. */
  startLocal: string;
  timeZone: string;
  durationMs: number;
  /** RFC 5545 RRULE value; none means a single occurrence (and the RDATEs). */
  rrule?: string | null;
  rdates?: readonly string[];
  exdates?: readonly string[];
}

const MAX_WINDOW_MS = 40 * 366 * 86_400_000;
const MAX_DURATION_MS = 400 * 86_400_000;
/** No zone is further from UTC than 26 h, and no gap is longer than 24 h. */
const ZONE_MARGIN_MS = 48 * 3_600_000;

/**
 * Occurrences that overlap the window, half-open, unclipped, ascending by start, with the machine's time zone data.
 * The start is an occurrence only where the rule puts one. COUNT and the rule count wall-clock readings; a reading the
 * zone skips or repeats is mapped as RFC 5545 §3.3.5 says. A duration is exact, also across a change of offset.
 * Cost is bounded. Errors: see `RecurrenceError`.
 */
export function expandRecurrence(rule: Recurrence, window: Interval): Result<Interval[], RecurrenceError> {
  const refused = checkBounds(rule, window);
  if (refused) return err(refused);
  const data = zoneOffsets(
    rule.timeZone,
    window.startMs - rule.durationMs - ZONE_MARGIN_MS,
    window.endMs + ZONE_MARGIN_MS,
  );
  if (!data.ok) return err({ code: 'unknown_time_zone', detail: data.error.detail });
  return expandInZone(rule, zoneFrom(data.value), window);
}

/** As `expandRecurrence`, with offsets handed in; `rule.timeZone` is not read. */
export function expandInZone(
  rule: Recurrence,
  zone: Zone,
  window: Interval,
): Result<Interval[], RecurrenceError> {
  const refused = checkBounds(rule, window);
  if (refused) return err(refused);
  const startLocalMs = parseLocalDateTime(rule.startLocal);
  const added = parseAll(rule.rdates);
  const removed = parseAll(rule.exdates);
  if (startLocalMs === undefined) return err({ code: 'start_invalid', detail: rule.startLocal });
  if (!added || !removed) return err({ code: 'start_invalid', detail: 'RDATE or EXDATE' });

  const range = {
    first: Math.floor((window.startMs - rule.durationMs + zone.leastOffsetMs) / 1000),
    last: Math.ceil((window.endMs + zone.greatestOffsetMs) / 1000),
  };
  let locals = [startLocalMs / 1000];
  let untilMs = Infinity;
  if (rule.rrule !== undefined && rule.rrule !== null) {
    const parsed = parseRule(rule.rrule);
    if (!parsed.ok) return parsed;
    const times = localTimes(parsed.value, startLocalMs / 1000, range);
    if (!times.ok) return times;
    locals = times.value;
    if (parsed.value.until?.kind === 'utc') untilMs = parsed.value.until.instantMs;
  }

  const starts = new Set<number>();
  const excluded = new Set(removed);
  for (const local of locals) {
    if (excluded.has(local)) continue;
    const startMs = toInstantMs(zone, local * 1000);
    if (startMs <= untilMs) starts.add(startMs);
  }
  for (const local of added) if (!excluded.has(local)) starts.add(toInstantMs(zone, local * 1000));
  const overlapping: Interval[] = [];
  for (const startMs of starts) {
    const endMs = startMs + rule.durationMs;
    if (startMs < window.endMs && endMs > window.startMs) overlapping.push({ startMs, endMs });
  }
  return ok(overlapping.sort((a, b) => a.startMs - b.startMs));
}

function checkBounds(rule: Recurrence, window: Interval): RecurrenceError | undefined {
  const { durationMs } = rule;
  if (!Number.isSafeInteger(durationMs) || durationMs <= 0 || durationMs > MAX_DURATION_MS)
    return { code: 'duration_invalid', detail: String(durationMs) };
  const lengthMs = window.endMs - window.startMs;
  const whole = Number.isSafeInteger(window.startMs) && Number.isSafeInteger(window.endMs);
  return whole && lengthMs > 0 && lengthMs <= MAX_WINDOW_MS
    ? undefined
    : { code: 'window_invalid', detail: `${window.startMs} to ${window.endMs}` };
}

function parseAll(texts: readonly string[] = []): number[] | undefined {
  const seconds: number[] = [];
  for (const text of texts) {
    const localMs = parseLocalDateTime(text);
    if (localMs === undefined) return undefined;
    seconds.push(localMs / 1000);
  }
  return seconds;
}
