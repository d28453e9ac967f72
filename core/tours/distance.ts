import type { GeoPoint } from '../model/screen-settings.ts';

/** WGS 84: equatorial radius and squared first eccentricity (NIMA TR8350.2, table 3.1). */
const EQUATOR_M = 6_378_137;
const ECCENTRICITY_SQUARED = 0.006_694_379_990_14;
const RAD = Math.PI / 180;

/**
 * Metres between two points on the WGS 84 ellipsoid, by its radii of curvature at the middle latitude. Within 1 mm of
 * the geodesic at 1 km and 0.1 % at 400 km, away from the poles: a car's errands, not a voyage.
 */
export function distanceM(a: GeoPoint, b: GeoPoint): number {
  const middle = ((a.latitudeDeg + b.latitudeDeg) / 2) * RAD;
  const bend = 1 - ECCENTRICITY_SQUARED * Math.sin(middle) ** 2;
  const meridianM = (EQUATOR_M * (1 - ECCENTRICITY_SQUARED)) / bend ** 1.5;
  const parallelM = (EQUATOR_M / Math.sqrt(bend)) * Math.cos(middle);
  const turn = b.longitudeDeg - a.longitudeDeg;
  const east = (turn > 180 ? turn - 360 : turn < -180 ? turn + 360 : turn) * RAD;
  return Math.hypot((b.latitudeDeg - a.latitudeDeg) * RAD * meridianM, east * parallelM);
}
