/** One-time links, the phones that used them, and taking their rights away. */
import { MobileUnit, type User } from '../../core/model/catalogue.ts';
import { err, ok, type Result } from '../../core/model/result.ts';
import type { CrewDevice } from '../../core/protocol/crew.ts';
import { hashToken, newToken } from '../auth/tokens.ts';
import { userOf } from '../auth/users.ts';
import { orNotFound, Refusal } from '../http/refusal.ts';
import type { Db, Trx } from '../store/database.ts';
import { readJson } from '../store/json.ts';
import type { Row } from '../store/tables.ts';

/** Long enough to fetch the phone from the car, too short to be found later. */
const LINK_VALID_MS = 10 * 60_000;

/** Refuses with `not_found`. */
export async function unitById(db: Db | Trx, id: string): Promise<MobileUnit> {
  const row = orNotFound(
    await db.selectFrom('mobile_units').selectAll().where('id', '=', id).executeTakeFirst(),
  );
  return { id: row.id, ...readJson(MobileUnit.omit({ id: true }), row.spec) };
}

/**
 * The person, if they may drive this unit: their work is that of a crew, and theirs is this one. They need no password:
 * the phone's key is theirs. Refuses with `not_found` where there is no such unit.
 */
async function memberOf(
  db: Db | Trx,
  { unitId, userId }: { unitId: string; userId: string },
): Promise<Result<User, { code: 'not_crew' | 'not_member' }>> {
  const row = await db.selectFrom('users').selectAll().where('id', '=', userId).executeTakeFirst();
  const user = row === undefined ? null : userOf(row);
  if (user === null || user.state === 'disabled' || !user.roles.includes('crew'))
    return err({ code: 'not_crew' });
  const { memberIds } = await unitById(db, unitId);
  return memberIds.includes(userId) ? ok(user) : err({ code: 'not_member' });
}

/** Refuses with `not_crew`, `not_member` or `not_found`. */
export async function crewMember(db: Db | Trx, who: { unitId: string; userId: string }): Promise<User> {
  const member = await memberOf(db, who);
  if (!member.ok) throw new Refusal(member.error.code);
  return member.value;
}

/** A link that works once and not for long; links not used before it expire as well. */
export async function issueCrewLink(
  trx: Trx,
  to: { unitId: string; userId: string },
  nowMs: number,
): Promise<{ token: string; expiresAtMs: number }> {
  const token = newToken();
  const expiresAtMs = nowMs + LINK_VALID_MS;
  await trx
    .deleteFrom('crew_links')
    .where('user_id', '=', to.userId)
    .where('used_at_ms', 'is', null)
    .execute();
  await trx
    .insertInto('crew_links')
    .values({
      token_hash: hashToken(token),
      unit_id: to.unitId,
      user_id: to.userId,
      expires_at_ms: expiresAtMs,
      used_at_ms: null,
      device_id: null,
    })
    .execute();
  return { token, expiresAtMs };
}

/** Uses a link up for a phone, which from here on may act for the link's unit. Refuses with `link_used_or_expired`. */
export async function bindCrewDevice(
  trx: Trx,
  phone: { token: string; deviceId: string; publicKey: string; label: string },
  nowMs: number,
): Promise<{ unitId: string; userId: string }> {
  const link = await trx
    .updateTable('crew_links')
    .set({ used_at_ms: nowMs, device_id: phone.deviceId })
    .where('token_hash', '=', hashToken(phone.token))
    .where('used_at_ms', 'is', null)
    .where('expires_at_ms', '>', nowMs)
    .returning(['unit_id', 'user_id'])
    .executeTakeFirst();
  if (link === undefined) throw new Refusal('link_used_or_expired');
  const bound = {
    public_key: phone.publicKey,
    unit_id: link.unit_id,
    user_id: link.user_id,
    label: phone.label,
    signed_in_at_ms: nowMs,
    last_seen_at_ms: nowMs,
    revoked_at_ms: null,
  };
  await trx
    .insertInto('crew_devices')
    .values({ id: phone.deviceId, ...bound })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(bound))
    .execute();
  return { unitId: link.unit_id, userId: link.user_id };
}

const deviceOf = (row: Row<'crew_devices'>): CrewDevice => ({
  id: row.id,
  unitId: row.unit_id,
  userId: row.user_id,
  label: row.label,
  signedInAtMs: row.signed_in_at_ms,
  lastSeenAtMs: row.last_seen_at_ms,
});

export async function crewDevicesOf(db: Db, unitId: string): Promise<CrewDevice[]> {
  const rows = await db
    .selectFrom('crew_devices')
    .selectAll()
    .where('unit_id', '=', unitId)
    .where('revoked_at_ms', 'is', null)
    .orderBy('signed_in_at_ms', 'desc')
    .execute();
  return rows.map(deviceOf);
}

/** Refuses with `not_found` where there is none, or none any more. */
export async function endCrewDevice(trx: Trx, id: string, nowMs: number): Promise<CrewDevice> {
  const row = await trx
    .updateTable('crew_devices')
    .set({ revoked_at_ms: nowMs })
    .where('id', '=', id)
    .where('revoked_at_ms', 'is', null)
    .returningAll()
    .executeTakeFirst();
  return deviceOf(orNotFound(row));
}

/** A phone that has rights, of a member of its unit's crew. Refuses with `device_unknown` or `device_revoked`. */
export async function activeCrewDevice(
  db: Db,
  id: string,
): Promise<{ device: CrewDevice; publicKey: string }> {
  const row = await db.selectFrom('crew_devices').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) throw new Refusal('device_unknown');
  const device = deviceOf(row);
  if (row.revoked_at_ms !== null || !(await memberOf(db, device)).ok) throw new Refusal('device_revoked');
  return { device, publicKey: row.public_key };
}

export async function noteCrewSeen(db: Db, id: string, nowMs: number): Promise<void> {
  await db.updateTable('crew_devices').set({ last_seen_at_ms: nowMs }).where('id', '=', id).execute();
}
