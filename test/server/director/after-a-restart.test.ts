import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withdrawAnnouncement } from '../../../core/api/announcements.ts';
import { previewPublish, publish } from '../../../core/api/schedule.ts';
import { openDatabase, type Db } from '../../../server/store/database.ts';
import type { Play } from '../../../core/protocol/device.ts';
import { ApiClient, until } from '../../../tools/api-client.ts';
import { signIn, updateUser } from '../../../core/api/people.ts';
import { invite, PASSWORD, testServer } from '../support/running-server.ts';
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
  type City,
} from './support/city.ts';

/** The server stops; `meanwhile` has the database to itself; a new server goes on where the old one stopped. */
async function restarted(
  { server, editor }: City,
  options: { nowMs?: () => number; meanwhile?: (db: Db) => Promise<unknown> } = {},
): Promise<{ url: string; api: ApiClient }> {
  const { dataDir } = server;
  await server.close();
  if (options.meanwhile !== undefined) {
    const db = await openDatabase(join(dataDir, 'wawar.sqlite'));
    await options.meanwhile(db);
    await db.destroy();
  }
  const next = await testServer({ dataDir, nowMs: options.nowMs ?? Date.now });
  const api = new ApiClient(next.url);
  await api.call(signIn, { body: { username: editor.user.username, password: PASSWORD } });
  return { url: next.url, api };
}

/** An entry on air on a paired screen. */
async function onAir(changes: Parameters<typeof inReview>[2] = {}) {
  const where = await city();
  await evergreen(where);
  const ktp = await approve(where, await inReview(where, 'ktp', changes));
  await plan(where, allDay(ktp.id));
  await where.editor.api.call(publish, {});
  const device = await pairedDevice(where);
  return { where, ktp, device, manifest: await device.apply() };
}

it('what ended while the server was down leaves the manifest with its first wake', async () => {
  const { where, ktp, device, manifest } = await onAir({ validUntilMs: Date.now() + HOUR_MS });
  expect(manifest.programme.items.some((item) => item.announcementId === ktp.id)).toBe(true);
  const { url } = await restarted(where, { nowMs: () => Date.now() + 2 * HOUR_MS });
  const again = device.twin(url);
  await again.connect();
  const { version, programme } = await again.fetchManifest();
  expect(version).toBeGreaterThan(manifest.version);
  expect(programme.items.some((item) => item.announcementId === ktp.id)).toBe(false);
  expect(programme.entries).toEqual([]);
  await again.disconnect();
});

it('a tombstone lasts until the broadcast day is over', async () => {
  const { where, ktp, device } = await onAir();
  const body = { reason: 'Batal.' };
  await where.editor.api.call(withdrawAnnouncement, { params: { id: ktp.id }, body });
  const today = await device.fetchManifest();
  expect(new Set(today.programme.withdrawn.map((one) => one.itemId))).toEqual(new Set([`${ktp.id}-v`]));
  const { url } = await restarted(where, { nowMs: () => Date.now() + DAY_MS });
  const again = device.twin(url);
  await again.connect();
  const tomorrow = await again.fetchManifest();
  expect(tomorrow.programme.withdrawn).toEqual([]);
  expect(tomorrow.programme.items.some((item) => item.announcementId === ktp.id)).toBe(false);
  await again.disconnect();
});

it('a manifest is signed again before it expires, without moving anything on screen', async () => {
  const { where, device, manifest } = await onAir();
  const { url } = await restarted(where, { nowMs: () => Date.now() + 16 * DAY_MS });
  const again = device.twin(url);
  await again.connect();
  const renewed = await again.fetchManifest();
  expect(renewed.version).toBe(manifest.version + 1);
  expect(renewed.expiresAtMs).toBeGreaterThan(manifest.expiresAtMs);
  const { zoneOffsets: _before, ...before } = manifest.programme;
  const { zoneOffsets: _after, ...after } = renewed.programme;
  expect(after).toEqual(before);
  await again.disconnect();
});

it('a server restored from a backup goes on above the version its players report', async () => {
  const { where, device, manifest } = await onAir();
  const { url } = await restarted(where, {
    meanwhile: (db) => db.deleteFrom('manifests').where('version', '=', manifest.version).execute(),
  });
  const again = device.twin(url);
  const welcome = await again.connect({ manifestVersion: manifest.version + 5 });
  expect(welcome).toMatchObject({ type: 'welcome', manifestVersion: manifest.version + 6 });
  again.manifestVersion = manifest.version + 5;
  expect((await again.fetchManifest()).version).toBe(manifest.version + 6);
  await again.disconnect();
});

it('a server restored from a backup goes on above the root its players hold, so that they take manifests again', async () => {
  const { where, device } = await onAir();
  await invite(where.server, where.admin, 'ketua.lain', ['approver']);
  const lost = await device.apply();
  const { url } = await restarted(where, {
    async meanwhile(db) {
      await db.deleteFrom('roots').where('version', '=', lost.rootVersion).execute();
      await db.deleteFrom('manifests').where('version', '=', lost.version).execute();
    },
  });
  const again = device.twin(url);
  const welcome = await again.connect();
  expect(welcome).toMatchObject({ type: 'welcome', manifestVersion: lost.version + 1 });
  const taken = await again.fetchManifest();
  expect(taken.rootVersion).toBeGreaterThan(lost.rootVersion);
  expect(taken.programme.items).toEqual(lost.programme.items);
  // A player that names a root no backup can have lost is told nothing new.
  await again.connect({ rootVersion: taken.rootVersion + 1000 });
  expect((await again.fetchManifest()).rootVersion).toBe(taken.rootVersion);
  await again.disconnect();
});

it('the key of a former approver leaves the root once nothing it approved may air, and screens go on', async () => {
  const where = await city();
  const { admin, approver, editor } = where;
  const kota = { evergreen: true, maxPriority: 10 };
  await approve({ ...where, approver: admin }, await inReview(where, 'kota', kota));
  const ktp = await approve(where, await inReview(where, 'ktp'));
  await plan(where, allDay(ktp.id));
  await editor.api.call(publish, {});
  const device = await pairedDevice(where);
  const hasKey = () => device.root?.holders.some(({ userId }) => userId === approver.user.id);
  await device.apply();
  await admin.api.call(updateUser, { params: { id: approver.user.id }, body: { disabled: true } });
  await device.fetchManifest();
  expect(hasKey()).toBe(true);
  await editor.api.call(withdrawAnnouncement, { params: { id: ktp.id }, body: { reason: 'Batal.' } });

  const { url } = await restarted(where);
  const again = device.twin(url);
  await again.connect();
  const { programme } = await again.fetchManifest();
  expect(again.root?.holders.map(({ userId }) => userId)).toEqual([admin.user.id]);
  expect(programme.items.map(({ evergreen: isEvergreen }) => isEvergreen)).toEqual([true, true]);
  await again.disconnect();
});

it('a row changed behind the approver’s back is left off every screen, and the rest goes on', async () => {
  const { where, ktp, device, manifest } = await onAir();
  const kota = manifest.programme.items.filter((item) => item.evergreen);
  const { url, api } = await restarted(where, {
    meanwhile: (db) =>
      db
        .updateTable('announcements')
        .set({ content: JSON.stringify({ ...ktp.content, tickerText: 'Transfer ke rekening ini' }) })
        .where('id', '=', ktp.id)
        .execute(),
  });
  const preview = await api.call(previewPublish, {});
  expect(preview.screens[0]?.findings.map((finding) => finding.code)).toContain('not_approved');
  await api.call(publish, {});
  const again = device.twin(url);
  await again.connect();
  const { programme } = await again.fetchManifest();
  expect(programme.items).toEqual(kota);
  await again.disconnect();
});

it('two announcements may share one picture', async () => {
  const where = await city();
  await evergreen(where);
  const picture = await approve(where, await inReview(where, 'ktp'));
  const twin = await approve(
    where,
    await inReview(where, 'kembar', { screenAssetId: picture.content.screenAssetId }),
  );
  expect(twin.renditions[0]?.sha256).toBe(picture.renditions[0]?.sha256);
  await plan(where, allDay(picture.id));
  await plan(where, allDay(twin.id));
  await where.editor.api.call(publish, {});
  const device = await pairedDevice(where);
  const { programme, media } = await device.apply();
  expect(programme.entries).toHaveLength(2);
  expect(media).toHaveLength(2);
});

it('a day that ended while the server was down gets its report file', async () => {
  const { where, ktp, device, manifest } = await onAir();
  const startMs = Date.now();
  const play: Play = {
    sequence: 1,
    zone: 'main',
    itemId: `${ktp.id}-v`,
    announcementId: ktp.id,
    entryId: null,
    manifestVersion: manifest.version,
    startMs,
    endMs: startMs + 10_000,
    complete: true,
  };
  await device.deliver({ storeEpoch: 'e1', plays: [play] });
  await restarted(where, { nowMs: () => Date.now() + 2 * DAY_MS });
  const folder = join(where.server.dataDir, 'reports');
  const names = await until(async () => {
    const found = await readdir(folder).catch(() => []);
    return found.some((name) => name.endsWith('.csv')) ? found : undefined;
  });
  const [today] = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Jakarta', dateStyle: 'short' })
    .format(startMs)
    .split(' ');
  expect(names).toEqual([`bukti-tayang_${today ?? ''}.csv`]);
  expect(await readFile(join(folder, names[0] ?? ''), 'utf8')).toContain(
    'Judul ktp,Dinas Dinkes,Videotron Balai Kota,1,',
  );
});
