import type { Programme } from '../model/programme.ts';
import type { PlayerSettings } from '../model/screen-settings.ts';
import { operatingIntervals } from '../schedule/operating-hours.ts';
import { DAY_MS } from '../time/civil.ts';
import { zoneFrom, type Zone } from '../time/zone.ts';
import { brightnessAt } from './brightness.ts';

/** Hours repeat daily, so every change lies within this. */
const REACH_MS = 2 * DAY_MS;

export interface PanelState {
  /** Off outside the operating hours. */
  power: 'on' | 'off';
  /** Null leaves it as it is. */
  brightnessPercent: number | null;
  /** When either will next be another; null if never. */
  nextChangeMs: number | null;
}

/** What the panel is to be at an instant, by the programme's operating hours and the screen's brightness steps. */
export function panelStateAt(
  programme: Programme,
  { brightness, location }: Pick<PlayerSettings, 'brightness' | 'location'>,
  nowMs: number,
): PanelState {
  const offsets = programme.zoneOffsets.find(({ timeZone }) => timeZone === programme.timeZone);
  const zone = zoneFrom(offsets ?? { timeZone: 'UTC', offsets: [{ fromMs: 0, offsetMs: 0 }] });
  const power = powerAt(programme, zone, nowMs);
  const { percent, nextChangeMs } = brightnessAt(brightness, location, zone, nowMs);
  const changes = [power.nextChangeMs, nextChangeMs].filter((ms) => ms !== null);
  return {
    power: power.isOn ? 'on' : 'off',
    brightnessPercent: percent,
    nextChangeMs: changes.length > 0 ? Math.min(...changes) : null,
  };
}

function powerAt(programme: Programme, zone: Zone, nowMs: number) {
  const reach = { startMs: nowMs - REACH_MS, endMs: nowMs + REACH_MS };
  const coming = operatingIntervals(programme, zone, reach).find(({ endMs }) => endMs > nowMs);
  const isOn = coming !== undefined && coming.startMs <= nowMs;
  const changeMs = isOn ? coming.endMs : coming?.startMs;
  return { isOn, nextChangeMs: changeMs === undefined || changeMs >= reach.endMs ? null : changeMs };
}
