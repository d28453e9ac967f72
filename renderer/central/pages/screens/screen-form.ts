import { DEFAULT_PLAYER_SETTINGS } from '../../../../core/model/screen-settings.ts';
import { PanelPx } from '../../../../core/model/primitives.ts';
import { Screen, USUAL_PLAYER } from '../../../../core/model/catalogue.ts';
import { zonesOf } from './zone-layout.ts';

export type ScreenInput = Omit<Screen, 'id'>;
/** Pictures are made in the size of their zone, so a zone is as even as a panel. */
export const ScreenInput = Screen.omit({ id: true }).refine(({ zones }) =>
  zones
    .filter(({ id }) => id !== 'ticker')
    .every(({ widthPx, heightPx }) => isEven(widthPx) && isEven(heightPx)),
);

export const isEven = (px: number): boolean => PanelPx.safeParse(px).success;

export const emptyScreen = (timeZone: string): ScreenInput => ({
  name: '',
  site: '',
  areaId: null,
  groupId: null,
  output: { x: 0, y: 0, widthPx: 384, heightPx: 192 },
  zones: zonesOf({ widthPx: 384, heightPx: 192 }, 32),
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
