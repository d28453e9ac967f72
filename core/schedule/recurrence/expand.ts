/** From a rule with its RDATE and EXDATE to instants. */
import { err, ok } from '../../model/result.ts';
import type { Result } from '../../model/result.ts';
import { parseLocalDateTime } from '../../time/local.ts';
import { zoneOffsets } from '../../time/zone-offsets.ts';
import { toInstantMs, zoneFrom } from '../../time/zone.ts';
import type { Zone } from '../../time/zone.ts';
import type { Interval } from '../plan.ts';
import { localTimes } from './local-times.ts';
import { prepare } from './prepare.ts';
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
  const prepared = prepare(rule.startLocal, rule.rrule ?? null);
  if (!prepared.ok) return prepared;
  const added = parseAll(rule.rdates);
  const removed = parseAll(rule.exdates);
  if (!added || !removed) return err({ code: 'start_invalid', detail: 'RDATE or EXDATE' });

  const { start, local } = prepared.value;
  const range = {
    first: Math.floor((window.startMs - rule.durationMs + zone.leastOffsetMs) / 1000),
    last: Math.ceil((window.endMs + zone.greatestOffsetMs) / 1000),
  };
  const times = local ? localTimes(local, range) : ok([start]);
  if (!times.ok) return times;
  const until = local?.rule.until;
  const untilMs = until?.kind === 'utc' ? until.instantMs : Infinity;

  const excluded = removed.length > 0 ? new Set(removed) : undefined;
  const found: Interval[] = [];
  const add = (localSeconds: number, latestMs: number) => {
    if (excluded?.has(localSeconds)) return;
    const startMs = toInstantMs(zone, localSeconds * 1000);
    const endMs = startMs + rule.durationMs;
    if (startMs > latestMs || startMs >= window.endMs || endMs <= window.startMs) return;
    found.push({ startMs, endMs });
  };
  for (const localSeconds of times.value) add(localSeconds, untilMs);
  for (const localSeconds of added) add(localSeconds, Infinity);
  return ok(found.length > 1 ? inOrder(found) : found);
}

/** Ascending, each instant once: a reading that is skipped may be the same instant as the next one. */
function inOrder(intervals: Interval[]): Interval[] {
  intervals.sort((a, b) => a.startMs - b.startMs);
  return intervals.filter((interval, at) => interval.startMs !== intervals[at - 1]?.startMs);
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

const NONE: readonly number[] = [];

function parseAll(texts: readonly string[] = []): readonly number[] | undefined {
  if (texts.length === 0) return NONE;
  const seconds: number[] = [];
  for (const text of texts) {
    const localMs = parseLocalDateTime(text);
    if (localMs === undefined) return undefined;
    seconds.push(localMs / 1000);
  }
  return seconds;
}
