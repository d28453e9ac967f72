import { expect, it } from 'vitest';
import { getWithdrawal, withdrawAnnouncement } from '../../../core/api/announcements.ts';
import { publish } from '../../../core/api/schedule.ts';
import { resolveSlot, planAt } from '../../../core/schedule/index.ts';
import { refusal } from '../support/running-server.ts';
import {
  addScreen,
  allDay,
  approve,
  city,
  evergreen,
  HOUR_MS,
  inReview,
  pairedDevice,
  plan,
} from './support/city.ts';

it('a withdrawal reaches a connected screen at once, leaves its plan’s bounds alone, and is acknowledged', async () => {
  const where = await city();
  const { editor, screen } = where;
  const kota = await evergreen(where);
  const ktp = await approve(where, await inReview(where, 'ktp'));
  await plan(where, allDay(ktp.id));
  await editor.api.call(publish, {});
  const device = await pairedDevice(where);
  const { programme: before } = await device.apply();
  const atMs = Date.now();
  expect(resolveSlot(planAt(before, atMs), 'main', atMs, new Set())?.item).toBe(`${ktp.id}-v`);

  const params = { id: ktp.id };
  const body = { reason: 'Jadwal berubah.' };
  expect((await editor.api.call(withdrawAnnouncement, { params, body })).state).toBe('withdrawn');
  expect((await editor.api.call(getWithdrawal, { params })).screens).toMatchObject([
    { screenId: screen.id, state: 'pending', acknowledgedAtMs: null },
  ]);
  await device.next('changed');
  const { programme } = await device.apply();
  const nowMs = Date.now();
  expect(resolveSlot(planAt(programme, nowMs), 'main', nowMs, new Set())?.item).toBe(`${kota.id}-v`);
  await expect
    .poll(async () => (await editor.api.call(getWithdrawal, { params })).screens[0]?.state)
    .toBe('acknowledged');
  expect(await refusal(editor.api.call(withdrawAnnouncement, { params, body }))).toBe('wrong_state');
});

it('a screen that is away is told apart from one that never had it, with the end of its lease', async () => {
  const where = await city();
  const { editor, screen } = where;
  await evergreen(where);
  const ktp = await approve(where, await inReview(where, 'ktp', { leaseMs: 2 * HOUR_MS }));
  await plan(where, allDay(ktp.id, { target: { kind: 'screen', screenId: screen.id } }));
  await editor.api.call(publish, {});
  const elsewhere = await addScreen(editor, 'Simpang Lima');
  const other = await pairedDevice(where, elsewhere);
  await other.apply();
  const device = await pairedDevice(where);
  await device.apply();
  await device.disconnect();

  await editor.api.call(withdrawAnnouncement, { params: { id: ktp.id }, body: { reason: 'Batal.' } });
  const { screens, withdrawnAtMs } = await editor.api.call(getWithdrawal, { params: { id: ktp.id } });
  expect(screens).toMatchObject([
    { screenId: elsewhere.id, state: 'not_shown', leaseEndsAtMs: null },
    { screenId: screen.id, state: 'offline' },
  ]);
  expect(screens[1]?.leaseEndsAtMs).toBeLessThanOrEqual(withdrawnAtMs + 2 * HOUR_MS);
  expect((await other.fetchManifest()).programme.withdrawn).toEqual([]);
});

it('an old acknowledgement does not count for a withdrawal', async () => {
  const where = await city();
  await evergreen(where);
  const ktp = await approve(where, await inReview(where, 'ktp'));
  await plan(where, allDay(ktp.id));
  await where.editor.api.call(publish, {});
  const device = await pairedDevice(where);
  const { version } = await device.apply();
  const params = { id: ktp.id };
  await where.editor.api.call(withdrawAnnouncement, { params, body: { reason: 'Batal.' } });
  device.send({ type: 'applied', manifestVersion: version, refused: null });
  device.send({ type: 'applied', manifestVersion: version + 100, refused: null });
  device.send({ type: 'clock', t0Ms: 1 });
  await device.next('clock');
  const { screens } = await where.editor.api.call(getWithdrawal, { params });
  expect(screens.map((one) => one.state)).toEqual(['pending']);
});
