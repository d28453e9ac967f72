/** The checks of what comes by stick: each is named after the attack it stops. */
import { ok, type Result } from '../model/result.ts';
import { openEnvelope } from './dsse.ts';
import { refuse, type TrustError } from './errors.ts';
import { nobleVerifier, type Verifier } from './keys.ts';
import { keysOfRole } from './root.ts';
import type { Envelope, PublicKey, Root } from './statements.ts';
import type { UsbLoad, UsbPlays } from './usb-statements.ts';

/**
 * Whether this is what the publisher said when it made that manifest's stick for this screen.
 *
 * Errors: those of `openEnvelope`, `wrong_recipient`, `mix_and_match`, `root_outdated`, `root_unknown`.
 */
export function checkUsbLoad(
  envelope: Envelope,
  root: Root,
  expected: { screenId: string; manifestSha256: string },
  verifier: Verifier = nobleVerifier,
): Result<UsbLoad, TrustError> {
  const { keys, threshold } = keysOfRole(root, 'publisher');
  const opened = openEnvelope('usbLoad', envelope, keys, threshold, verifier);
  if (!opened.ok) return opened;
  const load = opened.value.statement;
  // Replay across devices: another screen's stick.
  if (load.screenId !== expected.screenId) return refuse('wrong_recipient', `made for ${load.screenId}`);
  // Mix-and-match: the leases of one stick beside the manifest of another.
  if (load.manifestSha256 !== expected.manifestSha256) {
    return refuse('mix_and_match', `goes with manifest ${load.manifestVersion}`);
  }
  if (load.rootVersion > root.version) return refuse('root_unknown', `needs root ${load.rootVersion}`);
  if (load.rootVersion < root.version) return refuse('root_outdated', `made under ${load.rootVersion}`);
  return ok(load);
}

/**
 * Whether these plays were written by the device whose key this is, for the screen it is bound to.
 *
 * Errors: those of `openEnvelope`, `wrong_recipient`.
 */
export function checkUsbPlays(
  envelope: Envelope,
  device: { publicKey: PublicKey; screenId: string },
  verifier: Verifier = nobleVerifier,
): Result<UsbPlays, TrustError> {
  const opened = openEnvelope('usbPlays', envelope, [device.publicKey], 1, verifier);
  if (!opened.ok) return opened;
  const plays = opened.value.statement;
  // Borrowed name: one device's plays booked on another's screen.
  if (plays.screenId !== device.screenId || plays.deviceId !== device.publicKey.keyid) {
    return refuse('wrong_recipient', `written by ${plays.deviceId} on ${plays.screenId}`);
  }
  return ok(plays);
}
