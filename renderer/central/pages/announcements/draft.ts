import { UNEDITED, type AnnouncementContent } from '../../../../core/model/catalogue.ts';
import { addDays, fromLocal, toLocalDate } from '../../../ui/zone-time.ts';

const HOUR_MS = 3_600_000;
const DEFAULT_LEASE_MS = 72 * HOUR_MS;
const DEFAULT_AIR_MS = 15_000;
const DEFAULT_DAYS = 7;

/** An empty announcement, valid from now to the end of the day a week later. */
export const emptyContent = (agencyId: string, nowMs: number, timeZone: string): AnnouncementContent => ({
  title: '',
  category: 'service',
  agencyId,
  script: '',
  tickerText: '',
  outputs: { screen: true, ticker: false, mobile: false },
  areaIds: [],
  validFromMs: Math.floor(nowMs / 60_000) * 60_000,
  validUntilMs: fromLocal(timeZone, `${addDays(toLocalDate(timeZone, nowMs), DEFAULT_DAYS)}T23:59:00`),
  maxPriority: 50,
  emergency: false,
  evergreen: false,
  airDurationMs: DEFAULT_AIR_MS,
  leaseMs: DEFAULT_LEASE_MS,
  screenAssetId: null,
  fit: 'contain',
  audioAssetId: null,
  ...UNEDITED,
});
