import type { GeoPoint } from '../../../../core/model/screen-settings.ts';
import { fromLocal } from '../../../ui/zone-time.ts';

/** Indonesia from Sabang to Merauke and Miangas to Rote, rounded outwards. */
const INDONESIA = { southDeg: -11.5, northDeg: 6.5, westDeg: 94.5, eastDeg: 141.5 };
/** Zones are drawn by borders, not by the sun; none of the country's strays further from its meridian. */
const MOST_HOURS_OFF = 1.25;
const SOME_DAY = '2026-01-01';

/** Why a place can hardly be the city's; null when nothing speaks against it. */
export function placeDoubt(place: GeoPoint, timeZone: string): 'not_here' | 'other_zone' | null {
  const { latitudeDeg, longitudeDeg } = place;
  const isHere =
    latitudeDeg >= INDONESIA.southDeg &&
    latitudeDeg <= INDONESIA.northDeg &&
    longitudeDeg >= INDONESIA.westDeg &&
    longitudeDeg <= INDONESIA.eastDeg;
  if (!isHere) return 'not_here';
  const zoneHours =
    (Date.parse(`${SOME_DAY}T00:00:00Z`) - fromLocal(timeZone, `${SOME_DAY}T00:00`)) / 3_600_000;
  return Math.abs(longitudeDeg / 15 - zoneHours) > MOST_HOURS_OFF ? 'other_zone' : null;
}
