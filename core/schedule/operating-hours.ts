import type { Programme } from '../model/programme.ts';
import { DAY_MS } from '../time/civil.ts';
import type { Zone } from '../time/zone.ts';
import { zoneNamed } from './broadcast-day.ts';
import { intersection } from './intervals.ts';
import { windowIntervals } from './occurrences.ts';
import type { Interval } from './plan.ts';

/** When the panel may be lit within `bounds`; everything when the screen has no hours. */
export function operatingIntervals(
  { operatingHours }: Programme,
  zone: Zone,
  bounds: Interval,
): readonly Interval[] {
  if (!operatingHours) return [bounds];
  const reach = { startMs: bounds.startMs - 2 * DAY_MS, endMs: bounds.endMs + DAY_MS };
  return intersection(
    windowIntervals([operatingHours], zone, reach, () => true),
    [bounds],
  );
}

/** Whether the panel may be lit at an instant. Outside of it the screen is dark, not filled. */
export function isOpen(programme: Programme, nowMs: number): boolean {
  const { zone } = zoneNamed(programme, programme.timeZone);
  return operatingIntervals(programme, zone, { startMs: nowMs, endMs: nowMs + 1 }).length > 0;
}
