/** The root of trust: who may approve, publish and release. Followed one version at a time (TUF §5.3). */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { ok, type Result } from '../model/result.ts';
import { checkSignatures } from './dsse.ts';
import { refuse, type TrustError } from './errors.ts';
import { nobleVerifier, rawPublicKey, type Verifier } from './keys.ts';
import { parsePayload, payloadOf, payloadSha256 } from './payload.ts';
import type { Envelope, PublicKey, Root } from './statements.ts';

export type RoleName = keyof Root['roles'];

/** What a screen and a person compare at pairing: SHA-256 of the root's payload. */
export const rootHash = (root: Envelope): string => payloadSha256(root);

/** The keys a root trusts for one role, and how many of them have to sign. */
export function keysOfRole(root: Root, role: RoleName): { keys: readonly PublicKey[]; threshold: number } {
  const { keyids, threshold } = root.roles[role];
  return { keys: root.keys.filter((key) => keyids.includes(key.keyid)), threshold };
}

/**
 * The first root of a device, which nothing earlier vouches for: it has to be the pinned one (the hash compared at
 * pairing, or kept on disk) and signed by its own root keys.
 *
 * Errors: `root_not_pinned`, those of `openEnvelope`, `inconsistent`.
 */
export function openPinnedRoot(
  envelope: Envelope,
  pinnedSha256: string,
  verifier: Verifier = nobleVerifier,
): Result<Root, TrustError> {
  const payload = payloadOf('root', envelope);
  if (!payload.ok) return payload;
  if (bytesToHex(sha256(payload.value)) !== pinnedSha256) {
    return refuse('root_not_pinned', `expected ${pinnedSha256}`);
  }
  return openSelfSigned(envelope, payload.value, verifier);
}

/**
 * Follows `envelopes` from the root that is trusted now, each exactly one version further, each signed by the
 * thresholds of both its predecessor's root keys and its own. Nothing of a chain counts unless all of it holds.
 *
 * Errors: those of `openEnvelope`, `rollback`, `version_gap`, `demo_changed`, `inconsistent`.
 */
export function checkRoot(
  current: Root,
  envelopes: readonly Envelope[],
  verifier: Verifier = nobleVerifier,
): Result<Root, TrustError> {
  let trusted = current;
  for (const envelope of envelopes) {
    const next = openNextRoot(trusted, envelope, verifier);
    if (!next.ok) return next;
    trusted = next.value;
  }
  return ok(trusted);
}

function openNextRoot(current: Root, envelope: Envelope, verifier: Verifier): Result<Root, TrustError> {
  const payload = payloadOf('root', envelope);
  if (!payload.ok) return payload;
  // Arbitrary root: those who were trusted so far must hand over.
  const old = keysOfRole(current, 'root');
  const byOld = checkSignatures(envelope, payload.value, old.keys, old.threshold, verifier);
  if (!byOld.ok) return byOld;
  const opened = openSelfSigned(envelope, payload.value, verifier);
  if (!opened.ok) return opened;
  const next = opened.value;
  // Rollback: an older root would bring back keys that were taken away.
  if (next.version <= current.version)
    return refuse('rollback', `root ${next.version} after ${current.version}`);
  // A skipped version could hide a hand-over.
  if (next.version > current.version + 1) {
    return refuse('version_gap', `root ${next.version} after ${current.version}`);
  }
  // Demo content must never reach a real screen by way of a rotation, nor the other way round.
  if (next.demo !== current.demo) return refuse('demo_changed', `demo ${current.demo} to ${next.demo}`);
  return ok(next);
}

function openSelfSigned(
  envelope: Envelope,
  payload: Uint8Array,
  verifier: Verifier,
): Result<Root, TrustError> {
  const parsed = parsePayload('root', payload);
  if (!parsed.ok) return parsed;
  const root = parsed.value.statement;
  const consistent = checkConsistency(root);
  if (!consistent.ok) return consistent;
  const own = keysOfRole(root, 'root');
  const byOwn = checkSignatures(envelope, payload, own.keys, own.threshold, verifier);
  return byOwn.ok ? ok(root) : byOwn;
}

/**
 * Every key id is its key's own hash and listed once; every role's keys are listed; every approver key has one holder;
 * the root role can reach its threshold; and the publisher's keys, which live on the server, can do nothing but publish — else a stolen server
 * could approve for itself.
 */
function checkConsistency(root: Root): Result<true, TrustError> {
  const listed = new Set(root.keys.map((key) => key.keyid));
  if (listed.size !== root.keys.length) return refuse('inconsistent', 'a key is listed twice');
  if (root.keys.some((key) => rawPublicKey(key) === null)) {
    return refuse('inconsistent', 'a key does not fit its key id');
  }
  for (const [name, { keyids }] of Object.entries(root.roles)) {
    if (new Set(keyids).size !== keyids.length)
      return refuse('inconsistent', `role ${name} names a key twice`);
    if (!keyids.every((keyid) => listed.has(keyid)))
      return refuse('inconsistent', `role ${name} names no listed key`);
  }
  const { root: owners, approver, publisher, release } = root.roles;
  if (owners.keyids.length < owners.threshold)
    return refuse('inconsistent', 'the root role cannot reach its threshold');
  const powerful = new Set([...owners.keyids, ...approver.keyids, ...release.keyids]);
  const held = new Set(root.holders.map(({ keyid }) => keyid));
  if (held.size !== root.holders.length) return refuse('inconsistent', 'a key has two holders');
  if (approver.keyids.some((keyid) => !held.has(keyid)))
    return refuse('inconsistent', 'an approver key has no holder');
  if (publisher.keyids.some((keyid) => powerful.has(keyid))) {
    return refuse('inconsistent', 'a publisher key holds another role');
  }
  return ok(true);
}
