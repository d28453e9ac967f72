import type { Area } from '../../../../../core/model/catalogue.ts';
import type { QuietPlace, TourStop } from '../../../../../core/model/tour.ts';
import type { MapThing } from './map-things.ts';

/** The ground of a map: areas with a circle, largest first so that small ones stay on top, and quiet places. */
export function groundOf(
  areas: readonly Area[],
  places: readonly QuietPlace[],
  planned: ReadonlySet<string>,
  heard: ReadonlySet<string> = new Set(),
): MapThing[] {
  const circles = areas.flatMap(({ id, name, circle }) =>
    circle === null ? [] : [{ id, name, centre: circle.centre, radiusM: circle.radiusM }],
  );
  return [
    ...circles
      .sort((a, b) => b.radiusM - a.radiusM)
      .map((circle): MapThing => ({
        kind: 'area',
        tone: heard.has(circle.id) ? 'heard' : planned.has(circle.id) ? 'planned' : 'plain',
        ...circle,
        id: `area-${circle.id}`,
      })),
    ...places.map(({ id, name, point, radiusM }): MapThing => ({
      kind: 'quiet',
      id: `quiet-${id}`,
      name,
      centre: point,
      radiusM,
    })),
  ];
}

/** Stops that have a place, numbered as in the plan, and the way between them. */
export function stopThings(
  stops: readonly TourStop[],
  toneOf: (index: number) => 'plain' | 'heard' | 'missed',
  active: number | null,
): MapThing[] {
  const placed = stops.flatMap(({ name, point }, index) => (point === null ? [] : [{ name, point, index }]));
  return [
    { kind: 'way', id: 'way', points: placed.map(({ point }) => point) },
    ...placed.map(({ name, point, index }): MapThing => ({
      kind: 'stop',
      id: `stop-${index}`,
      label: String(index + 1),
      name,
      point,
      tone: toneOf(index),
      active: index === active,
    })),
  ];
}
