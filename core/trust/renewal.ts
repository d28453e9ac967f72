import { ok, type Result } from '../model/result.ts';
import { openEnvelope } from './dsse.ts';
import { refuse, type TrustError } from './errors.ts';
import { nobleVerifier, type Verifier } from './keys.ts';
import { keysOfRole } from './root.ts';
import type { Approval, Envelope, Renewal, Root } from './statements.ts';

/**
 * The signed answer to a player's question: the time, the newest versions, and how long announcements may air on.
 * `rootVersion` above the root held is accepted: it tells that newer roots are to be fetched.
 *
 * Errors: those of `openEnvelope`, `wrong_recipient`, `nonce_mismatch`, `root_outdated`.
 */
export function checkRenewal(
  envelope: Envelope,
  root: Root,
  expected: { screenId: string; nonce: string },
  verifier: Verifier = nobleVerifier,
): Result<Renewal, TrustError> {
  const { keys, threshold } = keysOfRole(root, 'publisher');
  const opened = openEnvelope('renewal', envelope, keys, threshold, verifier);
  if (!opened.ok) return opened;
  const renewal = opened.value.statement;
  // Replay across devices.
  if (renewal.screenId !== expected.screenId)
    return refuse('wrong_recipient', `made for ${renewal.screenId}`);
  // Replay in time: an old answer would turn the clock back and hide newer versions.
  if (renewal.nonce !== expected.nonce) return refuse('nonce_mismatch', 'answers another question');
  if (renewal.rootVersion < root.version) return refuse('root_outdated', `made under ${renewal.rootVersion}`);
  return ok(renewal);
}

/**
 * Until when (exclusive) a player may air this announcement with what it knows.
 *
 * An announcement lives for its approved lease from `receivedAtMs`, the first time the device took an approval of it,
 * and each renewal moves the end to what it says, but never further than one approved lease from when it was signed.
 * Evergreen content needs no lease. Nothing outlives its approved validity. Renewals never shorten: what is to end
 * early is withdrawn by a manifest.
 */
export function airableUntilMs(
  approval: Approval,
  renewals: readonly Renewal[],
  receivedAtMs: number,
): number {
  const { announcementId, evergreen, leaseMs, validUntilMs } = approval.announcement;
  if (evergreen) return validUntilMs;
  let leaseEndMs = receivedAtMs + leaseMs;
  for (const renewal of renewals) {
    const lease = renewal.leases.find((one) => one.announcementId === announcementId);
    if (lease === undefined) continue;
    leaseEndMs = Math.max(leaseEndMs, Math.min(lease.untilMs, renewal.serverTimeMs + leaseMs));
  }
  return Math.min(validUntilMs, leaseEndMs);
}
