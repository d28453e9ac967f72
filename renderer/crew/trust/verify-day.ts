import { ok, type Result } from '../../../core/model/result.ts';
import {
  approvalOfClip,
  checkApprovals,
  checkAround,
  checkCrewDay,
  checkRoot,
  openPinnedRoot,
  PAYLOAD_TYPE,
  payloadSha256,
  type Approval,
  type AroundApproval,
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
  /** What may be heard around them; null for nothing. */
  around: AroundApproval | null;
  /** Why that is nothing although the server names something: `missing`, or code of the check that failed. */
  aroundProblem: string | null;
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
 * covers. The same for what just came and for what was read from the phone's store. `approvals` are those of clips and
 * of what is heard around them; a bad or missing one takes away what it was for, and no more.
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
  const around = aroundOf(day.value, facts.approvals, root.value, verifier);
  return ok({ root: root.value, day: day.value, clips, ...around });
}

function aroundOf(
  { aroundSha256 }: CrewDay,
  approvals: readonly Envelope[],
  root: Root,
  verifier: Verifier,
): Pick<VerifiedDay, 'around' | 'aroundProblem'> {
  if (aroundSha256 === null) return { around: null, aroundProblem: null };
  const envelope = approvals.find(
    (one) => one.payloadType === PAYLOAD_TYPE.around && payloadSha256(one) === aroundSha256,
  );
  if (envelope === undefined) return { around: null, aroundProblem: 'missing' };
  const checked = checkAround(envelope, root, verifier);
  return checked.ok
    ? { around: checked.value.statement, aroundProblem: null }
    : { around: null, aroundProblem: checked.error.code };
}
