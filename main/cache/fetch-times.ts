/** When media may be fetched, and which month it is: local times by the offsets the manifest carries. */
import type { Programme } from '../../core/model/programme.ts';
import type { DailyWindow } from '../../core/model/screen-settings.ts';
import { formatLocalDate, timeOfDayMs, toLocalMs, zoneFrom, type Zone } from '../../core/time/index.ts';

const DAY_MS = 86_400_000;

/** The screen's own zone; UTC when its programme carries no such zone, which its plan reports. */
export function zoneOf({ timeZone, zoneOffsets }: Pick<Programme, 'timeZone' | 'zoneOffsets'>): Zone {
  const data = zoneOffsets.find((one) => one.timeZone === timeZone);
  return zoneFrom(data ?? { timeZone: 'UTC', offsets: [{ fromMs: 0, offsetMs: 0 }] });
}

/** Whether the wall clock reads a time within one of the windows, whose ends are not part of them; none is always. */
export function isWithin(windows: readonly DailyWindow[], zone: Zone, nowMs: number): boolean {
  const localMs = toLocalMs(zone, nowMs);
  const timeMs = localMs - Math.floor(localMs / DAY_MS) * DAY_MS;
  return windows.length === 0 || windows.some((window) => holds(window, timeMs));
}

function holds({ from, to }: DailyWindow, timeMs: number): boolean {
  const [fromMs, toMs] = [timeOfDayMs(from), timeOfDayMs(to)];
  return fromMs < toMs ? timeMs >= fromMs && timeMs < toMs : timeMs >= fromMs || timeMs < toMs;
}

/** Calendar month of the wall clock, `YYYY-MM`; months compare as text. */
export const monthOf = (zone: Zone, nowMs: number): string =>
  formatLocalDate(Math.floor(toLocalMs(zone, nowMs) / DAY_MS)).slice(0, 7);
