import { ok, type Result } from '../model/result.ts';
import type { ApprovalsBySha256 } from './approval.ts';
import type { CrewClip, CrewDay } from './crew-statements.ts';
import { openEnvelope } from './dsse.ts';
import { refuse, type TrustError } from './errors.ts';
import { nobleVerifier, type Verifier } from './keys.ts';
import { keysOfRole } from './root.ts';
import type { Approval, Envelope, Root } from './statements.ts';

/**
 * Whether this is what the publisher answers this phone's question with. What it names still has to be covered by
 * approvals: see `approvalOfClip`.
 *
 * Errors: those of `openEnvelope`, `wrong_recipient`, `nonce_mismatch`, `rollback`, `root_unknown`, `root_outdated`.
 */
export function checkCrewDay(
  envelope: Envelope,
  root: Root,
  expected: { unitId: string; userId: string; nonce: string; notBeforeMs: number },
  verifier: Verifier = nobleVerifier,
): Result<CrewDay, TrustError> {
  const { keys, threshold } = keysOfRole(root, 'publisher');
  const opened = openEnvelope('crewDay', envelope, keys, threshold, verifier);
  if (!opened.ok) return opened;
  const day = opened.value.statement;
  // Replay across cars: each has its own tours.
  if (day.unitId !== expected.unitId || day.userId !== expected.userId) {
    return refuse('wrong_recipient', `made for ${day.userId} on ${day.unitId}`);
  }
  // Replay in time: an old answer would hide what was withdrawn since.
  if (day.nonce !== expected.nonce) return refuse('nonce_mismatch', 'answers another question');
  if (day.serverTimeMs < expected.notBeforeMs) return refuse('rollback', `said at ${day.serverTimeMs}`);
  if (day.rootVersion > root.version) return refuse('root_unknown', `needs root ${day.rootVersion}`);
  if (day.rootVersion < root.version) return refuse('root_outdated', `made under ${day.rootVersion}`);
  return ok(day);
}

/** The approval that covers this very recording for loudspeaker cars; null means it must not be heard. */
export function approvalOfClip(clip: CrewClip, approvals: ApprovalsBySha256): Approval | null {
  const approval = approvals.get(clip.approvalSha256);
  if (approval === undefined) return null;
  const { announcementId, outputs, renditions } = approval.announcement;
  const isCovered =
    announcementId === clip.announcementId &&
    outputs.mobile &&
    renditions.some((one) => one.kind === 'audio' && one.sha256 === clip.sha256 && one.bytes === clip.bytes);
  return isCovered ? approval : null;
}
