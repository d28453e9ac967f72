import { type Result } from '../model/result.ts';
import { openEnvelope } from './dsse.ts';
import { refuse, type TrustError } from './errors.ts';
import { nobleVerifier, type Verifier } from './keys.ts';
import type { Opened } from './payload.ts';
import { checkPeople } from './people.ts';
import { keysOfRole } from './root.ts';
import type { Approval, Envelope, Root } from './statements.ts';

/**
 * An approval signed by enough approvers of this root. With `nowMs`, one whose period is over is refused too;
 * one whose period has yet to begin is fine, so that media can be fetched ahead.
 *
 * Errors: those of `openEnvelope`, `wrong_person`, `same_person`, `below_threshold` (people), `inconsistent`, `validity_ended`.
 */
export function checkApproval(
  envelope: Envelope,
  root: Root,
  options: { nowMs?: number; verifier?: Verifier } = {},
): Result<Opened<Approval>, TrustError> {
  const { keys, threshold } = keysOfRole(root, 'approver');
  const opened = openEnvelope('approval', envelope, keys, threshold, options.verifier ?? nobleVerifier);
  if (!opened.ok) return opened;
  const { statement, signedBy } = opened.value;
  const { announcement } = statement;
  const people = checkPeople(statement, root, signedBy, threshold, announcement.announcementId);
  if (!people.ok) return people;
  if (announcement.validFromMs >= announcement.validUntilMs) {
    return refuse('inconsistent', `${announcement.announcementId} ends before it begins`);
  }
  if (options.nowMs !== undefined && announcement.validUntilMs <= options.nowMs) {
    return refuse('validity_ended', `${announcement.announcementId} ended at ${announcement.validUntilMs}`);
  }
  return opened;
}

/** Approvals by the SHA-256 of their payload, which is how manifests and packs refer to them. */
export type ApprovalsBySha256 = ReadonlyMap<string, Approval>;

/** Sorts envelopes into approvals that hold and those that do not. A bad one never spoils the others. */
export function checkApprovals(
  envelopes: readonly Envelope[],
  root: Root,
  verifier: Verifier = nobleVerifier,
): { approvals: ApprovalsBySha256; refused: readonly TrustError[] } {
  const approvals = new Map<string, Approval>();
  const refused: TrustError[] = [];
  for (const envelope of envelopes) {
    const checked = checkApproval(envelope, root, { verifier });
    if (checked.ok) approvals.set(checked.value.sha256, checked.value.statement);
    else refused.push(checked.error);
  }
  return { approvals, refused };
}
