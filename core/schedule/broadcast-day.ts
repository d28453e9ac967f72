/** The broadcast day of a screen: from its day start on a local date to the day start on the next. */
import type { Programme } from '../model/programme.ts';
import { DAY_MS } from '../time/civil.ts';
import { formatLocalDate, parseLocalDate, timeOfDayMs } from '../time/local.ts';
import { toInstantMs, toLocalMs, zoneFrom } from '../time/zone.ts';
import type { Zone } from '../time/zone.ts';
import type { Interval } from './plan.ts';

const UTC: Zone = zoneFrom({ timeZone: 'UTC', offsets: [{ fromMs: 0, offsetMs: 0 }] });

/** The programme's zone of that name; UTC when it carries none, which the plan reports as a finding. */
export function zoneNamed(programme: Programme, timeZone: string): { zone: Zone; missing: boolean } {
  const data = programme.zoneOffsets.find((candidate) => candidate.timeZone === timeZone);
  return data ? { zone: zoneFrom(data), missing: false } : { zone: UTC, missing: true };
}

/** Bounds of a broadcast day. Throws RangeError when `day` is not a date. */
export function dayBounds(programme: Programme, day: string): Interval {
  const days = parseLocalDate(day);
  if (days === undefined) throw new RangeError(`not a date: ${day}`);
  return boundsOf(programme, zoneNamed(programme, programme.timeZone).zone, days);
}

function boundsOf(programme: Programme, zone: Zone, days: number): Interval {
  const startOfDayMs = timeOfDayMs(programme.dayStartLocal);
  return {
    startMs: toInstantMs(zone, days * DAY_MS + startOfDayMs),
    endMs: toInstantMs(zone, (days + 1) * DAY_MS + startOfDayMs),
  };
}

/** The broadcast day, `YYYY-MM-DD`, an instant belongs to. */
export function broadcastDay(programme: Programme, nowMs: number): string {
  const { zone } = zoneNamed(programme, programme.timeZone);
  const estimate = Math.floor((toLocalMs(zone, nowMs) - timeOfDayMs(programme.dayStartLocal)) / DAY_MS);
  const bounds = boundsOf(programme, zone, estimate);
  if (nowMs < bounds.startMs) return formatLocalDate(estimate - 1);
  return formatLocalDate(nowMs < bounds.endMs ? estimate : estimate + 1);
}
