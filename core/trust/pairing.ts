import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { AppError } from '../model/app-error.ts';
import { Sha256 } from '../model/primitives.ts';
import { PUBLIC_KEY_BYTES } from './keys.ts';

/** Crockford's base32: no I, L, O or U, so that a code read from a wall is not mistaken. */
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const CODE_CHARACTERS = 10;
const GROUP_CHARACTERS = 5;
/** Separates this hash from every other use of the same key. */
const DOMAIN = 'wawar pairing v1';

/**
 * The code a screen shows and a person compares in central, e.g. `7K2QX-M0T9C`: 50 bits of
 * SHA-256(domain ‖ device key ‖ root hash). Both sides compute it from what they hold, so nobody between them can
 * exchange the device's key or the city's root without the codes differing.
 *
 * @throws AppError `pairing_input_invalid` unless given a raw 32-byte key and a hexadecimal SHA-256.
 */
export function pairingCode(publicKey: Uint8Array, rootSha256: string): string {
  if (publicKey.length !== PUBLIC_KEY_BYTES || !Sha256.safeParse(rootSha256).success) {
    throw new AppError('pairing_input_invalid', 'A pairing code needs a raw Ed25519 key and a root hash');
  }
  const digest = sha256(concatBytes(new TextEncoder().encode(DOMAIN), publicKey, hexToBytes(rootSha256)));
  let code = '';
  for (let at = 0; at < CODE_CHARACTERS; at += 1) {
    if (at > 0 && at % GROUP_CHARACTERS === 0) code += '-';
    code += CROCKFORD.charAt(bitsAt(digest, at * 5));
  }
  return code;
}

/** Five bits of `bytes`, counted from the first byte's highest. */
function bitsAt(bytes: Uint8Array, bit: number): number {
  const byte = bit >> 3;
  const pair = ((bytes[byte] ?? 0) << 8) | (bytes[byte + 1] ?? 0);
  return (pair >> (11 - (bit & 7))) & 31;
}

/** A typed code in the form `pairingCode` writes, or null: any case, any spacing, O for 0, I and L for 1. */
export function normalizePairingCode(typed: string): string | null {
  const letters = typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  const isCode =
    letters.length === CODE_CHARACTERS && [...letters].every((letter) => CROCKFORD.includes(letter));
  return isCode ? `${letters.slice(0, GROUP_CHARACTERS)}-${letters.slice(GROUP_CHARACTERS)}` : null;
}
