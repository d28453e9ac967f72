/**
 * A car's pack leaves central as a ZIP, or straight onto a stick. The browser's own file system stands for the stick,
 * since no test can plug one in.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { createUnit } from '../../../core/api/reports.ts';
import { updateScreen } from '../../../core/api/screens.ts';
import { Envelope, parsePayload } from '../../../core/trust/index.ts';
import { must, openPack } from '../../e2e/support/pack.ts';
import { approve, city, evergreen, inReview } from '../../server/director/support/city.ts';
import { workFolder } from '../../support/work-folder.ts';
import { fakeStick } from './support/fake-stick.ts';
import { openOffice, picture } from './support/office.ts';

const office = openOffice();

/** SHA-256 of every file on the stand-in, and the signed list as it lies there. */
const lying = (page: Page): Promise<{ sha256s: Record<string, string>; manifest: string }> =>
  page.evaluate(async () => {
    const sha256s: Record<string, string> = {};
    let manifest = '';
    for await (const [name, handle] of (await navigator.storage.getDirectory()).entries()) {
      const file = await (handle as FileSystemFileHandle).getFile();
      const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
      sha256s[name] = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
      if (name === 'manifest.json') manifest = await file.text();
    }
    return { sha256s, manifest };
  });

const plugIn = (page: Page, lists: 'as_written' | 'backwards'): Promise<unknown> =>
  page.evaluate(
    `void (window.showDirectoryPicker = () => Promise.resolve((${fakeStick.toString()})('${lists}')))`,
  );

function sha256sOf(manifest: string): Record<string, string> {
  const envelope = Envelope.parse(JSON.parse(manifest));
  const parsed = parsePayload('pack', Buffer.from(envelope.payload, 'base64'));
  return Object.fromEntries(must(parsed).statement.files.map(({ path, sha256 }) => [path, sha256]));
}

const NAMES = [
  '01-judul-pangan-murah.mp3',
  '99-putar-ulang.mp3',
  'daftar-putar.m3u8',
  'lembar-siaran.pdf',
  'PERIKSA.html',
  'manifest.json',
];

test('the car’s pack is one click, or a stick that is emptied after asking, written and read back', async () => {
  const where = await city();
  const { server, editor } = where;
  const outputs = { screen: false, ticker: false, mobile: true };
  const text = { outputs, script: 'Gerakan Pangan Murah hadir di kelurahan.', screenAssetId: null };
  await approve(where, await inReview(where, 'Pangan murah', text));
  const unit = await editor.api.call(createUnit, {
    body: { name: 'Mobil Wawaran 1', plate: 'T 1 UJI', agencyId: null, areaIds: [] },
  });
  const { page, complaints } = await office.sit(server.url, 'humas', '/units');
  await page.evaluate(async () => {
    const stick = await navigator.storage.getDirectory();
    const left = await (await stick.getFileHandle('lagu-lama.mp3', { create: true })).createWritable();
    await left.write('lama');
    await left.close();
    Object.assign(window, { showDirectoryPicker: () => Promise.resolve(stick) });
  });
  await page.getByText('naskah tidak menyebut tanggal').waitFor();
  await picture(page, 'stick-1-unit');

  // A half-hour loop is mixed first.
  const begun = page.waitForEvent('download', { timeout: 60_000 });
  await page.getByRole('link', { name: 'Unduh paket' }).click();
  const download = await begun;
  expect(download.suggestedFilename()).toMatch(/^mobil-wawaran-1_\d{4}-\d\d-\d\d\.zip$/);
  const zip = await readFile(await download.path());
  const pack = await openPack(server.url, unit.id, zip, join(await workFolder(), 'stick'));
  expect(pack.names).toEqual(NAMES);
  expect(pack.statement.files.map(({ path }) => path)).toEqual(NAMES.slice(0, -1));
  const list = await readFile(join(pack.folder, 'daftar-putar.m3u8'), 'utf8');
  expect(list.match(/^\w.*$/gm)).toEqual(NAMES.slice(0, 1));
  const sheet = await readFile(join(pack.folder, 'lembar-siaran.pdf'));
  expect(sheet.subarray(0, 5).toString()).toBe('%PDF-');

  await page.getByRole('button', { name: 'Tulis ke stik' }).click();
  await picture(page, 'stick-2-how');
  await page.getByRole('button', { name: 'Pilih stik' }).click();
  await page.getByText('lagu-lama.mp3').waitFor();
  await picture(page, 'stick-3-not-empty');
  await page.getByRole('button', { name: 'Hapus isi stik dan tulis' }).click();
  await page.getByText('Stik siap dibawa').waitFor({ timeout: 30_000 });
  await picture(page, 'stick-4-done');

  // It lists by rules of its own; what order on a stick means is for the stand-ins below.
  const { sha256s, manifest } = await lying(page);
  expect(Object.keys(sha256s).sort()).toEqual(NAMES.toSorted());
  const { 'manifest.json': _, ...others } = sha256s;
  expect(others).toEqual(sha256sOf(manifest));

  // Head units play by the directory: a stick that lists its files otherwise is ready, with a warning.
  const order = page.getByText('Urutan di stik tidak dapat dipastikan');
  await plugIn(page, 'backwards');
  await page.getByRole('button', { name: 'Pilih stik lain' }).click();
  await order.waitFor({ timeout: 30_000 });
  await page.getByText('Stik siap dibawa').waitFor();
  await picture(page, 'stick-5-order');
  await plugIn(page, 'as_written');
  await page.getByRole('button', { name: 'Pilih stik lain' }).click();
  await order.waitFor({ state: 'detached' });
  await page.getByText('Stik siap dibawa').waitFor({ timeout: 30_000 });
  expect(await order.count()).toBe(0);

  // A stick that is pulled out while it is written is said to be lost, and nothing is called ready.
  await page.evaluate(() => {
    const gone = () => Promise.reject(new DOMException('pulled out', 'NotFoundError'));
    const none = { async *keys() {}, getFileHandle: gone };
    Object.assign(window, { showDirectoryPicker: () => Promise.resolve(none) });
  });
  await page.getByRole('button', { name: 'Pilih stik lain' }).click();
  await page.getByText('Mungkin tercabut').waitFor();
  expect(await page.getByText('Stik siap dibawa').count()).toBe(0);

  // A wall with a vendor's player: its content is carried in the same way, and it is never shown as away.
  await evergreen(where);
  const { id, ...screen } = where.screen;
  const vendor = { ...screen, playerKind: 'vendor' as const };
  await editor.api.call(updateScreen, { params: { id }, body: vendor });
  await page.goto(`${server.url}/screens`);
  await page.getByText('Tanpa log tayang').waitFor();
  expect(await page.getByText('Tidak tersambung').count()).toBe(0);
  expect(await page.getByText('Belum dipasangkan').count()).toBe(0);
  await picture(page, 'vendor-1-screens');
  await page.getByText(screen.name).click();
  await page.getByRole('tab', { name: 'Paket konten' }).click();
  await page.getByText('Judul kota').waitFor();
  await page.getByRole('link', { name: 'Unduh paket' }).waitFor();
  await picture(page, 'vendor-2-pack');
  expect(await page.getByRole('tab', { name: 'Perangkat' }).count()).toBe(0);
  await page.getByRole('tab', { name: 'Pengaturan' }).click();
  await page.getByText('Tanpa PC').waitFor();
  await picture(page, 'vendor-3-settings');
  expect(complaints).toEqual([]);
}, 240_000);
