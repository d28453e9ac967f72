import { getTimes } from 'suncalc';
import type { GeoPoint } from '../model/screen-settings.ts';
import { DAY_MS } from '../time/civil.ts';

/**
 * Sunrise and sunset (upper edge on a flat horizon, with refraction) of the calendar day `days` after 1970-01-01 at
 * that place, in epoch ms; null where the sun does not rise or set that day. Within a minute (Meeus, as in suncalc).
 */
export function sunTimes(
  { latitudeDeg, longitudeDeg }: GeoPoint,
  days: number,
): { sunriseMs: number | null; sunsetMs: number | null } {
  const middayMs = (days + 0.5 - longitudeDeg / 360) * DAY_MS;
  const { sunrise, sunset } = getTimes(new Date(middayMs), latitudeDeg, longitudeDeg);
  return { sunriseMs: sunrise?.getTime() ?? null, sunsetMs: sunset?.getTime() ?? null };
}
