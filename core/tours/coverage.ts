/** Which area a car was in, as far as a phone can tell. */
import type { Area } from '../model/people.ts';
import type { Position, TourStop } from '../model/tour.ts';
import { distanceM } from './distance.ts';

/** A crew parks where it finds room: this near to a stop is at the stop. */
const AT_STOP_M = 150;
/** What a phone says of its own error is believed up to here; beyond, it says nothing about where it is. */
const BELIEVED_ERROR_M = 100;

/** Whether the position lies within the circle, its own error granted. */
export const isWithin = (
  position: Position,
  centre: { latitudeDeg: number; longitudeDeg: number },
  radiusM: number,
): boolean => distanceM(position, centre) <= radiusM + Math.min(position.accuracyM, BELIEVED_ERROR_M);

/** The stops of a tour the position counts for, by their places in the list. */
export const stopsAt = (position: Position, stops: readonly TourStop[]): number[] =>
  stops.flatMap(({ point }, index) =>
    point !== null && isWithin(position, point, AT_STOP_M) ? [index] : [],
  );

/**
 * The area a play was heard in: that of the nearest stop the car was at, else the smallest circle the position lies
 * in; null where neither says anything.
 */
export function areaAt(
  position: Position,
  areas: Iterable<Pick<Area, 'id' | 'circle'>>,
  stops: readonly TourStop[] = [],
): string | null {
  const nearest = stopsAt(position, stops)
    .flatMap((index) => {
      const stop = stops[index];
      return stop?.point && stop.areaId !== null
        ? [{ areaId: stop.areaId, awayM: distanceM(position, stop.point) }]
        : [];
    })
    .sort((a, b) => a.awayM - b.awayM)[0];
  if (nearest !== undefined) return nearest.areaId;
  const around = [...areas].flatMap(({ id, circle }) =>
    circle !== null && isWithin(position, circle.centre, circle.radiusM) ? [{ id, circle }] : [],
  );
  return around.sort((a, b) => a.circle.radiusM - b.circle.radiusM || (a.id < b.id ? -1 : 1))[0]?.id ?? null;
}
