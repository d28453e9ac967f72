/** The crew's way through a day: clips in order, as often as the tour says, at each stop. */
import type { CrewDay } from '../../../core/trust/index.ts';
import type { Tour } from '../../../core/model/tour.ts';
import type { PlaceInTour } from '../store/database.ts';

/** What is heard on a date: a tour, or without one all that concerns the car. */
export interface Course {
  tourId: string | null;
  date: string;
  tour: Tour | null;
  clipIds: readonly string[];
  repeats: number;
  gapMs: number;
  stops: number;
}

function courseOf(tour: Tour): Course {
  const { date, clips, repeats, gapMs, stops } = tour.plan;
  return { tourId: tour.id, date, tour, clipIds: clips, repeats, gapMs, stops: Math.max(1, stops.length) };
}

/** A date's tours, or the one course without a tour. */
export function coursesOf(day: CrewDay, date: string): Course[] {
  const tours = day.tours.filter(({ plan }) => plan.date === date);
  if (tours.length > 0) return tours.map(courseOf);
  const clipIds = day.freeClips.find((one) => one.date === date)?.announcementIds ?? [];
  return [{ tourId: null, date, tour: null, clipIds, repeats: 1, gapMs: day.gapMs, stops: 1 }];
}

export const startOf = ({ tourId, date }: Pick<Course, 'tourId' | 'date'>): PlaceInTour => ({
  tourId,
  date,
  stop: 0,
  round: 0,
  clip: 0,
});

/** `place` as far as the course still has it: a changed tour may be shorter. */
export function placeIn(course: Course, place: PlaceInTour | undefined): PlaceInTour {
  if (place === undefined || place.tourId !== course.tourId || place.date !== course.date)
    return startOf(course);
  return {
    ...place,
    stop: Math.min(place.stop, course.stops - 1),
    round: Math.min(place.round, course.repeats - 1),
    clip: Math.min(place.clip, Math.max(0, course.clipIds.length - 1)),
  };
}

/** What comes after the clip at `place`; `stop_done` when it was the last one here. */
export function after(
  course: Course,
  place: PlaceInTour,
): { kind: 'next'; place: PlaceInTour } | { kind: 'stop_done'; place: PlaceInTour; isLast: boolean } {
  if (place.clip + 1 < course.clipIds.length) {
    return { kind: 'next', place: { ...place, clip: place.clip + 1 } };
  }
  if (place.round + 1 < course.repeats) {
    return { kind: 'next', place: { ...place, clip: 0, round: place.round + 1 } };
  }
  const isLast = place.stop + 1 >= course.stops;
  const stop = isLast ? place.stop : place.stop + 1;
  return { kind: 'stop_done', isLast, place: { ...place, stop, clip: 0, round: 0 } };
}
