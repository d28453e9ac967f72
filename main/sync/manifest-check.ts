/** From what the server sent to what may be played, and from what lies on disk to what may be played on. */
import { ok, type Result } from '../../core/model/result.ts';
import {
  checkApprovals,
  checkCoverage,
  checkManifest,
  openManifest,
  refusedOf,
  type DeviceState,
  type TrustError,
} from '../../core/trust/index.ts';
import type { ManifestBundle } from '../../core/protocol/device.ts';
import type { Root } from '../../core/trust/statements.ts';
import type { CheckedBundle } from '../airing.ts';
import type { StoredBundle } from '../store/bundle-files.ts';
import type { AnchorRecord } from '../store/records.ts';
import { openAnchor } from './anchor.ts';
import { nodeVerifier } from './verifier.ts';

/** A new manifest under the newest root. Errors: those of `checkManifest` and `checkCoverage`; refused whole. */
export function checkOffered(
  bundle: ManifestBundle,
  root: Root,
  device: DeviceState,
): Result<CheckedBundle, TrustError> {
  const opened = checkManifest(bundle.manifest, root, device, nodeVerifier);
  if (!opened.ok) return opened;
  const { statement: manifest, sha256 } = opened.value;
  const covered = checkCoverage(manifest, bundle.approvals, root, nodeVerifier);
  if (!covered.ok) return covered;
  return ok({ manifest, sha256, root, approvals: covered.value, refusedItemIds: new Set() });
}

/**
 * A manifest from this device's own disk. It is opened under the root it was accepted with, which has to descend from
 * the pinned one; its approvals have to hold under the newest root, and items that lost theirs are refused one by one.
 *
 * Errors: those of `openAnchor` and `openManifest`.
 */
export function checkStored(
  stored: StoredBundle,
  anchor: AnchorRecord,
  newest: Root,
): Result<CheckedBundle, TrustError> {
  const own = openAnchor({ pinnedSha256: anchor.pinnedSha256, roots: stored.record.roots });
  if (!own.ok) return own;
  const opened = openManifest(stored.record.manifest, own.value, nodeVerifier);
  if (!opened.ok) return opened;
  const { statement: manifest, sha256 } = opened.value;
  const { approvals } = checkApprovals(stored.record.approvals, newest, nodeVerifier);
  const refused = refusedOf(manifest, approvals);
  const refusedFiles = new Set(refused.flatMap((one) => (one.kind === 'media' ? [one.sha256] : [])));
  const refusedItems = refused.flatMap((one) => (one.kind === 'item' ? [one.id] : []));
  const itemsOfRefusedFiles = manifest.programme.items
    .filter((item) => item.kind !== 'ticker' && refusedFiles.has(item.mediaSha256))
    .map((item) => item.id);
  return ok({
    manifest,
    sha256,
    root: newest,
    approvals,
    refusedItemIds: new Set([...refusedItems, ...itemsOfRefusedFiles]),
  });
}
