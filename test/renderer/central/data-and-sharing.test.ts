/** What a screen's link may carry, filled in by an operator. */
import { expect, test } from 'vitest';
import { createScreen, listScreens } from '../../../core/api/screens.ts';
import { city } from '../../server/director/support/city.ts';
import { screenWith } from '../../server/support/content.ts';
import { openOffice, picture, soon } from './support/office.ts';

const office = openOffice();

test('an operator limits data and speed, chooses cheap hours and shares with neighbours, and finds it all again', async () => {
  const { server, editor } = await city();
  const { id } = await editor.api.call(createScreen, { body: screenWith('Alun-alun', 384, 192, {}) });
  const { page, complaints } = await office.sit(server.url, 'humas', `/screens/${id}?tab=settings`);
  const section = page.getByRole('region', { name: 'Unduhan dan kuota data' });
  await section.scrollIntoViewIfNeeded();
  await picture(page, 'fetching-1-empty');

  await section.getByLabel('Kuota data bulanan').fill('12000');
  await section.getByLabel('Batas kecepatan').fill('4');
  await section.getByText('Isi 16 sampai 1.000.000, atau kosongkan.').waitFor();
  await picture(page, 'fetching-2-too-slow');
  expect(await page.getByRole('button', { name: 'Simpan' }).isDisabled()).toBe(true);
  await section.getByLabel('Batas kecepatan').fill('2000');
  await section.getByRole('button', { name: 'Tambah jam unduh' }).click();
  await section.getByRole('switch', { name: 'Berbagi dengan pemutar tetangga' }).click();
  await picture(page, 'fetching-3-filled');
  await page.getByRole('button', { name: 'Simpan' }).click();

  const stored = async () =>
    (await editor.api.call(listScreens, {})).find((screen) => screen.id === id)?.player;
  await soon(stored).toMatchObject({
    downloads: {
      parallel: 2,
      monthlyBudgetMb: 12_000,
      bandwidthKbps: 2000,
      quotaMb: null,
      windows: [{ from: '00:00', to: '05:00' }],
    },
    lanSharing: true,
  });
  await page.reload();
  await soon(() => section.getByLabel('Kuota data bulanan').inputValue()).toBe('12.000 MB');
  expect(complaints).toEqual([]);
});
