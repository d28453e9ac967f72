/** Which root of trust a device holds to: what it pins, what it follows, and the code a person compares. */
import { err, ok, type Result } from '../../core/model/result.ts';
import {
  checkRoot,
  fromBase64,
  openPinnedRoot,
  pairingCode,
  parsePayload,
  payloadOf,
  rootHash,
  type PublicKey,
  type TrustError,
} from '../../core/trust/index.ts';
import type { Envelope, Root } from '../../core/trust/statements.ts';
import type { AnchorRecord } from '../store/records.ts';
import { nodeVerifier } from './verifier.ts';

/** The newest root of an anchor, all of its chain checked again. Errors: those of `openPinnedRoot` and `checkRoot`. */
export function openAnchor(anchor: Pick<AnchorRecord, 'pinnedSha256' | 'roots'>): Result<Root, TrustError> {
  const [pinned, ...successors] = anchor.roots;
  if (pinned === undefined) return err({ code: 'root_not_pinned', detail: 'the chain is empty' });
  const opened = openPinnedRoot(pinned, anchor.pinnedSha256, nodeVerifier);
  return opened.ok ? checkRoot(opened.value, successors, nodeVerifier) : opened;
}

/**
 * What a screen calls itself: its pairing code under the newest root it holds. Central shows the same for the device it
 * knows, so a person can compare; none of it is the server's choice. Null without a root that holds.
 */
export function ownCode(deviceKey: PublicKey, anchor: AnchorRecord | null): string | null {
  const newest = anchor?.roots.at(-1);
  if (anchor === null || newest === undefined || !openAnchor(anchor).ok) return null;
  return pairingCode(fromBase64(deviceKey.ed25519) ?? new Uint8Array(), rootHash(newest));
}

/** The anchor followed to newer roots; those already held are passed over. Errors: those of `openAnchor`. */
export function followRoots(
  anchor: AnchorRecord,
  offered: readonly Envelope[],
): Result<{ anchor: AnchorRecord; root: Root }, TrustError> {
  const held = openAnchor(anchor);
  if (!held.ok) return held;
  const fresh = newerRoots(offered, held.value.version);
  const root = checkRoot(held.value, fresh, nodeVerifier);
  return root.ok ? ok({ anchor: { ...anchor, roots: [...anchor.roots, ...fresh] }, root: root.value }) : root;
}

/**
 * Those that say they are newer than this version, or say nothing that can be read; which of them hold is checked after
 * this. A server restored from a backup has other roots under numbers this device holds already: those are passed over.
 */
const newerRoots = (offered: readonly Envelope[], version: number): Envelope[] =>
  offered.filter((envelope) => {
    const payload = payloadOf('root', envelope);
    const parsed = payload.ok ? parsePayload('root', payload.value) : payload;
    return !parsed.ok || parsed.value.statement.version > version;
  });

/**
 * The anchor and pairing code for the roots an unpaired device is offered. The code is computed here, from this
 * device's key and a root that holds; the server's code only says which of its roots that is.
 *
 * Errors: those of `openAnchor`; `root_not_pinned` if the server's code fits none of its roots.
 */
export function proposeAnchor(
  deviceKey: PublicKey,
  offered: readonly Envelope[],
  serverCode: string,
): Result<{ anchor: AnchorRecord; code: string }, TrustError> {
  const raw = fromBase64(deviceKey.ed25519) ?? new Uint8Array();
  const first = offered.findIndex((envelope) => pairingCode(raw, rootHash(envelope)) === serverCode);
  const pinned = offered[first];
  if (pinned === undefined) {
    return err({
      code: 'root_not_pinned',
      detail: 'the code shown in central is not of this device and these roots',
    });
  }
  const anchor = { pinnedSha256: rootHash(pinned), roots: offered.slice(first), confirmed: false };
  const root = openAnchor(anchor);
  return root.ok ? ok({ anchor, code: serverCode }) : root;
}
