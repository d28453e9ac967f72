import { toBase64 } from '../../../core/trust/index.ts';
import type { PhoneKey } from '../store/database.ts';

/** A key of this phone alone: the browser signs with it and gives its private half to nobody, not even to us. */
export async function newPhoneKey(): Promise<PhoneKey> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', publicKey));
  return { privateKey, publicKey: toBase64(point) };
}

export async function signLines(privateKey: CryptoKey, lines: readonly string[]): Promise<string> {
  const message = new TextEncoder().encode(lines.join('\n'));
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, message);
  return toBase64(new Uint8Array(signature));
}
