/** A stick is written from the browser; the browser's own file system stands for the stick, since no test can plug one. */
import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { createUnit } from '../../../core/api/reports.ts';
import { approve, city, inReview } from '../../server/director/support/city.ts';
import { openOffice, picture } from './support/office.ts';

const office = openOffice();

/** All files of the stand-in, with what is in them. */
const lying = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(async () => {
    const found: Record<string, string> = {};
    for await (const [name, handle] of (await navigator.storage.getDirectory()).entries()) {
      const bytes = new Uint8Array(await (await (handle as FileSystemFileHandle).getFile()).arrayBuffer());
      found[name] = bytes.reduce((text, byte) => text + String.fromCharCode(byte), '');
    }
    return found;
  });

test('a stick is emptied after asking, written in order, and read back', async () => {
  const where = await city();
  const { server, editor } = where;
  const outputs = { screen: false, ticker: false, mobile: true };
  const text = { outputs, script: 'Gerakan Pangan Murah hadir di kelurahan.', screenAssetId: null };
  await approve(where, await inReview(where, 'Pangan murah', text));
  await editor.api.call(createUnit, {
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
  await page.getByRole('button', { name: 'Tulis ke stik' }).click();
  await picture(page, 'stick-2-how');
  await page.getByRole('button', { name: 'Pilih stik' }).click();
  await page.getByText('lagu-lama.mp3').waitFor();
  await picture(page, 'stick-3-not-empty');
  await page.getByRole('button', { name: 'Hapus isi stik dan tulis' }).click();
  await page.getByText('Stik siap dibawa').waitFor();
  await picture(page, 'stick-4-done');

  const files = await lying(page);
  expect(Object.keys(files).sort()).toEqual([
    '01a-nada.mp3',
    '01b-judul-pangan-murah.mp3',
    '99-putar-ulang.mp3',
    'PERIKSA.html',
    'daftar-putar.m3u8',
    'lembar-siaran.pdf',
    'manifest.json',
  ]);
  const { payload } = JSON.parse(files['manifest.json'] ?? '') as { payload: string };
  const listed = JSON.parse(Buffer.from(payload, 'base64').toString()) as {
    files: { path: string; sha256: string }[];
  };
  expect(listed.files.map(({ path }) => path)).toHaveLength(6);
  for (const { path, sha256 } of listed.files) {
    const bytes = Buffer.from(files[path] ?? '', 'latin1');
    expect(createHash('sha256').update(bytes).digest('hex'), path).toBe(sha256);
  }

  // A stick that is pulled out while it is written is said to be lost, and nothing is called ready.
  await page.evaluate(() => {
    const gone = () => Promise.reject(new DOMException('pulled out', 'NotFoundError'));
    const none = { async *keys() {}, getFileHandle: gone };
    Object.assign(window, { showDirectoryPicker: () => Promise.resolve(none) });
  });
  await page.getByRole('button', { name: 'Pilih stik lain' }).click();
  await page.getByText('Mungkin tercabut').waitFor();
  expect(await page.getByText('Stik siap dibawa').count()).toBe(0);
  expect(complaints).toEqual([]);
});
