/** Field staff show with their phones what a wall really shows. */
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { SIGHTINGS_LISTED, uploadPhoto } from '../../../core/api/sightings.ts';
import { urlOf } from '../../../core/api/url.ts';
import { city } from '../../server/director/support/city.ts';
import { invite, PASSWORD } from '../../server/support/running-server.ts';
import { openOffice, picture } from './support/office.ts';

const office = openOffice();
const PHONE = { width: 390, height: 844 };

test('one of a crew sends a photo from a phone with two taps, and finds the older ones', async () => {
  const { server, admin, screen } = await city();
  const crew = await invite(server, admin, 'kru', ['crew']);
  const photo = await sharp({ create: { width: 320, height: 200, channels: 3, background: '#c8531e' } })
    .jpeg()
    .toBuffer();
  for (let sent = 0; sent < SIGHTINGS_LISTED; sent += 1) {
    await fetch(server.url + urlOf(uploadPhoto, { params: { id: screen.id } }), {
      method: 'POST',
      headers: { cookie: crew.api.cookie, origin: server.url, 'content-type': 'image/jpeg' },
      body: new Uint8Array(photo),
    });
  }
  const page = await office.window(PHONE);
  await page.goto(server.url);
  await page.getByLabel('Nama pengguna').fill('kru');
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.getByRole('button', { name: 'Masuk' }).click();

  await page.getByRole('link', { name: screen.name }).click();
  const seen = page.getByRole('region', { name: 'Terlihat (kamera/foto)' });
  const chosen = page.waitForEvent('filechooser');
  await seen.getByRole('button', { name: 'Kirim foto' }).click();
  await (await chosen).setFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: photo });
  await page.getByText('Foto disimpan tanpa data lokasi.').waitFor();
  const photos = seen.getByRole('region', { name: 'Foto' });
  const cards = photos.getByRole('button', { name: /^Perbesar/ });
  await photos.getByRole('button', { name: 'Lebih lama' }).waitFor();
  expect(await cards.count()).toBe(SIGHTINGS_LISTED);
  await picture(page, 'field-photos');
  await page.setViewportSize(PHONE);
  await photos.getByRole('button', { name: 'Lebih lama' }).click();
  await photos.getByRole('button', { name: 'Terbaru' }).waitFor();
  await expect.poll(() => cards.count()).toBe(1);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width);
});
