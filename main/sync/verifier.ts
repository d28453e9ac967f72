import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES, type Verifier } from '../../core/trust/index.ts';

const REMEMBERED = 64;
const keys = new Map<string, KeyObject | null>();

/**
 * Ed25519 by Node's own library: a manifest with hundreds of approvals is checked without the page's signs of life
 * waiting so long that it is taken for hung.
 */
export const nodeVerifier: Verifier = {
  verify(signature, message, publicKey) {
    if (signature.length !== SIGNATURE_BYTES || publicKey.length !== PUBLIC_KEY_BYTES) return false;
    const key = keyOf(publicKey);
    return key !== null && verify(null, message, key, signature);
  },
};

function keyOf(publicKey: Uint8Array): KeyObject | null {
  const x = Buffer.from(publicKey).toString('base64url');
  const known = keys.get(x);
  if (known !== undefined) return known;
  if (keys.size >= REMEMBERED) keys.clear();
  const key = parse(x);
  keys.set(x, key);
  return key;
}

/** Null for bytes that are no point of the curve. */
function parse(x: string): KeyObject | null {
  try {
    return createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } });
  } catch {
    return null;
  }
}
