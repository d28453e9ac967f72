import { expect, it } from 'vitest';
import { publish } from '../../../core/api/schedule.ts';
import { getAsRun, getAsRunCsv, getProofOfPlay, getProofOfPlayCsv } from '../../../core/api/reports.ts';
import { getSnapshot } from '../../../core/api/screens.ts';
import type { Play } from '../../../core/protocol/device.ts';
import { csvLine } from '../../../server/reports/csv.ts';
import { addAgency, invite, refusal } from '../support/running-server.ts';
import { allDay, approve, city, evergreen, HOUR_MS, inReview, pairedDevice, plan } from './support/city.ts';

it('CSV cells keep quotes and line breaks, and never become formulas', () => {
  expect(csvLine(['a,b', 'c"d', 'e\nf', 5, '=1+1', '@x', '-', '+62'])).toBe(
    `"a,b","c""d","e\nf",5,'=1+1,'@x,'-,'+62\r\n`,
  );
});

it('plays count once however often they are delivered, and reports show what really aired', async () => {
  let nowMs = Date.now();
  const where = await city({ nowMs: () => nowMs });
  const { editor, screen, agencyId } = where;
  await evergreen(where);
  const title = '=HYPERLINK("http://jahat")';
  const ktp = await approve(where, await inReview(where, 'ktp', { title }));
  await plan(where, allDay(ktp.id));
  await editor.api.call(publish, {});
  const device = await pairedDevice(where);
  const { version } = await device.apply();

  const play = (sequence: number, changes: Partial<Play> = {}): Play => ({
    sequence,
    zone: 'main',
    itemId: `${ktp.id}-v`,
    announcementId: ktp.id,
    entryId: null,
    manifestVersion: version,
    startMs: nowMs + sequence * 10_000,
    endMs: nowMs + (sequence + 1) * 10_000,
    complete: true,
    ...changes,
  });
  const fromMs = nowMs;
  const plays = [play(1), play(2), play(3, { complete: false, endMs: nowMs + 34_000 })];
  expect(await device.deliver({ storeEpoch: 'e1', plays })).toBe(3);
  expect(await device.deliver({ storeEpoch: 'e1', plays })).toBe(3);
  expect(await device.deliver({ storeEpoch: 'e1', plays: plays.slice(1) })).toBe(3);
  expect(await device.deliver({ storeEpoch: 'e2', plays: [play(1, { zone: 'ticker' })] })).toBe(1);

  nowMs += HOUR_MS;
  const query = { fromMs, toMs: fromMs + HOUR_MS };
  const log = await editor.api.call(getAsRun, { query });
  expect(log.map((row) => row.startMs - fromMs)).toEqual([30_000, 20_000, 10_000, 10_000]);
  const proof = await editor.api.call(getProofOfPlay, { query });
  const row = proof.rows.find((one) => one.announcementId === ktp.id);
  expect(row).toMatchObject({
    screenId: screen.id,
    title,
    plays: 3,
    airTimeMs: 34_000,
    agencyName: 'Dinas Dinkes',
  });
  expect(row?.planned).toBeGreaterThan(300);
  expect(row?.planned).toBeLessThanOrEqual(360);
  expect(proof.days.reduce((sum, day) => sum + day.plays, 0)).toBe(3);

  const asRun = await (await editor.api.call(getAsRunCsv, { query })).text();
  const lines = asRun.split('\r\n');
  expect(lines[0]).toBe('Layar,Pengumuman,Zona,Mulai,Selesai,Detik,Utuh');
  expect(lines).toHaveLength(6);
  expect(lines[1]).toContain(`"'=HYPERLINK(""http://jahat"")"`);
  const csv = await (await editor.api.call(getProofOfPlayCsv, { query })).text();
  expect(csv).toContain('Dinas Dinkes');

  const foreign = await invite(
    where.server,
    where.admin,
    'opd',
    ['contributor'],
    (await addAgency(where.admin, 'Dishub')).id,
  );
  expect(await foreign.api.call(getAsRun, { query })).toEqual([]);
  expect((await foreign.api.call(getProofOfPlay, { query })).rows).toEqual([]);
  const own = await invite(where.server, where.admin, 'opd2', ['contributor'], agencyId);
  expect(await own.api.call(getAsRun, { query })).toHaveLength(4);
  const reversed = { fromMs: query.toMs, toMs: query.fromMs };
  expect(await refusal(editor.api.call(getAsRun, { query: reversed }))).toBe('invalid_request');
});

it('a snapshot is a JPEG of limited size, and central shows the last one', async () => {
  const where = await city();
  const device = await pairedDevice(where);
  const post = (body: Buffer, type = 'image/jpeg') =>
    device.fetch('/api/device/snapshot', {
      method: 'POST',
      headers: { 'content-type': type },
      body: new Uint8Array(body),
    });
  const jpeg = Buffer.concat([
    Buffer.from([0xff, 0xd8, 0xff, 0xe0]),
    Buffer.alloc(100),
    Buffer.from([0xff, 0xd9]),
  ]);
  expect((await post(Buffer.from('<html>'))).status).toBe(400);
  expect((await post(jpeg, 'text/html')).status).toBe(400);
  expect((await post(Buffer.concat([jpeg, Buffer.alloc(600_000)]))).status).toBe(413);
  const params = { id: where.screen.id };
  expect(await refusal(where.editor.api.call(getSnapshot, { params }))).toBe('not_found');
  expect((await post(jpeg)).status).toBe(204);
  const shown = await where.editor.api.call(getSnapshot, { params });
  expect(Buffer.from(await shown.arrayBuffer())).toEqual(jpeg);
});

it('a device gets the files its manifest names, in ranges, and no others', async () => {
  const where = await city();
  await evergreen(where);
  const ktp = await approve(where, await inReview(where, 'ktp'));
  const device = await pairedDevice(where);
  const { media } = await device.apply();
  const [file] = media;
  if (file === undefined) throw new Error('no media');
  const whole = await device.fetch(`/api/device/media/${file.sha256}`);
  expect((await whole.arrayBuffer()).byteLength).toBe(file.bytes);
  const part = await device.fetch(`/api/device/media/${file.sha256}`, { headers: { range: 'bytes=10-19' } });
  expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 10]);
  const unplanned = ktp.renditions[0]?.sha256 ?? '';
  expect((await device.fetch(`/api/device/media/${unplanned}`)).status).toBe(404);
  expect((await fetch(`${where.server.url}/api/device/media/${file.sha256}`)).status).toBe(401);
});
