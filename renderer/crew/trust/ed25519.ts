import { nobleVerifier, PUBLIC_KEY_BYTES, SIGNATURE_BYTES } from '../../../core/trust/index.ts';
import type { AsyncVerify } from './settle.ts';

const copy = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes);

const webCrypto: AsyncVerify = async (signature, message, publicKey) => {
  if (signature.length !== SIGNATURE_BYTES || publicKey.length !== PUBLIC_KEY_BYTES) return false;
  const key = await crypto.subtle.importKey('raw', copy(publicKey), 'Ed25519', false, ['verify']);
  return await crypto.subtle.verify('Ed25519', key, copy(signature), copy(message));
};

const inScript: AsyncVerify = async (signature, message, publicKey) =>
  nobleVerifier.verify(signature, message, publicKey);

/** The base point: a public key every implementation that knows Ed25519 can import. */
const BASE_POINT = Uint8Array.from([0x58, ...Array.from({ length: 31 }, () => 0x66)]);

/** Ed25519 by the browser itself; phones whose browser is older than that (Chrome 137) compute it in script. */
export async function ed25519Verify(): Promise<AsyncVerify> {
  try {
    await crypto.subtle.importKey('raw', BASE_POINT, 'Ed25519', false, ['verify']);
    return webCrypto;
  } catch {
    return inScript;
  }
}
