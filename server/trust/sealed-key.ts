/** Approvers' private keys at rest: encrypted under a key only the approver's own password yields. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import { z } from 'zod';
import { AppError } from '../../core/model/app-error.ts';
import { err, ok, type Result } from '../../core/model/result.ts';

const SEED_BYTES = 32;
const SALT_BYTES = 16;
/** GCM's own nonce size (NIST SP 800-38D §8.2); random, since each sealing has a new key through its salt. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';
/** Bound into the ciphertext, so that one approver's row cannot be put under another's name. */
const context = (keyid: string): Buffer => Buffer.from(`wawar-approver-key-v1\n${keyid}`, 'utf8');

/** argon2id cost: RFC 9106 §4 second choice (64 MiB, 3 passes); stored with each key so that it can be raised. */
const COST = { memoryKiB: 65_536, passes: 3, lanes: 1 } as const;

export const SealedKey = z.strictObject({
  kdf: z.strictObject({
    name: z.literal('argon2id'),
    memoryKiB: z.int().positive(),
    passes: z.int().positive(),
    lanes: z.int().positive(),
    salt: z.base64(),
  }),
  nonce: z.base64(),
  ciphertext: z.base64(),
});
export type SealedKey = z.infer<typeof SealedKey>;

/** Seals a 32-byte Ed25519 seed under `password`; `keyid` names the public key it belongs to. */
export async function sealKey(seed: Uint8Array, keyid: string, password: string): Promise<SealedKey> {
  if (seed.length !== SEED_BYTES) throw new AppError('key_invalid', 'An Ed25519 seed has 32 bytes');
  const salt = randomBytes(SALT_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const kdf = { name: 'argon2id', ...COST, salt: salt.toString('base64') } as const;
  const cipher = createCipheriv(CIPHER, await deriveKey(password, kdf), nonce);
  cipher.setAAD(context(keyid));
  const ciphertext = Buffer.concat([cipher.update(seed), cipher.final(), cipher.getAuthTag()]);
  return { kdf, nonce: nonce.toString('base64'), ciphertext: ciphertext.toString('base64') };
}

/** The seed again. Error: `wrong_password`, also when the sealed key was tampered with or is another's. */
export async function openSealedKey(
  sealed: SealedKey,
  keyid: string,
  password: string,
): Promise<Result<Uint8Array, { code: 'wrong_password' }>> {
  const bytes = Buffer.from(sealed.ciphertext, 'base64');
  if (bytes.length !== SEED_BYTES + TAG_BYTES) return err({ code: 'wrong_password' });
  const key = await deriveKey(password, sealed.kdf);
  const decipher = createDecipheriv(CIPHER, key, Buffer.from(sealed.nonce, 'base64'));
  decipher.setAAD(context(keyid));
  decipher.setAuthTag(bytes.subarray(SEED_BYTES));
  const seed = decipher.update(bytes.subarray(0, SEED_BYTES));
  try {
    decipher.final();
  } catch {
    // The tag does not fit: node:crypto has no other way to say so.
    return err({ code: 'wrong_password' });
  }
  return ok(seed);
}

function deriveKey(password: string, kdf: SealedKey['kdf']): Promise<Buffer> {
  return hashRaw(password.normalize('NFC'), {
    memoryCost: kdf.memoryKiB,
    timeCost: kdf.passes,
    parallelism: kdf.lanes,
    outputLen: 32,
    salt: Buffer.from(kdf.salt, 'base64'),
  });
}
