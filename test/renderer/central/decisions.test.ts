/** What two people decide about one announcement, each at their own window. */
import { expect, test } from 'vitest';
import { createScreen, deleteScreen } from '../../../core/api/screens.ts';
import { city, inReview } from '../../server/director/support/city.ts';
import { screenWith } from '../../server/support/content.ts';
import { openOffice, picture, soon } from './support/office.ts';

const office = openOffice();
const REASON = 'Tanggal di gambar berbeda dengan naskah.';

test('a returned announcement says what to fix, is corrected and submitted again, and its history keeps both', async () => {
  const where = await city();
  const { server } = where;
  const { id } = await inReview(where, 'KTP-el Keliling');
  const path = `/announcements/${id}`;
  const { page: approver, complaints } = await office.sit(server.url, 'kabid', path);
  await approver.getByRole('button', { name: 'Kembalikan' }).click();
  const modal = approver.getByRole('dialog');
  const send = modal.getByRole('button', { name: 'Kembalikan' });
  expect(await send.isDisabled()).toBe(true);
  await modal.getByLabel('Apa yang perlu diperbaiki').fill(REASON);
  await picture(approver, 'return-1-modal');
  await send.click();
  await approver.getByText('Dikembalikan', { exact: true }).waitFor();

  const { page: editor } = await office.sit(server.url, 'humas', '/');
  await picture(editor, 'return-2-home');
  await editor.getByRole('main').getByText('Judul KTP-el Keliling').first().click();
  const note = editor.getByRole('alert').filter({ hasText: 'Perlu diperbaiki' });
  await note.getByText(REASON).waitFor();
  await editor.getByText('Dikembalikan', { exact: true }).waitFor();
  await editor.getByText('Dikembalikan oleh kabid').waitFor();
  await picture(editor, 'return-3-returned');
  await editor.getByRole('link', { name: 'Ubah' }).click();
  await editor.getByRole('heading', { level: 1, name: 'Ubah pengumuman' }).waitFor();
  await editor.getByText(REASON).waitFor();
  await editor.getByLabel('Judul').fill('KTP-el Keliling, Sabtu 5 Desember');
  await picture(editor, 'return-4-edit');
  await editor.getByRole('button', { name: 'Ajukan' }).click();
  await editor.getByRole('heading', { level: 1, name: 'KTP-el Keliling, Sabtu 5 Desember' }).waitFor();
  await editor.getByText('Menunggu tinjauan', { exact: true }).waitFor();
  expect(await editor.getByText('Perlu diperbaiki').count()).toBe(0);

  const history = approver.locator('.mantine-Timeline-item');
  await soon(() => history.count()).toBe(5);
  const told = await history.allInnerTexts();
  expect(told.map((text) => text.split('\n')[0])).toEqual([
    'Ditulis oleh humas',
    'Diajukan oleh humas',
    'Dikembalikan oleh kabid',
    'Diubah oleh humas',
    'Diajukan oleh humas',
  ]);
  expect(told[2]).toContain(REASON);
  await picture(approver, 'return-5-again');
  expect(complaints).toEqual([]);
});

test('renditions that failed say why, and are made again with one click once the reason is gone', async () => {
  const where = await city();
  const { server, editor, admin, screen } = where;
  await admin.api.call(deleteScreen, { params: { id: screen.id } });
  const { id } = await inReview(where, 'Bursa Kerja');
  const { page, complaints } = await office.sit(server.url, 'kabid', `/announcements/${id}`);
  const failed = page.getByRole('alert').filter({ hasText: 'Tayangan gagal dibuat' });
  await failed.getByText('Belum ada layar, jadi belum ada ukuran panel').waitFor();
  expect(await page.getByRole('button', { name: 'Setujui' }).isDisabled()).toBe(true);
  await picture(page, 'render-1-failed');
  await failed.getByRole('button', { name: 'Coba lagi' }).click();
  await page.getByText('Tayangan dibuat ulang oleh kabid').waitFor();
  await failed.waitFor();

  await editor.api.call(createScreen, { body: screenWith('Simpang Lima', 64, 32) });
  await failed.getByRole('button', { name: 'Coba lagi' }).click();
  await page.getByText('Berkas jadi yang sama dengan yang diterima layar').waitFor();
  await page.getByText('64×32 px').waitFor();
  expect(await failed.count()).toBe(0);
  expect(await page.getByRole('button', { name: 'Setujui' }).isEnabled()).toBe(true);
  await picture(page, 'render-2-ready');
  expect(complaints).toEqual([]);
});
