/** The checks of a manifest, after Uptane's full verification: each is named after the attack it stops. */
import type { Manifest } from '../model/programme.ts';
import { ok, type Result } from '../model/result.ts';
import { openEnvelope } from './dsse.ts';
import { refuse, type TrustError } from './errors.ts';
import { nobleVerifier, type Verifier } from './keys.ts';
import type { Opened } from './payload.ts';
import { keysOfRole } from './root.ts';
import type { Envelope, Root } from './statements.ts';

/** Files are verified in chunks of this size; the last one may be shorter. */
export const CHUNK_BYTES = 1024 * 1024;

/**
 * How far a version may run ahead of the newest one known: more manifests than a screen is given in its life.
 * Without it a stolen online key could publish the highest number there is and lock its owner out for ever; with it,
 * and because the order is (rootVersion, version), a new root always gets through.
 */
export const MAX_VERSION_STEP = 2 ** 32;

/** What a device knows of itself, from its durable state. */
export interface DeviceState {
  screenId: string;
  /** Newest accepted manifest, in the order (rootVersion, version); zeros before the first. */
  highestRootVersion: number;
  highestManifestVersion: number;
  /** SHA-256 of that manifest's payload, where it is kept. */
  highestManifestSha256?: string | null;
  /** The device's best idea of the time, never below its clock floor. */
  nowMs: number;
}

/**
 * Whether a device may take this manifest as its next one. What it names still has to be covered by approvals:
 * see `checkCoverage`.
 *
 * Errors: those of `openEnvelope`, `root_unknown`, `root_outdated`, `wrong_recipient`, `rollback`, `equivocation`,
 * `version_jump`, `expired`, `mix_and_match`, `inconsistent`. Every one of them means: keep playing the last good one.
 */
export function checkManifest(
  envelope: Envelope,
  root: Root,
  device: DeviceState,
  verifier: Verifier = nobleVerifier,
): Result<Opened<Manifest>, TrustError> {
  const opened = openManifest(envelope, root, verifier);
  if (!opened.ok) return opened;
  const { statement: manifest, sha256 } = opened.value;
  // Replay across devices: a manifest made for another screen.
  if (manifest.screenId !== device.screenId)
    return refuse('wrong_recipient', `made for ${manifest.screenId}`);
  const order = checkOrder(manifest, sha256, device);
  if (!order.ok) return order;
  // Freeze: an old truth repeated for ever. Stops updates only; what plays goes on playing.
  if (device.nowMs >= manifest.expiresAtMs) return refuse('expired', `at ${manifest.expiresAtMs}`);
  return opened;
}

/**
 * A manifest that was accepted before, read back from disk under the root it was accepted with. Time and order are
 * not asked again: an expired or superseded last good manifest still plays.
 *
 * Errors: those of `openEnvelope`, `root_unknown`, `root_outdated`, `mix_and_match`, `inconsistent`.
 */
export function openManifest(
  envelope: Envelope,
  root: Root,
  verifier: Verifier = nobleVerifier,
): Result<Opened<Manifest>, TrustError> {
  const { keys, threshold } = keysOfRole(root, 'publisher');
  // Arbitrary software, endless data: signatures, sizes and schema.
  const opened = openEnvelope('manifest', envelope, keys, threshold, verifier);
  if (!opened.ok) return opened;
  const manifest = opened.value.statement;
  // Mix-and-match of roots: a manifest belongs to the one root whose roles it was made under.
  if (manifest.rootVersion > root.version)
    return refuse('root_unknown', `needs root ${manifest.rootVersion}`);
  if (manifest.rootVersion < root.version)
    return refuse('root_outdated', `made under ${manifest.rootVersion}`);
  const whole = checkWhole(manifest, root);
  return whole.ok ? opened : whole;
}

function checkOrder(manifest: Manifest, sha256: string, device: DeviceState): Result<true, TrustError> {
  const { highestRootVersion, highestManifestVersion } = device;
  const held = `${highestRootVersion}.${highestManifestVersion}`;
  const offered = `${manifest.rootVersion}.${manifest.version}`;
  // Rollback: an older manifest would bring back what was withdrawn.
  const sameRoot = manifest.rootVersion === highestRootVersion;
  if (manifest.rootVersion < highestRootVersion || (sameRoot && manifest.version < highestManifestVersion)) {
    return refuse('rollback', `${offered} after ${held}`);
  }
  // Equivocation: the number that is held, with other content.
  const known = device.highestManifestSha256 ?? sha256;
  if (sameRoot && manifest.version === highestManifestVersion && known !== sha256) {
    return refuse('equivocation', `${offered} has two contents`);
  }
  // Fast-forward: a number so high that no honest one could follow.
  if (manifest.version > highestManifestVersion + MAX_VERSION_STEP) {
    return refuse('version_jump', `${offered} after ${held}`);
  }
  return ok(true);
}

/** Whether the manifest is one whole: programme and media of the same version, every reference resolved. */
function checkWhole(manifest: Manifest, root: Root): Result<true, TrustError> {
  const { programme, media } = manifest;
  if (manifest.issuedAtMs >= manifest.expiresAtMs)
    return refuse('inconsistent', 'expires before it is issued');
  if (programme.screenId !== manifest.screenId) {
    return refuse('mix_and_match', `the programme is for ${programme.screenId}`);
  }
  // The slate shows the city's name: a stolen server must not be able to write another text there.
  if (programme.cityName !== root.cityName) return refuse('inconsistent', 'the city is not the root’s');

  const listed = new Set(media.map((file) => file.sha256));
  if (listed.size !== media.length) return refuse('inconsistent', 'a file is listed twice');
  for (const file of media) {
    if (file.chunkSha256.length !== Math.ceil(file.bytes / CHUNK_BYTES)) {
      return refuse('mix_and_match', `${file.sha256} has chunks for another size`);
    }
  }
  const itemIds = new Set(programme.items.map((item) => item.id));
  if (itemIds.size !== programme.items.length) return refuse('inconsistent', 'an item id is used twice');
  for (const item of programme.items) {
    // Mix-and-match: programme of one version with media of another.
    if (item.kind !== 'ticker' && !listed.has(item.mediaSha256)) {
      return refuse('mix_and_match', `item ${item.id} has no file`);
    }
  }
  const lost = programme.entries.flatMap((entry) => entry.itemIds).find((itemId) => !itemIds.has(itemId));
  return lost === undefined ? ok(true) : refuse('inconsistent', `an entry names the missing item ${lost}`);
}
