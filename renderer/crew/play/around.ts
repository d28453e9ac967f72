/** Which of the approved sounds are heard around clips: those for this car's loudspeaker, where it is. */
import { partsIn, type AroundPart } from '../../../core/model/around-clip.ts';
import type { Position } from '../../../core/model/tour.ts';
import { areaAt } from '../../../core/tours/index.ts';
import type { PlaceInTour } from '../store/database.ts';
import type { VerifiedDay } from '../trust/verify-day.ts';
import type { Course } from './round.ts';

type Around = Pick<VerifiedDay, 'day' | 'around'>;

/** All that may be heard in the areas the day's tours go to, and where no area is known; each once. */
export function partsOf({ day, around }: Around): AroundPart[] {
  const { voicing, tours } = day;
  const ours = around?.parts.filter((part) => part.voicing === voicing) ?? [];
  const areaIds = new Set<string | null>([
    null,
    ...tours.flatMap(({ plan }) => [...plan.areaIds, ...plan.stops.map(({ areaId }) => areaId)]),
  ]);
  const parts = [...areaIds].flatMap((areaId) => {
    const { before, after } = partsIn(ours, { areaId, voicing });
    return [...before, ...after];
  });
  return [...new Set(parts)];
}

/**
 * At a place in a tour: its stop's area's, else those of the one area the tour is about, of several the one the car is
 * in now, else the city's.
 */
export function partsAt(
  { day, around }: Around,
  { tour }: Pick<Course, 'tour'>,
  { stop }: Pick<PlaceInTour, 'stop'>,
  here: Position | null,
): { before: AroundPart[]; after: AroundPart[] } {
  const planned = tour?.plan.areaIds ?? [];
  const [first = null, ...others] = planned;
  const ofMany = (): string | null =>
    here === null
      ? null
      : areaAt(
          here,
          day.areas.filter(({ id }) => planned.includes(id)),
        );
  const areaId = tour?.plan.stops[stop]?.areaId ?? (others.length === 0 ? first : ofMany());
  return partsIn(around?.parts ?? [], { areaId, voicing: day.voicing });
}
