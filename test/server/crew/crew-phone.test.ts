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
import { createUser, updateUser } from '../../../core/api/people.ts';
import { createUnit, updateUnit } from '../../../core/api/reports.ts';
import { createTour, getTourProof, updateTour } from '../../../core/api/tours.ts';
import { urlOf } from '../../../core/api/url.ts';
import { CREW_SESSION_CONTEXT, CREW_SIGN_IN_CONTEXT, type CrewPlay } from '../../../core/protocol/crew.ts';
import { checkCrewDay, openPinnedRoot } from '../../../core/trust/index.ts';
import { ApiClient } from '../../../tools/api-client.ts';
import { refusal, setUp, testServer, type Person, type TestServer } from '../support/running-server.ts';

const MINUTE_MS = 60_000;

/** A car, but for its crew. */
const CAR = { name: 'Mobil 1', plate: '', agencyId: null, areaIds: [], voicing: 'horn' as const };

interface Fleet {
  server: TestServer;
  admin: Person;
  unitId: string;
  /** Its one crew member. */
  userId: string;
  clock: { nowMs: number };
}

async function fleet(): Promise<Fleet> {
  const clock = { nowMs: Date.now() };
  const server = await testServer({ nowMs: () => clock.nowMs });
  const admin = await setUp(server);
  const body = { username: 'kru1', displayName: 'Kru 1', roles: ['crew' as const], agencyId: null };
  const { user } = await admin.api.call(createUser, { body });
  const unit = { ...CAR, memberIds: [user.id] };
  const { id: unitId } = await admin.api.call(createUnit, { body: unit });
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

it('only a member of the car’s crew can be invited', async () => {
  const { admin, unitId, userId } = await fleet();
  const { api } = admin;
  const inviting = (to: { unitId: string; userId: string }) =>
    refusal(api.call(inviteCrewDevice, { params: { id: to.unitId }, body: { userId: to.userId } }));
  expect(await inviting({ unitId, userId: admin.user.id })).toBe('not_crew');
  const { id: other } = await api.call(createUnit, { body: { ...CAR, name: 'Mobil 2' } });
  expect(await inviting({ unitId: other, userId })).toBe('not_member');
  expect(await inviting({ unitId: 'tidak-ada', userId })).toBe('not_found');
});

it.each([
  [
    'is taken off the car',
    'not_member',
    ({ admin, unitId }: Fleet) =>
      admin.api.call(updateUnit, { params: { id: unitId }, body: { ...CAR, memberIds: [] } }),
  ],
  [
    'loses the role',
    'not_crew',
    ({ admin, userId }: Fleet) =>
      admin.api.call(updateUser, { params: { id: userId }, body: { roles: ['viewer'] } }),
  ],
])('whoever %s is out at once, with phone and link', async (_how, code, takeAway) => {
  const where = await fleet();
  const key = await phoneKey();
  const { deviceId } = await signIn(where, key, (await linkFor(where)).token);
  const unused = await linkFor(where);
  const token = await session(where, key, deviceId);
  const { fingerprint } = (
    await call(where, token, getCrewDay, { query: { nonce: nonce(), rootVersion: 0 } })
  ).answer;
  const query = { nonce: nonce(), rootVersion: 1, known: fingerprint, waitMs: 30_000 };
  const waiting = call(where, token, getCrewDay, { query });

  await takeAway(where);
  expect((await waiting).answer.code).toBe('device_unknown');
  expect(await refusal(session(where, key, deviceId))).toBe('device_revoked');
  expect(await refusal(signIn(where, await phoneKey(), unused.token))).toBe(code);
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
  const body = { ...CAR, name: 'Mobil Satu', memberIds: [userId] };
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

/** A play of the fleet's own car, with a number. */
const playOf = (
  { unitId, userId, clock: { nowMs } }: Fleet,
  sequence: number,
  changes: Partial<CrewPlay['play']> = {},
): CrewPlay => ({
  play: {
    storeEpoch: 'e1',
    sequence,
    unitId,
    userId,
    tourId: null,
    how: 'live',
    announcementId: 'ktp',
    clipSha256: null,
    startMs: nowMs,
    endMs: nowMs + 1000,
    complete: true,
    position: null,
    ...changes,
  },
  quietOverridden: [],
});

/** A signed-in phone's way to deliver plays; the answer, or the code of its refusal. */
async function delivery(where: Fleet): Promise<(...plays: CrewPlay[]) => Promise<unknown>> {
  const key = await phoneKey();
  const token = await session(where, key, (await signIn(where, key, (await linkFor(where)).token)).deviceId);
  return async (...plays) => {
    const { answer } = await call(where, token, postCrewPlays, { body: { plays } });
    return answer.code ?? answer;
  };
}

it('a play counts once however often and in whatever company it is sent, and only for cars the phone signed in for', async () => {
  const where = await fleet();
  const send = await delivery(where);
  const play = (...of: [number, Partial<CrewPlay['play']>?]) => playOf(where, ...of);
  expect(await send(play(1), play(2))).toEqual({ stored: 2 });
  expect(await send(play(1), play(2), play(3))).toEqual({ stored: 1 });
  expect(await send(play(1, { storeEpoch: 'e2' }))).toEqual({ stored: 1 });
  expect(await send(play(4, { unitId: 'lain' }))).toBe('other_unit');
});

it('of a batch with a play that cannot be stored nothing is; sent one by one, all others are, once', async () => {
  const where = await fleet();
  const send = await delivery(where);
  const plays = [
    playOf(where, 1),
    playOf(where, 2, { unitId: 'lain' }),
    playOf(where, 3, { endMs: where.clock.nowMs - 1 }),
    playOf(where, 4),
  ];
  expect(await send(...plays.slice(0, 2))).toBe('other_unit');
  expect(await send(...plays)).toBe('invalid_request');
  const answers = [];
  for (const play of plays) answers.push(await send(play));
  expect(answers).toEqual([{ stored: 1 }, 'other_unit', 'invalid_request', { stored: 1 }]);
  expect(await send(playOf(where, 1), playOf(where, 4))).toEqual({ stored: 0 });
});

it('a play counts for a tour of its own car, also one that was given to another while it played, and for no other', async () => {
  const where = await fleet();
  const { api } = where.admin;
  const { id: other } = await api.call(createUnit, { body: { ...CAR, name: 'Mobil 2' } });
  const plan = {
    unitId: where.unitId,
    crewIds: [],
    date: new Date(where.clock.nowMs + 7 * 3_600_000).toISOString().slice(0, 10),
    startLocal: '00:00',
    endLocal: '23:59',
    areaIds: [],
    stops: [],
    clips: [],
    repeats: 1,
    gapMs: 0,
    note: '',
  };
  const own = await api.call(createTour, { body: plan });
  const foreign = await api.call(createTour, { body: { ...plan, unitId: other } });
  const body = { revision: own.revision, plan: { ...plan, unitId: other } };
  await api.call(updateTour, { params: { id: own.id }, body });

  const send = await delivery(where);
  const plays = [playOf(where, 1, { tourId: own.id }), playOf(where, 2, { tourId: foreign.id })];
  expect(await send(...plays)).toEqual({ stored: 2 });
  const heardOn = async (id: string) => (await api.call(getTourProof, { params: { id } })).plays.length;
  expect([await heardOn(own.id), await heardOn(foreign.id)]).toEqual([1, 0]);
});
