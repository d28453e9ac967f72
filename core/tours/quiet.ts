/** When and where a car's loudspeaker is silent: computed from rules, the sun and a map, never typed in. */
import { AppError } from '../model/app-error.ts';
import type { Prayer, QuietRules } from '../model/city-settings.ts';
import type { GeoPoint } from '../model/screen-settings.ts';
import type { QuietPlace, QuietPlaceKind } from '../model/tour.ts';
import { DAY_MS, weekday } from '../time/civil.ts';
import {
  parseLocalDate,
  parseLocalDateTime,
  timeOfDayMs,
  toInstantMs,
  toLocalMs,
  zoneFrom,
  zoneOffsets,
  type Zone,
} from '../time/index.ts';
import { distanceM } from './distance.ts';
import { prayerTimes } from './prayer-times.ts';

export interface QuietContext {
  places: readonly QuietPlace[];
  /** Where the city is; without it prayer times are unknown and no reason of that kind is given. */
  location: GeoPoint | null;
  timeZone: string;
}

/** Why to be silent from `startMs` to before `endMs`. */
export type QuietReason = { startMs: number; endMs: number } & (
  | { code: 'night' }
  | { code: 'prayer'; prayer: Prayer; atMs: number }
  | { code: 'silence'; name: string }
  | { code: 'place'; placeId: string; kind: QuietPlaceKind; name: string; distanceM: number }
);

const MINUTE_MS = 60_000;
const FRIDAY = 4;

/**
 * Every reason to be silent at an instant, at a point (`null`: unknown, so no circle counts).
 * @throws AppError `unknown_time_zone`
 */
export function quietAt(
  rules: QuietRules,
  context: QuietContext,
  point: GeoPoint | null,
  nowMs: number,
): QuietReason[] {
  const zone = zoneAround(context.timeZone, nowMs);
  const day = Math.floor(toLocalMs(zone, nowMs) / DAY_MS);
  return spansOf(rules, context, point, day, zone).filter(
    ({ startMs, endMs }) => startMs <= nowMs && nowMs < endMs,
  );
}

/**
 * Every stretch of silence that touches a local calendar day `YYYY-MM-DD`, by start. Stretches may overlap and may
 * reach over the day's ends. With a point, the circles it lies in count too.
 * @throws AppError `unknown_time_zone`, `no_such_day`
 */
export function quietSpans(
  rules: QuietRules,
  context: QuietContext,
  date: string,
  point: GeoPoint | null = null,
): QuietReason[] {
  const day = parseLocalDate(date);
  if (day === undefined) throw new AppError('no_such_day', 'There is no such date', { context: { date } });
  return spansOf(rules, context, point, day, zoneAround(context.timeZone, day * DAY_MS));
}

function zoneAround(timeZone: string, atMs: number): Zone {
  const offsets = zoneOffsets(timeZone, Math.floor(atMs) - 3 * DAY_MS, Math.floor(atMs) + 3 * DAY_MS);
  if (offsets.ok) return zoneFrom(offsets.value);
  throw new AppError('unknown_time_zone', 'The time zone cannot be resolved', { context: { timeZone } });
}

function spansOf(
  rules: QuietRules,
  context: QuietContext,
  point: GeoPoint | null,
  day: number,
  zone: Zone,
): QuietReason[] {
  const dayStartMs = toInstantMs(zone, day * DAY_MS);
  const dayEndMs = toInstantMs(zone, (day + 1) * DAY_MS);
  return [
    ...nights(rules, day, zone),
    ...prayers(rules, context.location, day),
    ...silences(rules, zone),
    ...(point === null ? [] : circles(context.places, point, day, zone)),
  ]
    .filter(({ startMs, endMs }) => startMs < dayEndMs && endMs > dayStartMs)
    .sort((a, b) => a.startMs - b.startMs || a.endMs - b.endMs);
}

/** The window as instants, once from this day and once from the day before, as far as each of them has it. */
function windows(
  { from, until }: { from: string; until: string },
  days: readonly number[],
  zone: Zone,
): { startMs: number; endMs: number }[] {
  const overMidnight = timeOfDayMs(until) <= timeOfDayMs(from);
  return days.map((day) => ({
    startMs: toInstantMs(zone, day * DAY_MS + timeOfDayMs(from)),
    endMs: toInstantMs(zone, (overMidnight ? day + 1 : day) * DAY_MS + timeOfDayMs(until)),
  }));
}

const nights = ({ night }: QuietRules, day: number, zone: Zone): QuietReason[] =>
  night === null ? [] : windows(night, [day - 1, day], zone).map((span) => ({ code: 'night', ...span }));

function prayers(rules: QuietRules, location: GeoPoint | null, day: number): QuietReason[] {
  if (location === null || rules.prayers.length === 0) return [];
  const times = prayerTimes(location, day);
  return rules.prayers.map((prayer) => {
    const isFridayPrayer = prayer === 'dhuhr' && weekday(day) === FRIDAY;
    const afterMin = isFridayPrayer ? rules.afterFridayMin : rules.afterPrayerMin;
    const atMs = times[prayer];
    return {
      code: 'prayer',
      prayer,
      atMs,
      startMs: atMs - rules.beforePrayerMin * MINUTE_MS,
      endMs: atMs + afterMin * MINUTE_MS,
    };
  });
}

const silences = (rules: QuietRules, zone: Zone): QuietReason[] =>
  rules.silences.map(({ name, fromLocal, untilLocal }) => ({
    code: 'silence',
    name,
    startMs: toInstantMs(zone, parseLocalDateTime(fromLocal) ?? 0),
    endMs: toInstantMs(zone, parseLocalDateTime(untilLocal) ?? 0),
  }));

function circles(places: readonly QuietPlace[], point: GeoPoint, day: number, zone: Zone): QuietReason[] {
  return places.flatMap((place) => {
    const awayM = distanceM(place.point, point);
    if (awayM > place.radiusM) return [];
    const days = [day - 1, day].filter((one) => place.days.length === 0 || place.days.includes(weekday(one)));
    const hours = place.hours === null ? { from: '00:00', to: '24:00' } : place.hours;
    return windows({ from: hours.from, until: hours.to }, days, zone).map((span): QuietReason => ({
      code: 'place',
      placeId: place.id,
      kind: place.kind,
      name: place.name,
      distanceM: Math.round(awayM),
      ...span,
    }));
  });
}
