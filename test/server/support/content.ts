import {
  UNEDITED,
  USUAL_PLAYER,
  type AnnouncementContent,
  type Screen,
} from '../../../core/model/catalogue.ts';
import { DEFAULT_PLAYER_SETTINGS } from '../../../core/model/screen-settings.ts';

const DAY_MS = 86_400_000;

/** A ticker line for the whole city, valid from an hour ago for a week; tests say what differs. */
export const contentWith = (
  agencyId: string,
  changes: Partial<AnnouncementContent> = {},
): AnnouncementContent => ({
  title: 'Layanan KTP-el Keliling',
  category: 'service',
  agencyId,
  script: '',
  tickerText: 'Perekaman KTP elektronik di kantor kelurahan, Sabtu 08.00–12.00.',
  outputs: { screen: false, ticker: true, mobile: false },
  areaIds: [],
  validFromMs: Date.now() - 3_600_000,
  validUntilMs: Date.now() + 7 * DAY_MS,
  maxPriority: 50,
  emergency: false,
  evergreen: false,
  airDurationMs: 2000,
  leaseMs: 3 * DAY_MS,
  screenAssetId: null,
  fit: 'contain',
  audioAssetId: null,
  ...UNEDITED,
  ...changes,
});

export const screenWith = (
  name: string,
  widthPx: number,
  heightPx: number,
  changes: Partial<Screen> = {},
): Omit<Screen, 'id'> => ({
  name,
  site: 'Simpang Kenanga',
  areaId: null,
  groupId: null,
  output: { x: 0, y: 0, widthPx, heightPx },
  zones: [{ id: 'main', x: 0, y: 0, widthPx, heightPx }],
  timeZone: 'Asia/Jakarta',
  dayStartLocal: '04:00',
  operatingHours: null,
  hoursLegalBasis: '',
  note: '',
  player: DEFAULT_PLAYER_SETTINGS,
  ...USUAL_PLAYER,
  wallPlace: null,
  cameraUrl: null,
  ...changes,
});
