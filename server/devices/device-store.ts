import { publicKeyOf } from '../../core/trust/index.ts';
import type { Db, Trx } from '../store/database.ts';

export interface Device {
  screenId: string;
  revokedAtMs: number | null;
}

export async function findDevice(db: Db | Trx, deviceId: string): Promise<Device | null> {
  const row = await db
    .selectFrom('devices')
    .select(['screen_id', 'revoked_at_ms'])
    .where('id', '=', deviceId)
    .executeTakeFirst();
  return row === undefined ? null : { screenId: row.screen_id, revokedAtMs: row.revoked_at_ms };
}

/** The device that may speak for a screen, if one is paired. */
export async function deviceOfScreen(db: Db | Trx, screenId: string): Promise<string | null> {
  const row = await db
    .selectFrom('devices')
    .select('id')
    .where('screen_id', '=', screenId)
    .where('revoked_at_ms', 'is', null)
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function noteSeen(db: Db, deviceId: string, nowMs: number): Promise<void> {
  await db.updateTable('devices').set({ last_seen_at_ms: nowMs }).where('id', '=', deviceId).execute();
}

/** A key that was revoked before is bound anew. */
export async function bindDevice(
  trx: Trx,
  publicKey: Uint8Array,
  screenId: string,
  nowMs: number,
): Promise<void> {
  const key = publicKeyOf(publicKey);
  const binding = { screen_id: screenId, paired_at_ms: nowMs, revoked_at_ms: null, last_seen_at_ms: nowMs };
  await trx
    .insertInto('devices')
    .values({ id: key.keyid, public_key: key.ed25519, ...binding })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(binding))
    .execute();
}

/** It has no rights from here on, until a person binds it again. */
export async function revokeDevice(trx: Trx, deviceId: string, nowMs: number): Promise<void> {
  await trx.updateTable('devices').set({ revoked_at_ms: nowMs }).where('id', '=', deviceId).execute();
}
