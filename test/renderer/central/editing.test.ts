/** What editors do to media before they air, what they are told about it, and the queue behind it. */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import PDFDocument from 'pdfkit';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { listAnnouncements, listAssets } from '../../../core/api/announcements.ts';
import { getCitySettings } from '../../../core/api/city.ts';
import { createScreen } from '../../../core/api/screens.ts';
import { city, submit, type City } from '../../server/director/support/city.ts';
import { contentWith, screenWith } from '../../server/support/content.ts';
import { makeMedia } from '../../support/make-media.ts';
import { workFolder } from '../../support/work-folder.ts';
import { openOffice, picture, soon } from './support/office.ts';

const office = openOffice();

async function pick(page: Page, button: string, path: string): Promise<void> {
  await page.getByRole('button', { name: button }).first().click();
  const modal = page.getByRole('dialog');
  const asked = page.waitForEvent('filechooser');
  await modal.getByRole('button', { name: 'Pilih berkas' }).click();
  await (await asked).setFiles(path);
  await modal
    .locator('.wv-asset')
    .filter({ has: page.locator('img') })
    .first()
    .click();
  await modal.waitFor({ state: 'detached' });
}

/** A leaflet as agencies send it: A4, a word on each page. */
async function threePages(): Promise<string> {
  const path = join(await workFolder(), 'edaran.pdf');
  const document = new PDFDocument({ size: 'A4', autoFirstPage: false });
  for (const word of ['SATU', 'DUA', 'TIGA']) document.addPage().fontSize(90).text(word);
  document.end();
  await pipeline(document, createWriteStream(path));
  return path;
}

const drafts = ({ editor }: City) => editor.api.call(listAnnouncements, { query: { state: 'draft' } });

test('a part of a video, its cover and its fit are chosen to the frame, and the script is checked while it is written', async () => {
  const where = await city();
  const { page, complaints } = await office.sit(where.server.url, 'humas', '/announcements/new');
  await page.getByLabel('Judul').fill('Rapat warga');
  await pick(page, 'Pilih media', await makeMedia('videoFourThree'));
  const segment = page.getByRole('group', { name: 'Bagian yang tayang' });
  await segment.getByText('Seluruh video').waitFor();
  await segment.getByRole('textbox', { name: 'Awal' }).fill('1,03');
  await segment.getByRole('textbox', { name: 'Awal' }).press('Enter');
  await segment.getByRole('button', { name: 'Awal: maju satu bingkai' }).click();
  await segment.getByRole('textbox', { name: 'Akhir' }).fill('0:03.5');
  await segment.getByRole('textbox', { name: 'Akhir' }).press('Enter');
  await segment.getByText('Lama 0:02,440').waitFor();
  await segment.getByRole('button', { name: 'Pakai gambar ini' }).click();
  await segment.getByText(/Pada 0:03,4/).waitFor();
  await page.getByRole('switch', { name: 'Tanpa suara' }).check();
  await page.getByText('Utuh, tepi dikaburkan').first().click();
  const preview = page.getByRole('region', { name: 'Yang akan tayang' });
  await soon(() => preview.locator('video').count()).toBe(2);

  await page.getByRole('textbox', { name: 'Naskah' }).fill('Besok ada rapat warga di balai kelurahan.');
  const findings = page.getByRole('list', { name: 'Periksa naskah' });
  expect(await findings.locator('mark').first().innerText()).toBe('Besok');
  await picture(page, 'editing-1-form');
  await segment.scrollIntoViewIfNeeded();
  await picture(page, 'editing-1-segment');
  await page.getByRole('button', { name: 'Simpan draf' }).click();
  await page.getByRole('heading', { level: 1, name: 'Rapat warga' }).waitFor();
  const [draft] = await drafts(where);
  expect(draft?.content).toMatchObject({
    segment: { inMs: 1080, outMs: 3520 },
    airDurationMs: 3000,
    mute: true,
    fit: 'blur',
  });
  expect(draft?.content.posterMs).toBeGreaterThan(3400);
  await page.getByRole('list', { name: 'Periksa naskah' }).getByText('Besok').waitFor();
  await picture(page, 'editing-2-draft');
  expect(complaints).toEqual([]);
});

test('a recording is made in the browser, heard, made again and used; a refused microphone is explained', async () => {
  const where = await city();
  const { server, editor } = where;
  const { page, complaints } = await office.sit(server.url, 'humas', '/announcements/new');
  await page.getByLabel('Judul').fill('Imunisasi');
  await page.getByRole('checkbox', { name: 'Mobil wawaran' }).check();
  await page.getByText('Rekaman suara', { exact: true }).click();
  await page.getByRole('button', { name: 'Rekam sekarang' }).click();
  await page.getByRole('alert').getByText('Peramban tidak diizinkan memakai mikrofon.').waitFor();
  await picture(page, 'recorder-1-refused');

  await page.context().grantPermissions(['microphone'], { origin: server.url });
  await page.getByRole('button', { name: 'Coba lagi' }).click();
  const level = page.getByRole('meter', { name: 'Kerasnya suara' });
  await soon(async () => Number(await level.getAttribute('aria-valuenow'))).toBeGreaterThan(-30);
  await picture(page, 'recorder-2-recording');
  await page.getByRole('button', { name: 'Selesai' }).click();
  await page.getByRole('button', { name: 'Rekam ulang' }).click();
  await soon(async () => Number(await level.getAttribute('aria-valuenow'))).toBeGreaterThan(-30);
  await page.getByRole('button', { name: 'Selesai' }).click();
  await soon(() =>
    page.locator('.wv-recorder audio').evaluate((element: HTMLAudioElement) => element.readyState),
  ).toBeGreaterThan(0);
  await picture(page, 'recorder-3-recorded');
  await page.getByRole('button', { name: 'Pakai rekaman ini' }).click();
  await soon(async () => (await editor.api.call(listAssets, {}))[0]?.probe?.audio?.codec).toBe('opus');
  await page.getByRole('img', { name: 'Spektrum dan kenyaringan' }).waitFor();
  await soon(() =>
    page.locator('audio.wv-asset-player').evaluate((element: HTMLAudioElement) => element.readyState),
  ).toBeGreaterThan(0);
  await picture(page, 'recorder-4-used');
  await page.getByRole('button', { name: 'Simpan draf' }).click();
  await page.getByRole('heading', { level: 1, name: 'Imunisasi' }).waitFor();
  const [asset] = await editor.api.call(listAssets, {});
  expect((await drafts(where))[0]?.content.audioAssetId).toBe(asset?.id);
  expect(asset?.name).toMatch(/^Rekaman Imunisasi/);
  expect(complaints).toEqual([]);
});

test('the queue says what runs, what waits and why; a job is cancelled after a question', async () => {
  const where = await city();
  const { server, editor, agencyId } = where;
  await editor.api.call(createScreen, { body: screenWith('Alun-alun', 1920, 1080) });
  const video = await editor.api.upload(await makeMedia('videoFourThree'));
  const { id: screenAssetId } = await editor.api.settledAsset(video);
  const { page, complaints } = await office.sit(server.url, 'humas', '/queue');
  await page.getByText('Tidak ada yang menunggu').waitFor();
  const outputs = { screen: true, ticker: false, mobile: false };
  for (const title of ['Pertama', 'Kedua', 'Ketiga', 'Keempat'])
    await submit(editor, contentWith(agencyId, { title, outputs, screenAssetId, airDurationMs: 120_000 }));
  const row = (title: string) => page.getByRole('listitem').filter({ hasText: title });
  await row('Pertama').getByText('Berjalan').waitFor();
  await row('Keempat').getByText('Kenapa menunggu').waitFor();
  await picture(page, 'queue-1-waiting');
  await page.getByRole('button', { name: 'Batalkan: Keempat' }).click();
  const question = page.getByRole('dialog');
  await question.getByText('berhenti dibuat dan belum dapat disetujui').waitFor();
  await picture(page, 'queue-2-question');
  await question.getByRole('button', { name: 'Batalkan' }).click();
  await row('Keempat').getByText('Dibatalkan', { exact: true }).waitFor();
  for (const title of ['Ketiga', 'Kedua', 'Pertama']) {
    await page.getByRole('button', { name: `Batalkan: ${title}` }).click();
    await question.getByRole('button', { name: 'Batalkan' }).click();
    await row(title).getByText('Dibatalkan', { exact: true }).waitFor();
  }
  await picture(page, 'queue-3-cancelled');
  expect(complaints).toEqual([]);
});

test('of an upload one is told what it equals, what looks bad on a panel, why it is refused; a page of it is chosen', async () => {
  const where = await city();
  const { server, editor } = where;
  await editor.api.call(createScreen, { body: screenWith('Alun-alun', 2560, 1280) });
  const card = await makeMedia('imageGreenCard');
  for (const path of [card, card, await makeMedia('videoTenHours')])
    await editor.api.settledAsset(await editor.api.upload(path));
  const { page, complaints } = await office.sit(server.url, 'humas', '/media');
  await page.locator('.wv-asset').filter({ hasText: 'Sama dengan yang ada' }).click();
  const modal = page.getByRole('dialog');
  await modal.getByText('Berkas yang sama sudah ada').waitFor();
  expect(await modal.getByRole('button', { name: /^Buka / }).count()).toBe(1);
  await picture(page, 'alike-1-same');
  await modal.getByText('Panel 2560×1280: Gambarnya dibesarkan 2×').waitFor();
  await modal.getByRole('button', { name: /^Buka / }).click();
  await modal.getByText('Berkas yang sama sudah ada').waitFor({ state: 'detached' });
  await page.keyboard.press('Escape');
  await page.locator('.wv-asset').filter({ hasText: 'Ditolak' }).click();
  await modal.getByText('Lebih lama dari 5:00 menit').waitFor();
  await picture(page, 'alike-2-refused');

  await page.keyboard.press('Escape');
  const { id } = await editor.api.settledAsset(await editor.api.upload(await threePages()));
  await page.locator('.wv-asset').filter({ hasText: 'edaran.pdf' }).click();
  await modal.getByRole('link', { name: 'Buat pengumuman' }).click();
  await page.getByLabel('Judul').fill('Edaran');
  await page.getByRole('radio', { name: 'Halaman 2' }).click();
  await picture(page, 'pages-1-chosen');
  await page.getByRole('button', { name: 'Simpan draf' }).click();
  await page.getByRole('heading', { level: 1, name: 'Edaran' }).waitFor();
  await page.getByText('Halaman 2', { exact: true }).waitFor();
  expect((await drafts(where))[0]?.content).toMatchObject({ screenAssetId: id, page: 2 });
  expect(complaints).toEqual([]);
});

test('the city’s settings are checked, previewed and kept; who may not change them reads them', async () => {
  const { server, admin } = await city();
  const { page, complaints } = await office.sit(server.url, 'admin', '/settings');
  await page.getByLabel('Lintang').fill('106.63');
  await page.getByLabel('Bujur').fill('-6.178');
  await page.getByLabel('Bujur').blur();
  const save = page.getByRole('button', { name: 'Simpan' });
  expect(await save.isDisabled()).toBe(true);
  await page.getByLabel('Lintang').fill('-6.178');
  await page.getByLabel('Bujur').fill('136.63');
  await page.getByText('Titik ini jauh dari zona waktu kota').waitFor();
  await page.getByLabel('Bujur').fill('106.63');
  await page.getByText('Titik ini jauh dari zona waktu kota').waitFor({ state: 'detached' });
  await page.getByLabel('Hening antarklip mobil').fill('8');
  await page.getByRole('radio', { name: /−23 LUFS/ }).click();
  await page
    .getByRole('listitem')
    .filter({ hasText: 'Magrib' })
    .getByText(/hening 17\.\d\d–18/)
    .waitFor();
  await picture(page, 'settings-1-form');
  await save.click();
  await page.getByText('Pengaturan kota tersimpan.').waitFor();
  expect(await admin.api.call(getCitySettings, {})).toMatchObject({
    location: { latitudeDeg: -6.178, longitudeDeg: 106.63 },
    screenLoudnessLufs: -23,
    clipGapMs: 8000,
  });
  const { page: readers } = await office.sit(server.url, 'humas', '/settings');
  await readers.getByText('Yang di bawah ini hanya dapat diubah oleh admin.').waitFor();
  expect(await readers.getByLabel('Hening antarklip mobil').isDisabled()).toBe(true);
  expect(await readers.getByRole('button', { name: 'Simpan' }).count()).toBe(0);
  expect(complaints).toEqual([]);
});
