/** The day of a panel as the form shows it, computed by the same functions as on the kiosk. */
import { GeoPoint, type BrightnessStep, type DailyWindow } from '../../../../core/model/screen-settings.ts';
import { brightnessAt, brightnessSteps, sunTimes } from '../../../../core/panel/index.ts';
import {
  timeOfDayMs,
  toInstantMs,
  toLocalMs,
  zoneFrom,
  zoneOffsets,
  type Zone,
} from '../../../../core/time/index.ts';

export const DAY_MS = 86_400_000;
export const MOST_STEPS = 24;
const REACH_MS = 4 * DAY_MS;

export interface DayCurve {
  /** From so long after local midnight, in ms. */
  steps: { fromMs: number; percent: number | null }[];
  sunriseMs: number | null;
  sunsetMs: number | null;
  nowMs: number;
  nowPercent: number | null;
}

const zoneAround = (timeZone: string, nowMs: number): Zone => {
  const found = zoneOffsets(timeZone, Math.floor(nowMs) - REACH_MS, Math.floor(nowMs) + REACH_MS);
  return zoneFrom(found.ok ? found.value : { timeZone: 'UTC', offsets: [{ fromMs: 0, offsetMs: 0 }] });
};

/** A place both of whose numbers are there and within bounds. */
export const wholePlace = (location: GeoPoint | null): GeoPoint | null =>
  GeoPoint.safeParse(location).data ?? null;

/** Today's brightness in that zone; `nowMs` is an instant, everything in the answer counts from local midnight. */
export function dayCurve(
  steps: readonly BrightnessStep[],
  location: GeoPoint | null,
  timeZone: string,
  nowMs: number,
): DayCurve {
  const zone = zoneAround(timeZone, nowMs);
  const place = wholePlace(location);
  const day = Math.floor(toLocalMs(zone, nowMs) / DAY_MS);
  const startMs = toInstantMs(zone, day * DAY_MS);
  const sinceMidnight = (instantMs: number | null) =>
    instantMs === null ? null : toLocalMs(zone, instantMs) - day * DAY_MS;
  const sun = place && sunTimes(place, day);
  const today = brightnessSteps(steps, place, zone, nowMs).filter(
    ({ atMs }) => atMs > startMs && atMs < startMs + DAY_MS,
  );
  return {
    steps: [
      { fromMs: 0, percent: brightnessAt(steps, place, zone, startMs).percent },
      ...today.map(({ atMs, percent }) => ({ fromMs: atMs - startMs, percent })),
    ],
    sunriseMs: sinceMidnight(sun?.sunriseMs ?? null),
    sunsetMs: sinceMidnight(sun?.sunsetMs ?? null),
    nowMs: nowMs - startMs,
    nowPercent: brightnessAt(steps, place, zone, nowMs).percent,
  };
}

/** Part of a day, in ms after local midnight. */
export interface Span {
  fromMs: number;
  untilMs: number;
}

/** When the panel is lit on a day, ascending; hours over midnight light its beginning and its end. */
export function litHours(hours: DailyWindow | null): Span[] {
  if (hours === null) return [{ fromMs: 0, untilMs: DAY_MS }];
  const [fromMs, toMs] = [timeOfDayMs(hours.from), timeOfDayMs(hours.to)];
  if (toMs > fromMs) return [{ fromMs, untilMs: toMs }];
  const parts = [
    { fromMs: 0, untilMs: toMs },
    { fromMs, untilMs: DAY_MS },
  ];
  return parts.filter((part) => part.untilMs > part.fromMs);
}

/** Full by day and dim by night: by the sun where the place is known, else by the clock. */
export const usualSteps = (hasPlace: boolean): BrightnessStep[] => [
  {
    from: hasPlace ? { kind: 'sunrise', offsetMin: 0 } : { kind: 'clock', time: '06:00' },
    percent: 90,
  },
  {
    from: hasPlace ? { kind: 'sunset', offsetMin: 0 } : { kind: 'clock', time: '18:00' },
    percent: 50,
  },
  { from: { kind: 'clock', time: '21:00' }, percent: 30 },
];

/** "-6.1754, 106.8272", as maps hand it over; undefined for anything else. */
export function parseCoordinates(text: string): GeoPoint | undefined {
  const match = /^\s*([+-]?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d+)?)\s*$/.exec(
    text.replaceAll('−', '-'),
  );
  if (match === null) return undefined;
  return GeoPoint.safeParse({ latitudeDeg: Number(match[1]), longitudeDeg: Number(match[2]) }).data;
}
