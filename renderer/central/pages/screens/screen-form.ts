import { DEFAULT_PLAYER_SETTINGS } from '../../../../core/model/screen-settings.ts';
import { Screen, USUAL_PLAYER, type ZoneLayout } from '../../../../core/model/catalogue.ts';

export type ScreenInput = Omit<Screen, 'id'>;
export const ScreenInput = Screen.omit({ id: true });

/** The ticker takes a sixth of the panel's height unless told otherwise. */
const TICKER_PART = 6;

export const emptyScreen = (timeZone: string): ScreenInput => ({
  name: '',
  site: '',
  areaId: null,
  groupId: null,
  output: { x: 0, y: 0, widthPx: 384, heightPx: 192 },
  zones: zonesOf(384, 192, 32),
  timeZone,
  dayStartLocal: '04:00',
  operatingHours: { from: '05:00', to: '22:00' },
  hoursLegalBasis: '',
  note: '',
  player: DEFAULT_PLAYER_SETTINGS,
  ...USUAL_PLAYER,
  wallPlace: null,
  cameraUrl: null,
});

/** The picture fills the panel; a ticker of this height, when above 0, lies along its bottom. */
export function zonesOf(widthPx: number, heightPx: number, tickerPx: number): ZoneLayout[] {
  const height = Math.min(tickerPx, heightPx - 1);
  const main: ZoneLayout = { id: 'main', x: 0, y: 0, widthPx, heightPx: heightPx - Math.max(0, height) };
  return height > 0 ? [main, { id: 'ticker', x: 0, y: main.heightPx, widthPx, heightPx: height }] : [main];
}

export const tickerHeightPx = (zones: readonly ZoneLayout[]): number =>
  zones.find((zone) => zone.id === 'ticker')?.heightPx ?? 0;

export const usualTickerPx = (heightPx: number): number => Math.round(heightPx / TICKER_PART / 2) * 2;
