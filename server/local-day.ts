import { ok, type Result } from '../core/model/result.ts';
import { DAY_MS } from '../core/time/civil.ts';
import { parseLocalDate, toInstantMs, zoneFrom, zoneOffsets } from '../core/time/index.ts';

/** Bounds of a local calendar day, in epoch ms. Errors: `unknown_time_zone`, `no_such_day`. */
export function localDay(
  date: string,
  timeZone: string,
): Result<{ startMs: number; endMs: number }, { code: string }> {
  const days = parseLocalDate(date);
  if (days === undefined) return { ok: false, error: { code: 'no_such_day' } };
  const offsets = zoneOffsets(timeZone, (days - 2) * DAY_MS, (days + 3) * DAY_MS);
  if (!offsets.ok) return offsets;
  const zone = zoneFrom(offsets.value);
  return ok({ startMs: toInstantMs(zone, days * DAY_MS), endMs: toInstantMs(zone, (days + 1) * DAY_MS) });
}
