/** What crews' phones prove themselves with: ECDSA on P-256, which browsers keep non-extractable. */
import { createHash, createPublicKey, verify } from 'node:crypto';

/** `04 ‖ x ‖ y` (SEC 1 §2.3.3). */
const POINT_BYTES = 65;

/** A phone is named by the SHA-256 of its raw public key. */
export const crewDeviceId = (publicKey: string): string =>
  createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex');

/** Whether the holder of `publicKey` signed these lines: ECDSA with SHA-256, r‖s as WebCrypto writes it. */
export function isSignedBy(publicKey: string, lines: readonly string[], signature: string): boolean {
  const point = Buffer.from(publicKey, 'base64');
  if (point.length !== POINT_BYTES || point[0] !== 4) return false;
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    return verify(
      'sha256',
      Buffer.from(lines.join('\n')),
      { key, dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64'),
    );
  } catch {
    // A point that is not on the curve is nobody's key.
    return false;
  }
}
