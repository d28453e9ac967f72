/** One key for each approver. Retired keys lose their private half, but stay known while what they signed may air. */
import { randomBytes } from 'node:crypto';
import { AnnouncementContent } from '../../core/model/catalogue.ts';
import { err, ok, type Result } from '../../core/model/result.ts';
import { Envelope, signerFromSeed, type Signer } from '../../core/trust/index.ts';
import type { Db, Trx } from '../store/database.ts';
import { readJson, writeJson } from '../store/json.ts';
import type { HeldKey } from './root-chain.ts';
import { openSealedKey, sealKey, SealedKey } from './sealed-key.ts';

/** Instead of a sealed key, once it has been destroyed. */
const DESTROYED = writeJson(null);

export async function addApproverKey(
  trx: Trx,
  userId: string,
  password: string,
  nowMs: number,
): Promise<void> {
  const seed = randomBytes(32);
  const { publicKey } = signerFromSeed(seed);
  await trx
    .insertInto('approver_keys')
    .values({
      keyid: publicKey.keyid,
      user_id: userId,
      public_key: publicKey.ed25519,
      sealed_private_key: writeJson(await sealKey(seed, publicKey.keyid, password)),
      created_at_ms: nowMs,
      retired_at_ms: null,
    })
    .execute();
}

/** Destroys the private half of the user's key. Answers whether there was one. */
export async function retireKeyOf(trx: Trx, userId: string, nowMs: number): Promise<boolean> {
  const result = await trx
    .updateTable('approver_keys')
    .set({ retired_at_ms: nowMs, sealed_private_key: DESTROYED })
    .where('user_id', '=', userId)
    .where('retired_at_ms', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export const activeKeyOf = (db: Db | Trx, userId: string) =>
  db
    .selectFrom('approver_keys')
    .select(['keyid', 'sealed_private_key'])
    .where('user_id', '=', userId)
    .where('retired_at_ms', 'is', null)
    .executeTakeFirst();

/** Errors: `no_approver_key`, `wrong_password`. */
export async function unlockKeyOf(
  db: Db | Trx,
  userId: string,
  password: string,
): Promise<Result<Signer, { code: 'wrong_password' | 'no_approver_key' }>> {
  const row = await activeKeyOf(db, userId);
  if (row === undefined) return err({ code: 'no_approver_key' });
  const seed = await openSealedKey(readJson(SealedKey, row.sealed_private_key), row.keyid, password);
  return seed.ok ? ok(signerFromSeed(seed.value)) : seed;
}

/**
 * Keys the root names as approvers: those in use, and retired ones that signed what may still air. A retired key cannot
 * sign anything new here, its private half is gone; without its public half, all it approved that still airs, evergreen
 * content too, would leave the screens with it. Whoever stole it before can go on approving until then: what is withdrawn
 * or over keeps no key.
 */
export async function listedKeys(db: Db | Trx, nowMs: number): Promise<HeldKey[]> {
  const rows = await db
    .selectFrom('approver_keys')
    .select(['keyid', 'public_key', 'user_id', 'retired_at_ms'])
    .orderBy('keyid')
    .execute();
  const isAnyRetired = rows.some((row) => row.retired_at_ms !== null);
  const needed = isAnyRetired ? await signersOfWhatAirs(db, nowMs) : new Set<string>();
  return rows
    .filter((row) => row.retired_at_ms === null || needed.has(row.keyid))
    .map((row) => ({ key: { keyid: row.keyid, ed25519: row.public_key }, userId: row.user_id }));
}

/** Whether all of these are keys in use: nothing has to be read to know that none of them is unneeded. */
export async function areInUse(db: Db | Trx, keyids: readonly string[]): Promise<boolean> {
  const rows = await db
    .selectFrom('approver_keys')
    .select('keyid')
    .where('retired_at_ms', 'is', null)
    .execute();
  const inUse = new Set(rows.map(({ keyid }) => keyid));
  return keyids.every((keyid) => inUse.has(keyid));
}

/** Ids of the keys that signed approvals which are neither withdrawn nor over. */
async function signersOfWhatAirs(db: Db | Trx, nowMs: number): Promise<ReadonlySet<string>> {
  const announcements = await db
    .selectFrom('announcements')
    .innerJoin('approvals', 'approvals.sha256', 'announcements.approval_sha256')
    .select(['announcements.content', 'approvals.envelope'])
    .where('announcements.state', '=', 'approved')
    .execute();
  const around = await db
    .selectFrom('around_versions')
    .select('envelope')
    .where('state', '=', 'approved')
    .execute();
  const envelopes = [
    ...announcements.filter(({ content }) => readJson(AnnouncementContent, content).validUntilMs > nowMs),
    ...around,
  ].flatMap(({ envelope }) => (envelope === null ? [] : [readJson(Envelope, envelope)]));
  return new Set(envelopes.flatMap(({ signatures }) => signatures.map(({ keyid }) => keyid)));
}
