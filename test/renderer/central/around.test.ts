/** What is heard around clips, from the one who writes it over the one who hears it to the street. */
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { getAroundClip } from '../../../core/api/around.ts';
import { createArea } from '../../../core/api/people.ts';
import { createUnit } from '../../../core/api/reports.ts';
import { city } from '../../server/director/support/city.ts';
import { invite, PASSWORD } from '../../server/support/running-server.ts';
import { openOffice, picture, soon } from './support/office.ts';

const office = openOffice();

const half = (page: Page, name: string): Locator => page.getByRole('region', { name, exact: true });
const now = (page: Page) => half(page, 'Terdengar sekarang');
const proposal = (page: Page) => half(page, 'Usulan');

/** Recordings are spoken, voiced and levelled one after the other; that is work for a busy machine. */
const recorded = (page: Page) =>
  proposal(page).getByText('Menunggu persetujuan').waitFor({ timeout: 60_000 });

/** Whether it has come past its first moment. */
const isHeard = (sound: Locator) =>
  soon(() => sound.evaluate((element: HTMLAudioElement) => element.currentTime)).toBeGreaterThan(0);

test('one person proposes greeting and closing, another hears them and decides; both read what holds, what it lacks, and that it ended', async () => {
  const { server, admin } = await city();
  const village = { name: 'Karangseruni', level: 'village' as const, code: '99.01.01.1001', parentId: null };
  await admin.api.call(createArea, { body: { ...village, circle: null } });

  // May approve, too; not what is theirs.
  await invite(server, admin, 'sekretaris', ['admin', 'approver']);
  const { page, complaints } = await office.sit(server.url, 'sekretaris', '/settings');
  await now(page).getByText('Tidak terdengar apa-apa').waitFor();
  await picture(page, 'around-01-nothing');
  await proposal(page).getByRole('button', { name: 'Susun usulan' }).click();
  await page.getByLabel('Salam', { exact: true }).fill('Selamat pagi warga');
  await page.getByRole('button', { name: 'Sisipkan {kelurahan}' }).first().click();
  await proposal(page).getByText('“Selamat pagi warga Karangseruni”').waitFor();
  await picture(page, 'around-02-form');
  await page.getByRole('button', { name: 'Ajukan untuk disetujui' }).click();
  await recorded(page);
  await proposal(page).getByText('Anda yang mengajukan').waitFor();
  expect(await page.getByRole('button', { name: 'Setujui' }).count()).toBe(0);
  await picture(page, 'around-03-proposer');
  const { proposed } = await admin.api.call(getAroundClip, {});
  expect(proposed?.parts.map(({ role }) => role)).toEqual(['chime', 'greeting', 'greeting']);

  const { page: approver } = await office.sit(server.url, 'kabid', '/');
  await picture(approver, 'around-04-task');
  await approver.getByRole('link', { name: 'Salam dan penutup menunggu persetujuan' }).click();
  await proposal(approver).getByRole('button', { name: 'Kembalikan' }).click();
  const modal = approver.getByRole('dialog');
  await modal.getByLabel('Apa yang perlu diperbaiki').fill('Ucapkan juga terima kasih.');
  await modal.getByRole('button', { name: 'Kembalikan' }).click();

  await proposal(page).getByText('Dikembalikan oleh kabid').waitFor();
  await page.getByRole('navigation').getByRole('link', { name: 'Beranda' }).click();
  await picture(page, 'around-05-returned-task');
  await page.getByRole('link', { name: 'Salam dan penutup dikembalikan' }).click();
  await picture(page, 'around-06-returned');
  await proposal(page).getByRole('button', { name: 'Perbaiki' }).click();
  expect(await page.getByLabel('Salam', { exact: true }).inputValue()).toBe('Selamat pagi warga {kelurahan}');
  await page.getByLabel('Penutup', { exact: true }).fill('Terima kasih.');
  await page.getByRole('button', { name: 'Ajukan untuk disetujui' }).click();
  await recorded(page);

  const play = (words: string) => proposal(approver).getByRole('button', { name: `Putar: “${words}”` });
  const sound = proposal(approver).locator('audio');
  await play('Selamat pagi warga Karangseruni').click();
  await isHeard(sound);
  await picture(approver, 'around-07-approver');
  const inVillage = await sound.getAttribute('src');
  await proposal(approver).getByRole('combobox', { name: 'Terdengar di' }).click();
  await approver.getByRole('option', { name: 'Di luar wilayah (Kota Uji)' }).click();
  await play('Selamat pagi warga Kota Uji').click();
  await isHeard(sound);
  expect(await sound.getAttribute('src')).not.toBe(inVillage);
  await proposal(approver).getByRole('button', { name: 'Setujui' }).click();
  await modal.getByLabel('Kata sandi').fill(PASSWORD);
  await picture(approver, 'around-08-sign');
  await modal.getByRole('button', { name: 'Tanda tangani' }).click();
  for (const desk of [approver, page]) {
    await now(desk).getByText('“Terima kasih.”').waitFor();
    await now(desk).getByText('Disetujui oleh kabid').waitFor();
    await proposal(desk).getByText('Tidak ada usulan').waitFor();
  }

  await admin.api.call(createUnit, {
    body: { name: 'Balai warga', plate: '', agencyId: null, areaIds: [], voicing: 'column' },
  });
  const missing = now(page).getByRole('alert').filter({ hasText: 'Belum lengkap' });
  await missing.getByText('Belum ada rekaman untuk pengeras suara: Kolom').waitFor();
  await picture(page, 'around-09-missing');
  await missing.getByRole('button', { name: 'Ajukan lagi' }).click();
  await missing.getByText('Ada usulan yang menunggu').waitFor();

  await now(approver).getByRole('button', { name: 'Hentikan' }).click();
  await modal.getByLabel('Alasan penghentian').fill('Masa tenang.');
  await picture(approver, 'around-10-stop');
  await modal.getByRole('button', { name: 'Hentikan' }).click();
  await now(page).getByText('Tidak terdengar apa-apa').waitFor();
  expect((await admin.api.call(getAroundClip, {})).inForce).toBeNull();
  expect(complaints).toEqual([]);
});
