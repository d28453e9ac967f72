import type { VerifiedDay } from '../trust/verify-day.ts';
import { partsOf } from './around.ts';

/** Why a clip is not to be heard now; each has its words in `i18n`. */
export type RefusalReason =
  | 'clock_set_back'
  | 'withdrawn'
  | 'not_approved'
  | 'no_recording'
  | 'gone'
  /** The server names it, but no approval that holds covers it. */
  | 'unverified'
  | 'expired'
  | 'not_yet'
  /** Too long without asking the server whether it still holds. */
  | 'lease_over'
  | 'not_here'
  | 'damaged';

export type Verdict = { ok: true } | { ok: false; reason: RefusalReason; atMs?: number };

const no = (reason: RefusalReason, atMs?: number): Verdict =>
  atMs === undefined ? { ok: false, reason } : { ok: false, reason, atMs };

/**
 * Whether a clip may be heard (or its script read) at `nowMs`. Its bytes are checked apart, right before they are
 * played. What is approved, and until when, comes from the approval people signed, never from the server's word.
 */
export function judgeClip(
  { day, clips }: Pick<VerifiedDay, 'day' | 'clips'>,
  announcementId: string,
  nowMs: number,
  isSetBack: boolean,
): Verdict {
  const missing = day.missing.find((one) => one.announcementId === announcementId);
  if (missing !== undefined) return no(missing.why);
  const approved = clips.get(announcementId);
  if (approved === undefined) {
    return no(day.clips.some((one) => one.announcementId === announcementId) ? 'unverified' : 'gone');
  }
  if (isSetBack) return no('clock_set_back');
  const { validFromMs, validUntilMs, evergreen, leaseMs } = approved.approval.announcement;
  if (nowMs >= validUntilMs) return no('expired', validUntilMs);
  if (nowMs < validFromMs) return no('not_yet', validFromMs);
  const leaseEndMs = day.serverTimeMs + leaseMs;
  if (!evergreen && nowMs >= leaseEndMs) return no('lease_over', leaseEndMs);
  return { ok: true };
}

/** What the crew is to call a clip: by its approval, else by what the server says is missing. */
export function titleOf({ day, clips }: Pick<VerifiedDay, 'day' | 'clips'>, announcementId: string): string {
  return (
    clips.get(announcementId)?.approval.announcement.title ??
    day.missing.find((one) => one.announcementId === announcementId)?.title ??
    ''
  );
}

type Heard = Pick<VerifiedDay, 'day' | 'clips' | 'around'>;

/** Every file the day needs, in the order it will be heard; sounds around clips come last. */
export function filesOf(verified: Heard): { sha256: string; bytes: number }[] {
  const { day, clips } = verified;
  const order = [
    ...day.tours.flatMap(({ plan }) => plan.clips),
    ...day.freeClips.flatMap((one) => one.announcementIds),
  ];
  const heard = order.flatMap((id) => clips.get(id)?.clip ?? []);
  const files = new Map(
    [...heard, ...partsOf(verified)].map(({ sha256, bytes }) => [sha256, { sha256, bytes }]),
  );
  return [...files.values()];
}
