const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const VALUE_OF_CODE = new Int8Array(128).fill(-1);
for (let value = 0; value < 64; value += 1) VALUE_OF_CODE[ALPHABET.charCodeAt(value)] = value;

/** Groups encoded at a time; keeps the argument list of `join` and the string builder small. */
const GROUPS_PER_PIECE = 8192;

/** Base64 with padding (RFC 4648 §4). */
export function toBase64(bytes: Uint8Array): string {
  const pieces: string[] = [];
  const step = GROUPS_PER_PIECE * 3;
  for (let start = 0; start < bytes.length; start += step) {
    pieces.push(encodePiece(bytes.subarray(start, start + step)));
  }
  return pieces.join('');
}

function encodePiece(bytes: Uint8Array): string {
  let encoded = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const present = Math.min(3, bytes.length - at);
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    encoded += ALPHABET.charAt(group >> 18) + ALPHABET.charAt((group >> 12) & 63);
    encoded += present > 1 ? ALPHABET.charAt((group >> 6) & 63) : '=';
    encoded += present > 2 ? ALPHABET.charAt(group & 63) : '=';
  }
  return encoded;
}

/**
 * Bytes of padded base64, or null. Strict (RFC 4648 §3.5): unused bits must be zero, so every byte string
 * has exactly one spelling and a changed character is never the same signature or payload.
 */
export function fromBase64(encoded: string): Uint8Array | null {
  if (encoded.length % 4 !== 0) return null;
  const padding = encoded.endsWith('==') ? 2 : encoded.endsWith('=') ? 1 : 0;
  const digits = encoded.length - padding;
  const bytes = new Uint8Array((encoded.length / 4) * 3 - padding);
  let bits = 0;
  let bitCount = 0;
  let written = 0;
  for (let at = 0; at < digits; at += 1) {
    const value = VALUE_OF_CODE[encoded.charCodeAt(at)] ?? -1;
    if (value < 0) return null;
    bits = ((bits << 6) | value) & 0xffff;
    bitCount += 6;
    if (bitCount >= 8) {
      bitCount -= 8;
      bytes[written] = (bits >> bitCount) & 0xff;
      written += 1;
    }
  }
  const unusedBits = bits & ((1 << bitCount) - 1);
  return unusedBits === 0 ? bytes : null;
}
