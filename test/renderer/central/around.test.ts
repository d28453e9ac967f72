/** What is heard around clips, from the one who writes it over the one who hears it to the street. */
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { approveAroundClip, getAroundClip, proposeAroundClip } from '../../../core/api/around.ts';
import { createArea } from '../../../core/api/people.ts';
import { createUnit } from '../../../core/api/reports.ts';
import { city, type City } from '../../server/director/support/city.ts';
import { PASSWORD } from '../../server/support/running-server.ts';
import { openOffice, picture, soon } from './support/office.ts';

const office = openOffice();
const GREETING = 'Selamat pagi warga {kelurahan}.';

const half = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
const now = (page: Page) => half(page, 'Terdengar sekarang');
const proposal = (page: Page) => half(page, 'Usulan');

/** Tirtaraya has one kelurahan so far. */
async function tirtaraya(): Promise<City> {
  const where = await city();
  const body = { name: 'Karangseruni', level: 'village' as const, code: '99.01.01.1001', parentId: null };
  await where.admin.api.call(createArea, { body: { ...body, circle: null } });
  return where;
}

test('one person proposes greeting and closing, another hears the recordings and approves, and both read what holds', async () => {
  const { server } = await tirtaraya();
  const { page: admin, complaints } = await office.sit(server.url, 'admin', '/settings');
  await now(admin).getByText('Tidak terdengar apa-apa').waitFor();
  await picture(admin, 'around-1-nothing');
  await proposal(admin).getByRole('button', { name: 'Susun usulan' }).click();
  await admin.getByLabel('Salam', { exact: true }).fill('Selamat pagi warga');
  await admin.getByRole('button', { name: 'Sisipkan {kelurahan}' }).first().click();
  await proposal(admin).getByText('“Selamat pagi warga Karangseruni”').waitFor();
  await admin.getByLabel('Salam', { exact: true }).fill(GREETING);
  await picture(admin, 'around-2-form');
  await admin.getByRole('button', { name: 'Ajukan untuk disetujui' }).click();
  await proposal(admin).getByText('Menunggu persetujuan').waitFor();
  await proposal(admin).getByText('Anda yang mengajukan').waitFor();
  expect(await proposal(admin).getByRole('button', { name: 'Setujui' }).count()).toBe(0);
  await picture(admin, 'around-3-proposer');

  const { page: approver } = await office.sit(server.url, 'kabid', '/');
  await picture(approver, 'around-4-home');
  await approver.getByRole('link', { name: 'Salam dan penutup menunggu persetujuan' }).click();
  await proposal(approver).getByRole('button', { name: 'Putar: “Selamat pagi warga Karangseruni.”' }).click();
  const sound = proposal(approver).locator('audio');
  await soon(() => sound.evaluate((element: HTMLAudioElement) => element.currentTime)).toBeGreaterThan(0);
  const inCity = await sound.evaluate((element: HTMLAudioElement) => element.src);
  await picture(approver, 'around-5-approver');
  await proposal(approver).getByRole('combobox', { name: 'Terdengar di' }).click();
  await approver.getByRole('option', { name: 'Di luar wilayah (Kota Uji)' }).click();
  await proposal(approver).getByRole('button', { name: 'Putar: “Selamat pagi warga Kota Uji.”' }).click();
  await soon(() => sound.evaluate((element: HTMLAudioElement) => element.currentTime)).toBeGreaterThan(0);
  expect(await sound.evaluate((element: HTMLAudioElement) => element.src)).not.toBe(inCity);
  await proposal(approver).getByRole('button', { name: 'Setujui' }).click();
  const modal = approver.getByRole('dialog');
  await modal.getByLabel('Kata sandi').fill(PASSWORD);
  await picture(approver, 'around-6-sign');
  await modal.getByRole('button', { name: 'Tanda tangani' }).click();

  for (const page of [approver, admin]) {
    await now(page).getByText('“Selamat pagi warga Karangseruni.”').waitFor();
    await now(page).getByText('Disetujui oleh kabid').waitFor();
    await proposal(page).getByText('Tidak ada usulan').waitFor();
  }
  await picture(admin, 'around-7-in-force');
  expect(complaints).toEqual([]);
});

test('a proposal that is returned is corrected; what a new loudspeaker lacks is told; what holds is stopped with a reason', async () => {
  const { server, editor, approver: boss } = await tirtaraya();
  const content = { chime: true, greeting: GREETING, closing: '' };
  const reached = (state: string) =>
    soon(async () => (await editor.api.call(getAroundClip, {})).proposed?.state).toBe(state);
  await editor.api.call(proposeAroundClip, { body: content });
  await reached('waiting');
  const { page: approver } = await office.sit(server.url, 'kabid', '/settings');
  await proposal(approver).getByRole('button', { name: 'Kembalikan' }).click();
  const modal = approver.getByRole('dialog');
  await modal.getByLabel('Apa yang perlu diperbaiki').fill('Ucapkan juga terima kasih.');
  await modal.getByRole('button', { name: 'Kembalikan' }).click();

  const { page, complaints } = await office.sit(server.url, 'humas', '/');
  await page.getByRole('link', { name: 'Salam dan penutup dikembalikan' }).waitFor();
  await picture(page, 'around-8-home-returned');
  await page.getByText('“Ucapkan juga terima kasih.”').click();
  await proposal(page).getByText('Dikembalikan oleh kabid').waitFor();
  await picture(page, 'around-9-returned');
  await proposal(page).getByRole('button', { name: 'Perbaiki' }).click();
  expect(await page.getByLabel('Salam', { exact: true }).inputValue()).toBe(GREETING);
  await page.getByLabel('Penutup', { exact: true }).fill('Terima kasih.');
  await page.getByRole('button', { name: 'Ajukan untuk disetujui' }).click();
  await reached('waiting');
  const { proposed } = await boss.api.call(getAroundClip, {});
  await boss.api.call(approveAroundClip, {
    params: { id: proposed?.id ?? '' },
    body: { password: PASSWORD },
  });
  await now(page).getByText('“Terima kasih.”').waitFor();

  await editor.api.call(createUnit, {
    body: { name: 'Balai warga', plate: '', agencyId: null, areaIds: [], voicing: 'column' },
  });
  const missing = now(page).getByRole('alert').filter({ hasText: 'Belum lengkap' });
  await missing.getByText('Pengeras suara Kolom belum punya rekaman').waitFor();
  await picture(page, 'around-10-missing');
  await missing.getByRole('button', { name: 'Ajukan lagi' }).click();
  await missing.getByText('Ada usulan yang menunggu').waitFor();

  await now(page).getByRole('button', { name: 'Hentikan' }).click();
  const question = page.getByRole('dialog');
  await question.getByLabel('Alasan penghentian').fill('Masa tenang.');
  await picture(page, 'around-11-stop');
  await question.getByRole('button', { name: 'Hentikan' }).click();
  await now(page).getByText('Tidak terdengar apa-apa').waitFor();
  expect((await editor.api.call(getAroundClip, {})).inForce).toBeNull();
  expect(complaints).toEqual([]);
});
