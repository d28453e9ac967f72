import {
  UNEDITED,
  USUAL_PLAYER,
  type AnnouncementContent,
  type EntryPlan,
  type EntryTiming,
  type OutputRect,
  type Screen,
} from '../../../core/model/catalogue.ts';
import { DEFAULT_PLAYER_SETTINGS } from '../../../core/model/screen-settings.ts';
import { formatLocalDateTime } from '../../../core/time/index.ts';

export const ZONE = 'Asia/Jakarta';
const UTC_OFFSET_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;

/** A screen announcement of the whole city that is valid from yesterday for a month. */
export function contentWith(agencyId: string, screenAssetId: string): AnnouncementContent {
  const nowMs = Date.now();
  return {
    title: 'Pengumuman',
    category: 'service',
    agencyId,
    script: '',
    tickerText: '',
    outputs: { screen: true, ticker: false, mobile: false },
    areaIds: [],
    validFromMs: nowMs - DAY_MS,
    validUntilMs: nowMs + 30 * DAY_MS,
    maxPriority: 50,
    emergency: false,
    evergreen: false,
    airDurationMs: 8000,
    leaseMs: 3 * DAY_MS,
    screenAssetId,
    fit: 'contain',
    audioAssetId: null,
    ...UNEDITED,
  };
}

export const everyDayFrom = (startMs: number, durationMs: number): EntryTiming => ({
  startLocal: formatLocalDateTime(startMs + UTC_OFFSET_MS),
  timeZone: ZONE,
  durationMs,
  rrule: 'FREQ=DAILY',
  rdates: [],
  exdates: [],
  windows: [],
});

/** A screen that is always lit and shows pictures only. */
export const screenAt = (output: OutputRect): Omit<Screen, 'id'> => ({
  name: 'Videotron Uji',
  site: 'Alun-alun',
  areaId: null,
  groupId: null,
  output,
  zones: [{ id: 'main', x: 0, y: 0, widthPx: output.widthPx, heightPx: output.heightPx }],
  timeZone: ZONE,
  dayStartLocal: '04:00',
  operatingHours: null,
  hoursLegalBasis: '',
  note: '',
  player: DEFAULT_PLAYER_SETTINGS,
  ...USUAL_PLAYER,
  wallPlace: null,
  cameraUrl: null,
});

/** An announcement on one screen, to the second: what runs before it is cut. */
export const entryOn = (screenId: string, announcementId: string, timing: EntryTiming): EntryPlan => ({
  source: { kind: 'announcement', announcementId },
  target: { kind: 'screen', screenId },
  zone: 'main',
  timing,
  rules: {
    priority: 50,
    sharePercent: null,
    minPlaysPerHour: null,
    maxPlaysPerHour: null,
    hard: true,
    shuffle: false,
  },
});
