import { ok, type Result } from '../../../core/model/result.ts';
import {
  approvalOfClip,
  checkApprovals,
  checkCrewDay,
  checkRoot,
  openPinnedRoot,
  type Approval,
  type CrewClip,
  type CrewDay,
  type Envelope,
  type Root,
  type TrustError,
  type Verifier,
} from '../../../core/trust/index.ts';
import type { DayFact, Phone, TrustFact } from '../store/database.ts';

/** A recording with the approval that covers it. */
export interface ApprovedClip {
  clip: CrewClip;
  approval: Approval;
}

export interface VerifiedDay {
  root: Root;
  day: CrewDay;
  /** By announcement. What the server names without a good approval is not among them. */
  clips: ReadonlyMap<string, ApprovedClip>;
}

/** The newest root the pinned one leads to. */
export function followRoots(trust: TrustFact, verifier: Verifier): Result<Root, TrustError> {
  const [pinned, ...later] = trust.roots;
  if (pinned === undefined) return { ok: false, error: { code: 'root_not_pinned', detail: 'no root' } };
  const first = openPinnedRoot(pinned, trust.pinnedSha256, verifier);
  return first.ok ? checkRoot(first.value, later, verifier) : first;
}

/**
 * Checks everything again from the root that the QR code pinned: the chain, the statement, each approval and what it
 * covers. The same for what just came and for what was read from the phone's store.
 */
export function verifyDay(
  facts: {
    trust: TrustFact;
    phone: Pick<Phone, 'unitId' | 'userId'>;
    day: Pick<DayFact, 'envelope' | 'nonce'>;
    approvals: readonly Envelope[];
    notBeforeMs: number;
  },
  verifier: Verifier,
): Result<VerifiedDay, TrustError> {
  const root = followRoots(facts.trust, verifier);
  if (!root.ok) return root;
  const { unitId, userId } = facts.phone;
  const expected = { unitId, userId, nonce: facts.day.nonce, notBeforeMs: facts.notBeforeMs };
  const day = checkCrewDay(facts.day.envelope, root.value, expected, verifier);
  if (!day.ok) return day;
  const { approvals } = checkApprovals(facts.approvals, root.value, verifier);
  const clips = new Map<string, ApprovedClip>();
  for (const clip of day.value.clips) {
    const approval = approvalOfClip(clip, approvals);
    if (approval !== null) clips.set(clip.announcementId, { clip, approval });
  }
  return ok({ root: root.value, day: day.value, clips });
}
