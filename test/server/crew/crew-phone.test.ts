/** What a crew's phone has to prove, and what it can do for which car. */
import { randomBytes, webcrypto } from 'node:crypto';
import { expect, it } from 'vitest';
import {
  crewChallenge,
  crewSession,
  crewSignIn,
  getCrewDay,
  inviteCrewDevice,
  listCrewDevices,
  postCrewPlays,
  revokeCrewDevice,
} from '../../../core/api/crew.ts';
import type { Contract, RequestOf, ResponseOf } from '../../../core/api/contract.ts';
import { getRoots } from '../../../core/api/device.ts';
import { createUser } from '../../../core/api/people.ts';
import { createUnit, updateUnit } from '../../../core/api/reports.ts';
import { urlOf } from '../../../core/api/url.ts';
import { CREW_SESSION_CONTEXT, CREW_SIGN_IN_CONTEXT, type CrewPlay } from '../../../core/protocol/crew.ts';
import { checkCrewDay, openPinnedRoot } from '../../../core/trust/index.ts';
import { ApiClient } from '../../../tools/api-client.ts';
import { refusal, setUp, testServer, type Person, type TestServer } from '../support/running-server.ts';

const MINUTE_MS = 60_000;

interface Fleet {
  server: TestServer;
  admin: Person;
  unitId: string;
  userId: string;
  clock: { nowMs: number };
}

async function fleet(): Promise<Fleet> {
  const clock = { nowMs: Date.now() };
  const server = await testServer({ nowMs: () => clock.nowMs });
  const admin = await setUp(server);
  const unit = { plate: '', agencyId: null, areaIds: [], voicing: 'horn' as const };
  const { id: unitId } = await admin.api.call(createUnit, { body: { name: 'Mobil 1', ...unit } });
  const body = { username: 'kru1', displayName: 'Kru 1', roles: ['crew' as const], agencyId: null };
  const { user } = await admin.api.call(createUser, { body });
  return { server, admin, unitId, userId: user.id, clock };
}

const linkFor = async ({ admin, unitId, userId }: Fleet): Promise<{ token: string; root: string }> => {
  const { path } = await admin.api.call(inviteCrewDevice, { params: { id: unitId }, body: { userId } });
  const given = new URLSearchParams(path.slice(path.indexOf('#') + 1));
  return { token: given.get('token') ?? '', root: given.get('root') ?? '' };
};

/** A phone's key, and what it signs. */
async function phoneKey() {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  const publicKey = Buffer.from(await webcrypto.subtle.exportKey('raw', keys.publicKey)).toString('base64');
  const sign = async (...lines: string[]) => {
    const bytes = new TextEncoder().encode(lines.join('\n'));
    const by = { name: 'ECDSA', hash: 'SHA-256' };
    return Buffer.from(await webcrypto.subtle.sign(by, keys.privateKey, bytes)).toString('base64');
  };
  return { publicKey, sign };
}
type PhoneKey = Awaited<ReturnType<typeof phoneKey>>;

async function signIn({ server }: Fleet, key: PhoneKey, token: string) {
  const signature = await key.sign(CREW_SIGN_IN_CONTEXT, token);
  const body = { token, publicKey: key.publicKey, signature, label: 'Chrome 140 · Android 13' };
  return await new ApiClient(server.url).call(crewSignIn, { body });
}

async function session({ server }: Fleet, key: PhoneKey, deviceId: string): Promise<string> {
  const api = new ApiClient(server.url);
  const { nonce } = await api.call(crewChallenge, {});
  const signature = await key.sign(CREW_SESSION_CONTEXT, nonce);
  return (await api.call(crewSession, { body: { deviceId, nonce, signature } })).token;
}

async function call<C extends Contract>(
  { server }: Fleet,
  token: string,
  contract: C,
  request: RequestOf<C>,
): Promise<{ status: number; answer: ResponseOf<C> & { code?: string } }> {
  const { body } = request as { body?: unknown };
  const response = await fetch(server.url + urlOf(contract, request), {
    method: contract.method.toUpperCase(),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  return { status: response.status, answer: await response.json() };
}

const nonce = () => randomBytes(18).toString('base64');

it('a link signs one phone in, once, and not for long', async () => {
  const where = await fleet();
  const { token } = await linkFor(where);
  await signIn(where, await phoneKey(), token);
  expect(await refusal(signIn(where, await phoneKey(), token))).toBe('link_used_or_expired');

  const second = await linkFor(where);
  where.clock.nowMs += 11 * MINUTE_MS;
  expect(await refusal(signIn(where, await phoneKey(), second.token))).toBe('link_used_or_expired');

  const replaced = await linkFor(where);
  await linkFor(where);
  expect(await refusal(signIn(where, await phoneKey(), replaced.token))).toBe('link_used_or_expired');
});

it('a phone that cannot sign with its key neither signs in nor opens a session, and no challenge serves twice', async () => {
  const where = await fleet();
  const api = new ApiClient(where.server.url);
  const key = await phoneKey();
  const other = await phoneKey();
  const { token } = await linkFor(where);
  const stolen = { ...key, sign: other.sign };
  expect(await refusal(signIn(where, stolen, token))).toBe('not_authentic');
  const { deviceId } = await signIn(where, key, token);
  expect(await refusal(session(where, stolen, deviceId))).toBe('not_authentic');
  const challenge = (await api.call(crewChallenge, {})).nonce;
  const signature = await key.sign(CREW_SESSION_CONTEXT, challenge);
  const body = { deviceId, nonce: challenge, signature };
  await api.call(crewSession, { body });
  expect(await refusal(api.call(crewSession, { body }))).toBe('not_authentic');
});

it('only a crew member can be invited', async () => {
  const where = await fleet();
  const { admin, unitId } = where;
  const inviting = admin.api.call(inviteCrewDevice, {
    params: { id: unitId },
    body: { userId: admin.user.id },
  });
  expect(await refusal(inviting)).toBe('not_crew');
});

it('the day is signed for this phone’s question under the root the QR code names, and waits for a change', async () => {
  const where = await fleet();
  const { admin, unitId, userId, server } = where;
  const key = await phoneKey();
  const link = await linkFor(where);
  const token = await session(where, key, (await signIn(where, key, link.token)).deviceId);
  const root = (await new ApiClient(server.url).call(getRoots, {})).at(-1);
  if (root === undefined) throw new Error('no root');
  const pinned = openPinnedRoot(root, link.root);
  if (!pinned.ok) throw new Error(pinned.error.code);
  const asked = nonce();
  const first = await call(where, token, getCrewDay, { query: { nonce: asked, rootVersion: 0 } });
  const { day, fingerprint } = first.answer;
  if (day === null) throw new Error('no day');
  const expected = { unitId, userId, nonce: asked, notBeforeMs: 0 };
  expect(checkCrewDay(day, pinned.value, expected)).toMatchObject({
    ok: true,
    value: { unitName: 'Mobil 1', tours: [] },
  });
  expect(checkCrewDay(day, pinned.value, { ...expected, nonce: nonce() })).toMatchObject({
    ok: false,
    error: { code: 'nonce_mismatch' },
  });
  expect(checkCrewDay(day, pinned.value, { ...expected, unitId: 'lain' })).toMatchObject({
    ok: false,
    error: { code: 'wrong_recipient' },
  });

  const query = { rootVersion: 1, known: fingerprint };
  const unchanged = await call(where, token, getCrewDay, { query: { ...query, nonce: nonce() } });
  expect(unchanged.answer).toMatchObject({ day: null, fingerprint });
  const waiting = call(where, token, getCrewDay, { query: { ...query, nonce: nonce(), waitMs: 30_000 } });
  const body = { name: 'Mobil Satu', plate: '', agencyId: null, areaIds: [], voicing: 'horn' as const };
  await admin.api.call(updateUnit, { params: { id: unitId }, body });
  expect((await waiting).answer.fingerprint).not.toBe(fingerprint);
});

it('a revoked phone is out at once; a new link lets the same phone in again', async () => {
  const where = await fleet();
  const { admin, unitId } = where;
  const key = await phoneKey();
  const { deviceId } = await signIn(where, key, (await linkFor(where)).token);
  const token = await session(where, key, deviceId);
  expect(await admin.api.call(listCrewDevices, { params: { id: unitId } })).toMatchObject([
    { id: deviceId, label: 'Chrome 140 · Android 13' },
  ]);
  await admin.api.call(revokeCrewDevice, { params: { id: deviceId } });
  const ask = { query: { nonce: nonce(), rootVersion: 0 } };
  expect((await call(where, token, getCrewDay, ask)).answer.code).toBe('device_unknown');
  expect(await refusal(session(where, key, deviceId))).toBe('device_revoked');
  expect(await admin.api.call(listCrewDevices, { params: { id: unitId } })).toEqual([]);

  await signIn(where, key, (await linkFor(where)).token);
  const again = await session(where, key, deviceId);
  expect((await call(where, again, getCrewDay, ask)).status).toBe(200);
});

it('a play counts once however often and in whatever company it is sent, and only for cars the phone signed in for', async () => {
  const where = await fleet();
  const { unitId, userId, clock } = where;
  const key = await phoneKey();
  const token = await session(where, key, (await signIn(where, key, (await linkFor(where)).token)).deviceId);
  const playOf = (sequence: number, changes: Partial<CrewPlay['play']> = {}): CrewPlay => ({
    play: {
      storeEpoch: 'e1',
      sequence,
      unitId,
      userId,
      tourId: null,
      how: 'live',
      announcementId: 'ktp',
      clipSha256: null,
      startMs: clock.nowMs,
      endMs: clock.nowMs + 1000,
      complete: true,
      position: null,
      ...changes,
    },
    quietOverridden: [],
  });
  const send = async (...plays: CrewPlay[]) =>
    (await call(where, token, postCrewPlays, { body: { plays } })).answer;
  expect(await send(playOf(1), playOf(2))).toEqual({ stored: 2 });
  expect(await send(playOf(1), playOf(2), playOf(3))).toEqual({ stored: 1 });
  expect(await send(playOf(1, { storeEpoch: 'e2' }))).toEqual({ stored: 1 });
  expect((await send(playOf(4, { unitId: 'lain' }))).code).toBe('other_unit');
});
