import type { EntryPlan } from '../../../../../core/model/catalogue.ts';
import { DAY_MS } from '../recurrence.ts';

const DEFAULT_PRIORITY = 40;

/** Every day from today, all day, on all screens. */
export const emptyPlan = (announcementId: string, today: string, timeZone: string): EntryPlan => ({
  source: { kind: 'announcement', announcementId },
  target: { kind: 'all' },
  zone: 'main',
  timing: {
    startLocal: `${today}T00:00:00`,
    timeZone,
    durationMs: DAY_MS,
    rrule: 'FREQ=DAILY',
    rdates: [],
    exdates: [],
    windows: [],
  },
  rules: {
    priority: DEFAULT_PRIORITY,
    sharePercent: null,
    minPlaysPerHour: null,
    maxPlaysPerHour: null,
    hard: false,
    shuffle: false,
  },
});
