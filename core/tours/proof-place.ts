/** Where a play counts: by its position, and by what was noted of it when that was forgotten. */
import { z } from 'zod';
import type { Area } from '../model/catalogue.ts';
import { Id } from '../model/primitives.ts';
import { GeoPoint } from '../model/screen-settings.ts';
import type { Position, TourPlan } from '../model/tour.ts';
import { areaAt, isWithin, stopsAt } from './coverage.ts';
import { areasOf } from './findings.ts';

export const Placing = z.strictObject({
  areaIds: z.array(Id),
  /** Stops of its tour by their points: these stay the same when stops change their order or their names. */
  stops: z.array(GeoPoint),
});
export type Placing = z.infer<typeof Placing>;

/** What of a play tells where it was heard. */
export interface Placed {
  position: Position | null;
  /** Where the server placed it when it came in; outlives the position. */
  areaId: string | null;
  /** Noted when the position was forgotten. */
  placing: Placing | null;
}

/** Where a tour goes. */
export type Route = Pick<TourPlan, 'areaIds' | 'stops'>;
/** That of a play outside any tour. */
export const NO_ROUTE: Route = { areaIds: [], stops: [] };

/**
 * Areas and stops a play counts for, each null where nothing is known. Circles may overlap: a play near a border is
 * heard on both sides of it, so areas of the route all count, beside the one the server placed it in.
 */
export function placeOf(
  { position, areaId, placing }: Placed,
  route: Route,
  areas: Iterable<Area>,
): { [part in keyof Placing]: Placing[part] | null } {
  if (position === null) return placing ?? { areaIds: areaId === null ? null : [areaId], stops: null };
  const known = [...areas];
  const asked = new Set(areasOf(route));
  const around = known.flatMap(({ id, circle }) =>
    asked.has(id) && circle !== null && isWithin(position, circle.centre, circle.radiusM) ? [id] : [],
  );
  const nearest = areaId ?? areaAt(position, known, route.stops);
  return {
    areaIds: [...new Set([...around, ...(nearest === null ? [] : [nearest])])],
    stops: stopsAt(position, route.stops).flatMap((index) => route.stops[index]?.point ?? []),
  };
}

/** What to note of a play before its position is forgotten, so that it counts for the same places ever after. */
export function placingOf(play: Placed, route: Route, areas: Iterable<Area>): Placing | null {
  const { areaIds, stops } = placeOf(play, route, areas);
  return areaIds === null || stops === null ? null : { areaIds, stops };
}
