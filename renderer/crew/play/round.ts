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
  /** One for each stop, told apart by name and point, not by its number; none where it is heard on the way. */
  stopKeys: readonly string[];
}

/** Each with how many of its like come before it: a stop on the way out and back is two. */
function keysOf(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return `${name} ${String(before)}`;
  });
}

function courseOf(tour: Tour): Course {
  const { date, clips, repeats, gapMs, stops } = tour.plan;
  const stopKeys = keysOf(stops.map(({ name, point }) => JSON.stringify([name, point])));
  return { tourId: tour.id, date, tour, clipIds: clips, repeats, gapMs, stopKeys };
}

function courseWithoutTour(day: CrewDay, date: string): Course {
  const clipIds = day.freeClips.find((one) => one.date === date)?.announcementIds ?? [];
  return { tourId: null, date, tour: null, clipIds, repeats: 1, gapMs: day.gapMs, stopKeys: [] };
}

/** A date's tours, or the one course without a tour. */
export function coursesOf(day: CrewDay, date: string): Course[] {
  const tours = day.tours.filter(({ plan }) => plan.date === date);
  return tours.length > 0 ? tours.map(courseOf) : [courseWithoutTour(day, date)];
}

/**
 * A course that is being driven, as this day has it; null when it was called off or is another car's or date's now.
 * Of a date that is over the day says nothing, and what is driven stays as it was.
 */
export function courseNow(day: CrewDay, driven: Course): Course | null {
  const { tourId, date } = driven;
  if (!day.dates.includes(date)) return driven;
  if (tourId === null) return courseWithoutTour(day, date);
  const tour = day.tours.find(({ id, plan }) => id === tourId && plan.date === date);
  return tour === undefined || tour.state === 'cancelled' ? null : courseOf(tour);
}

type Known = Pick<PlaceInTour, 'stop' | 'round' | 'clip' | 'passed' | 'heard'>;

function placeAt(course: Course, known: Known): PlaceInTour {
  const { stop, round, clip, passed, heard } = known;
  const { tourId, date, stopKeys, clipIds } = course;
  const stopKey = stopKeys[stop] ?? null;
  const clipKey = keysOf(clipIds)[clip] ?? null;
  return { tourId, date, stop, round, clip, stopKey, clipKey, passed, heard };
}

/** The first that is not among these; null when all are. */
function firstBut(keys: readonly string[], these: readonly (string | null)[]): number | null {
  const first = keys.findIndex((key) => !these.includes(key));
  return first === -1 ? null : first;
}

/** The beginning of a stop, all before it left behind. */
export const startOf = (course: Course, stop = 0): PlaceInTour =>
  placeAt(course, { stop, round: 0, clip: 0, passed: course.stopKeys.slice(0, stop), heard: [] });

export const nameOfStop = ({ tour }: Course, { stop }: Pick<PlaceInTour, 'stop'>): string | null =>
  tour?.plan.stops[stop]?.name ?? null;

/** Whether the course still has the stop the car is at. */
export const hasStop = ({ stopKeys }: Course, { stopKey }: PlaceInTour): boolean =>
  stopKey === null ? stopKeys.length === 0 : stopKeys.includes(stopKey);

/** Whether it still has the clip. */
export const hasClip = ({ clipIds }: Course, { clipKey }: PlaceInTour): boolean =>
  clipKey !== null && keysOf(clipIds).includes(clipKey);

const stopIn = ({ stopKeys }: Course, { stopKey }: PlaceInTour): number =>
  stopKey === null ? 0 : stopKeys.indexOf(stopKey);

/**
 * `place` where the course has it now: the same stop and the same clip, wherever a change has put them. Where the stop
 * is gone it is the beginning of the first one the car has not been at, where the clip is gone the first one not heard.
 */
export function placeIn(course: Course, place: PlaceInTour | undefined): PlaceInTour {
  if (place === undefined || place.tourId !== course.tourId || place.date !== course.date)
    return startOf(course);
  const { passed, heard } = place;
  if (!hasStop(course, place)) {
    const stop = firstBut(course.stopKeys, passed) ?? Math.max(0, course.stopKeys.length - 1);
    return placeAt(course, { stop, round: 0, clip: 0, passed, heard: [] });
  }
  const keys = keysOf(course.clipIds);
  const clip = hasClip(course, place)
    ? keys.findIndex((key) => key === place.clipKey)
    : (firstBut(keys, heard) ?? Math.max(0, keys.length - 1));
  const round = Math.min(place.round, course.repeats - 1);
  return placeAt(course, { stop: stopIn(course, place), round, clip, passed, heard });
}

export type Onward =
  | { kind: 'next'; place: PlaceInTour }
  | { kind: 'stop_done' | 'stop_gone'; place: PlaceInTour; isLast: boolean };

/**
 * What comes after the clip at `place`, a place of this course or of what it was before a change; what a change has put
 * in front of it is not left out. `stop_done` when it was the last one here.
 */
export function after(course: Course, place: PlaceInTour): Onward {
  const here = { ...place, stop: stopIn(course, place) };
  const heard = place.clipKey === null ? place.heard : [...place.heard, place.clipKey];
  const clip = firstBut(keysOf(course.clipIds), heard);
  if (clip !== null) return { kind: 'next', place: placeAt(course, { ...here, clip, heard }) };
  const fresh = { ...here, round: 0, clip: 0, heard: [] };
  if (place.round + 1 < course.repeats) {
    return { kind: 'next', place: placeAt(course, { ...fresh, round: place.round + 1 }) };
  }
  const passed = place.stopKey === null ? place.passed : [...place.passed, place.stopKey];
  const stop = firstBut(course.stopKeys, passed);
  return stop === null
    ? { kind: 'stop_done', isLast: true, place: placeAt(course, fresh) }
    : { kind: 'stop_done', isLast: false, place: placeAt(course, { ...fresh, stop, passed }) };
}

/** Where the crew goes on in a course that may have changed since; `stop_gone` when it has the stop no longer. */
export function onward(course: Course, place: PlaceInTour, turn: 'on' | 'next' | 'back'): Onward {
  const now = placeIn(course, place);
  if (!hasStop(course, place)) {
    const isLast = now.stopKey === null || now.passed.includes(now.stopKey);
    return { kind: 'stop_gone', place: now, isLast };
  }
  if (turn !== 'back') return after(course, place);
  const clip = Math.max(0, now.clip - 1);
  const heard = keysOf(course.clipIds).slice(0, clip);
  return { kind: 'next', place: placeAt(course, { ...now, clip, heard }) };
}
