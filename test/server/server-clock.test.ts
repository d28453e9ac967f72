import { join } from 'node:path';
import fc from 'fast-check';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { getWithdrawal, withdrawAnnouncement } from '../../core/api/announcements.ts';
import { getHealth, listAudit } from '../../core/api/reports.ts';
import { publish } from '../../core/api/schedule.ts';
import { confirmServerTime, getServerTime } from '../../core/api/server-time.ts';
import { fromBase64 } from '../../core/trust/index.ts';
import { Renewal } from '../../core/trust/statements.ts';
import { forgetOldSightings } from '../../server/eyes/sightings.ts';
import { ServerClock } from '../../server/server-clock.ts';
import { openDatabase } from '../../server/store/database.ts';
import { workFolder } from '../support/work-folder.ts';
import { ApiClient } from '../../tools/api-client.ts';
import {
  allDay,
  approve,
  city,
  DAY_MS,
  evergreen,
  HOUR_MS,
  inReview,
  pairedDevice,
  plan,
} from './director/support/city.ts';
import { refusal, setUp, testServer } from './support/running-server.ts';

const YEAR_MS = 365 * DAY_MS;
const START_MS = Date.UTC(2026, 7, 17);

/** A clock over a machine whose uptime and system clock the test turns. */
async function machine() {
  const db = await openDatabase(join(await workFolder(), 'wawar.sqlite'));
  onTestFinished(() => db.destroy());
  const at = { uptimeMs: 0, offsetMs: START_MS };
  const open = () =>
    ServerClock.open({
      db,
      wallMs: () => at.uptimeMs + at.offsetMs,
      uptimeMs: () => at.uptimeMs,
      log: pino({ level: 'silent' }),
    });
  return { at, db, open };
}

it('however the system clock is set, the server’s time never moves further than clocks are corrected', async () => {
  const { at, open } = await machine();
  const step = fc.record({
    passMs: fc.integer({ min: 0, max: 3 * DAY_MS }),
    setByMs: fc.oneof(
      fc.constant(0),
      fc.integer({ min: -HOUR_MS, max: DAY_MS }),
      fc.integer({ min: -2 * YEAR_MS, max: 2 * YEAR_MS }),
    ),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      Object.assign(at, { uptimeMs: 0, offsetMs: START_MS });
      const clock = await open();
      let beforeMs = clock.nowMs();
      for (const { passMs, setByMs } of steps) {
        at.uptimeMs += passMs;
        at.offsetMs += setByMs;
        const nowMs = clock.nowMs();
        const movedMs = nowMs - beforeMs - passMs;
        expect(movedMs).toBeGreaterThanOrEqual(-HOUR_MS);
        expect(movedMs).toBeLessThanOrEqual(DAY_MS);
        expect(clock.view().state).toBe(nowMs === at.uptimeMs + at.offsetMs ? 'follows' : 'holds');
        beforeMs = nowMs;
      }
    }),
    { numRuns: 60 },
  );
});

it('a system clock that comes back is followed again by itself', async () => {
  const { at, open } = await machine();
  const clock = await open();
  at.offsetMs += YEAR_MS;
  at.uptimeMs += 3 * 60_000;
  expect(clock.view()).toMatchObject({ state: 'holds', nowMs: START_MS + 3 * 60_000 });
  at.offsetMs -= YEAR_MS;
  expect(clock.view()).toMatchObject({ state: 'follows', nowMs: START_MS + 3 * 60_000 });
});

it.each([
  ['two hours back', -2 * HOUR_MS, false],
  ['half an hour back', -HOUR_MS / 2, true],
  ['off for a month', 30 * DAY_MS, true],
  ['a year ahead', YEAR_MS, false],
])('a start with the clock %s signs: %o ms → %s', async (_, byMs, maySign) => {
  const { at, open } = await machine();
  await (await open()).note();
  at.offsetMs += byMs;
  expect((await open()).maySign()).toBe(maySign);
});

it('a clock that is set right some seconds after the start is believed without a person', async () => {
  const { at, open } = await machine();
  await (await open()).note();
  at.offsetMs -= YEAR_MS;
  const clock = await open();
  expect(clock.view().state).toBe('unconfirmed');
  at.uptimeMs += 20_000;
  at.offsetMs += YEAR_MS;
  expect(clock.maySign()).toBe(true);
  expect(clock.view()).toMatchObject({ state: 'follows', nowMs: START_MS + 20_000 });
});

it('a leap of a year is not signed into players’ clocks; an administrator confirms a time, on record', async () => {
  let aheadMs = 0;
  const where = await city({ nowMs: () => Date.now() + aheadMs, uptimeMs: () => performance.now() });
  await evergreen(where);
  const device = await pairedDevice(where);
  const signedMs = async () => {
    device.send({ type: 'renew', nonce: Buffer.alloc(24).toString('base64') });
    const { envelope } = await device.next('renewal');
    const text = new TextDecoder().decode(fromBase64(envelope.payload) ?? undefined);
    return Renewal.parse(JSON.parse(text)).serverTimeMs;
  };
  aheadMs = YEAR_MS;
  expect(Math.abs((await signedMs()) - Date.now())).toBeLessThan(HOUR_MS);
  expect(await where.editor.api.call(getServerTime, {})).toMatchObject({ state: 'holds' });
  expect((await where.editor.api.call(getHealth, {})).status).toBe('degraded');
  expect(await refusal(where.editor.api.call(confirmServerTime, {}))).toBe('forbidden');
  expect(await where.admin.api.call(confirmServerTime, {})).toMatchObject({ state: 'follows' });
  expect(await signedMs()).toBeGreaterThan(Date.now() + YEAR_MS - HOUR_MS);
});

it('started with a clock before the last noted time, the server runs but publishes nothing until it is confirmed', async () => {
  const where = await city();
  const validFromMs = Date.now() - 30 * DAY_MS;
  const kota = { evergreen: true, maxPriority: 10, validFromMs };
  const { id } = await approve(where, await inReview(where, 'kota', kota));
  const entry = allDay(id);
  await plan(where, { ...entry, rules: { ...entry.rules, priority: 10 } });
  await where.server.close();
  const early = await testServer({
    dataDir: where.server.dataDir,
    nowMs: () => Date.now() - 2 * DAY_MS,
  });
  const api = new ApiClient(early.url, where.admin.api.cookie);
  expect(await refusal(api.call(publish, {}))).toBe('clock_unconfirmed');
  await api.call(confirmServerTime, {});
  expect(await refusal(api.call(publish, {}))).toBe('none');
  const { rows } = await api.call(listAudit, { query: {} });
  expect(rows.map(({ action }) => action)).toContain('server.time_confirmed');
});

it('a withdrawal decided before the clock is confirmed is kept, and sent to the screens once it is', async () => {
  const where = await city();
  const validFromMs = Date.now() - 30 * DAY_MS;
  await evergreen(where);
  const ktp = await approve(where, await inReview(where, 'ktp', { validFromMs }));
  await plan(where, allDay(ktp.id));
  await where.editor.api.call(publish, {});
  const device = await pairedDevice(where);
  const { version } = await device.apply();
  await where.server.close();
  let offMs = -2 * DAY_MS;
  const early = await testServer({ dataDir: where.server.dataDir, nowMs: () => Date.now() + offMs });
  const editor = new ApiClient(early.url, where.editor.api.cookie);
  const admin = new ApiClient(early.url, where.admin.api.cookie);
  const params = { id: ktp.id };
  const state = async () => (await editor.call(getWithdrawal, { params })).screens[0]?.state;
  const withdrawn = await editor.call(withdrawAnnouncement, { params, body: { reason: 'Batal.' } });
  expect(withdrawn.state).toBe('withdrawn');
  const again = device.twin(early.url);
  onTestFinished(() => again.disconnect());
  await again.connect();
  again.send({ type: 'applied', manifestVersion: version, refused: null });
  again.send({ type: 'clock', t0Ms: 1 });
  await again.next('clock');
  expect(await state()).toBe('pending');

  offMs = 0;
  await admin.call(confirmServerTime, {});
  await again.next('changed');
  const { programme } = await again.apply();
  expect(programme.withdrawn.map(({ itemId }) => itemId)).toContain(`${ktp.id}-v`);
  await expect.poll(state).toBe('acknowledged');
});

it('by a clock nobody believes nothing is old enough to be forgotten', async () => {
  const { at, db, open } = await machine();
  await (await open()).note();
  await db.insertInto('screens').values({ id: 'balai-kota', name: 'Balai Kota', spec: '{}' }).execute();
  const seen = { id: 'once', screen_id: 'balai-kota', kind: 'camera' as const, sha256: 'a'.repeat(64) };
  const picture = { by_user: null, width_px: 64, height_px: 32 };
  const dated = { taken_at_ms: START_MS, dated_by: 'server' as const, received_at_ms: START_MS };
  await db
    .insertInto('sightings')
    .values({ ...seen, ...picture, ...dated })
    .execute();
  const left = () => db.selectFrom('sightings').select('id').execute();
  at.offsetMs += YEAR_MS;
  const clock = await open();
  const nowMs = () => clock.nowMs();
  await forgetOldSightings({ db, clock, nowMs });
  expect(await left()).toHaveLength(1);
  await db.transaction().execute((trx) => clock.confirm(trx));
  await forgetOldSightings({ db, clock, nowMs });
  expect(await left()).toHaveLength(0);
});

it('a session begun while the clock was a year ahead does not last a year', async () => {
  const server = await testServer();
  await setUp(server);
  await server.close();
  const store = () => openDatabase(join(server.dataDir, 'wawar.sqlite'));
  const before = await store();
  await before
    .updateTable('sessions')
    .set({ expires_at_ms: Date.now() + YEAR_MS })
    .execute();
  await before.destroy();
  await (await testServer({ dataDir: server.dataDir })).close();
  const after = await store();
  onTestFinished(() => after.destroy());
  const { expires_at_ms: endsMs } = await after
    .selectFrom('sessions')
    .select('expires_at_ms')
    .executeTakeFirstOrThrow();
  expect(endsMs).toBeLessThan(Date.now() + DAY_MS);
});
