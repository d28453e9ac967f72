/** How bright a panel is to be: a function of its steps, its place and the time, and of nothing else. */
import type { BrightnessStep, GeoPoint } from '../model/screen-settings.ts';
import { DAY_MS } from '../time/civil.ts';
import { timeOfDayMs } from '../time/local.ts';
import { toInstantMs, toLocalMs, type Zone } from '../time/zone.ts';
import { sunTimes } from './sun.ts';

const MINUTE_MS = 60_000;
/** A step may lie three hours beyond its day, and the last one before now on the day before. */
const REACH_DAYS = 2;

export interface Brightness {
  /** Null leaves the panel as it is: there is no step, or none that can be told. */
  percent: number | null;
  /** When it will next be another; null if never. */
  nextChangeMs: number | null;
}

/**
 * Steps of the local days around `nowMs` as instants, ascending; of two at the same instant the later one in the list
 * comes last. A step by the sun is left out where the place is not known or the sun does not rise or set that day.
 */
export function brightnessSteps(
  steps: readonly BrightnessStep[],
  location: GeoPoint | null,
  zone: Zone,
  nowMs: number,
): { atMs: number; percent: number }[] {
  const today = Math.floor(toLocalMs(zone, nowMs) / DAY_MS);
  const found: { atMs: number; percent: number }[] = [];
  for (let day = today - REACH_DAYS; day <= today + REACH_DAYS; day += 1) {
    const sun = location && sunTimes(location, day);
    for (const { from, percent } of steps) {
      if (from.kind === 'clock') {
        found.push({ atMs: toInstantMs(zone, day * DAY_MS + timeOfDayMs(from.time)), percent });
        continue;
      }
      const eventMs = from.kind === 'sunrise' ? sun?.sunriseMs : sun?.sunsetMs;
      if (eventMs != null) found.push({ atMs: eventMs + from.offsetMin * MINUTE_MS, percent });
    }
  }
  return found.sort((a, b) => a.atMs - b.atMs);
}

/** The percentage at an instant. Before the first step of a day the last one of the day before still holds. */
export function brightnessAt(
  steps: readonly BrightnessStep[],
  location: GeoPoint | null,
  zone: Zone,
  nowMs: number,
): Brightness {
  const instants = brightnessSteps(steps, location, zone, nowMs);
  const percent = instants.findLast(({ atMs }) => atMs <= nowMs)?.percent ?? null;
  // Of several steps at one instant only the last one counts.
  const next = instants.find(
    (step, index) => step.atMs > nowMs && step.percent !== percent && instants[index + 1]?.atMs !== step.atMs,
  );
  return { percent, nextChangeMs: next?.atMs ?? null };
}
