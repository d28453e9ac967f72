import type { Announcement } from '../../../../core/model/catalogue.ts';

/** An airing request is answered within one hour (service standard of the communication agency). */
const SERVICE_TIME_MS = 3_600_000;

/** Time left to answer, in ms; negative when over; null when nobody waits. */
export const serviceTimeLeftMs = (announcement: Announcement, nowMs: number): number | null =>
  announcement.state === 'in_review' && announcement.submittedAtMs !== null
    ? announcement.submittedAtMs + SERVICE_TIME_MS - nowMs
    : null;
