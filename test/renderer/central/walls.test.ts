/** Two panels become one wall in the hands of an operator. */
import { expect, test } from 'vitest';
import { createScreen, listGroups, listScreens } from '../../../core/api/screens.ts';
import { city } from '../../server/director/support/city.ts';
import { screenWith } from '../../server/support/content.ts';
import { openOffice, picture, soon } from './support/office.ts';

const office = openOffice();

test('an operator makes a wall of a group, places a screen on it, and finds both again', async () => {
  const { server, editor } = await city();
  const { id } = await editor.api.call(createScreen, { body: screenWith('Alun-alun kanan', 384, 192) });
  const { page, complaints } = await office.sit(server.url, 'humas', `/screens/${id}?tab=settings`);
  await page.getByRole('button', { name: 'Grup baru' }).click();
  const modal = page.getByRole('dialog', { name: 'Grup baru' });
  await modal.getByLabel('Nama').fill('Dinding Alun-alun');
  await modal.getByRole('switch', { name: 'Putar serempak' }).click();
  await modal.getByRole('switch', { name: 'Satu dinding' }).click();
  await modal.getByLabel('Lebar kanvas (px)').fill('768');
  await picture(page, 'wall-1-group');
  await modal.getByRole('button', { name: 'Tambah' }).click();
  await modal.waitFor({ state: 'hidden' });

  const section = page.getByRole('region', { name: 'Satu dinding' });
  await section.getByRole('switch').click();
  await section.getByLabel('Posisi X').fill('384');
  await section.scrollIntoViewIfNeeded();
  await picture(page, 'wall-2-place');
  await page.getByRole('button', { name: 'Simpan' }).click();

  await soon(async () =>
    (await editor.api.call(listScreens, {})).find((screen) => screen.id === id),
  ).toMatchObject({
    wallPlace: { x: 384, y: 0 },
  });
  const [group] = await editor.api.call(listGroups, {});
  expect(group).toMatchObject({
    name: 'Dinding Alun-alun',
    sync: true,
    wall: { widthPx: 768, heightPx: 192 },
  });
  expect(complaints).toEqual([]);
});
