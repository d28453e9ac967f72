/** Ed25519 keys (RFC 8032), and the seam through which another implementation can be used. */
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { fromBase64, toBase64 } from './base64.ts';
import type { PublicKey } from './statements.ts';

export const PUBLIC_KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;

/** Checks an Ed25519 signature strictly (RFC 8032 §5.1.7); false for anything malformed, never a throw. */
export interface Verifier {
  verify(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean;
}

/** Holds one private key. Where it is kept (memory, file, token) is the implementation's matter. */
export interface Signer {
  readonly publicKey: PublicKey;
  sign(message: Uint8Array): Uint8Array;
}

/** Key id: SHA-256 of the raw public key, so one key can never be counted under two names. */
export function keyIdOf(publicKey: Uint8Array): string {
  return bytesToHex(sha256(publicKey));
}

export function publicKeyOf(raw: Uint8Array): PublicKey {
  return { keyid: keyIdOf(raw), ed25519: toBase64(raw) };
}

/** Raw bytes of a listed key, or null if it is malformed or its key id is not its own. */
export function rawPublicKey(key: PublicKey): Uint8Array | null {
  const raw = fromBase64(key.ed25519);
  if (raw?.length !== PUBLIC_KEY_BYTES || keyIdOf(raw) !== key.keyid) return null;
  return raw;
}

/** The default: @noble/curves, which runs unchanged in Node, Electron and browsers. */
export const nobleVerifier: Verifier = {
  verify(signature, message, publicKey) {
    if (signature.length !== SIGNATURE_BYTES || publicKey.length !== PUBLIC_KEY_BYTES) return false;
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  },
};

/** Signer from a 32-byte private seed (RFC 8032 §5.1.5). The seed comes from the caller's secure randomness. */
export function signerFromSeed(seed: Uint8Array): Signer {
  const secretKey = Uint8Array.from(seed);
  return {
    publicKey: publicKeyOf(ed25519.getPublicKey(secretKey)),
    sign: (message) => ed25519.sign(message, secretKey),
  };
}
