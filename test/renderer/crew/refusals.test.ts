/** What the phone does not play, and what it says instead: in a real browser, against the real server. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import {
  newPhone,
  OTHER_HOST,
  openPhoneShop,
  picture,
  plan,
  qrLink,
  ready,
  recording,
  row,
  tourPlan,
} from './support/market.ts';

const shop = openPhoneShop();
const DAY_MS = 86_400_000;

/** Whoever has the phone in hand can set its clock. */
const setClock = (page: Page, byMs: number) =>
  page.addInitScript((by) => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + by;
  }, byMs);

/** Flips one bit of every recording in the phone's store, as a worn-out memory card does. */
const flipBits = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<number>((done, failed) => {
        const opening = indexedDB.open('wawar-crew');
        opening.onerror = () => failed(opening.error ?? new Error('no database'));
        opening.onsuccess = () => {
          const trx = opening.result.transaction('parts', 'readwrite');
          const walking = trx.objectStore('parts').openCursor();
          let flipped = 0;
          walking.onsuccess = () => {
            const cursor = walking.result;
            if (cursor === null) return;
            const part = cursor.value as Uint8Array;
            part.set([(part[0] ?? 0) ^ 0x10]);
            cursor.update(part);
            flipped += 1;
            cursor.continue();
          };
          trx.oncomplete = () => {
            opening.result.close();
            done(flipped);
          };
        };
      }),
  );

test('a flipped bit, an approval that is gone, an expired clip, a clock set back: refused in words', async () => {
  const { where } = shop;
  const clip = await recording(where, 'Pekan Imunisasi Anak', { validUntilMs: Date.now() + 2 * DAY_MS });
  await plan(where, tourPlan(where, [clip]));
  const { page, context } = await newPhone(shop);
  await ready(page, await qrLink(where));
  await row(page, clip.content.title).getByText('siap').waitFor();
  await context.setOffline(true);
  const expectRefused = (words: string) => row(page, clip.content.title).getByText(words).waitFor();

  expect(await flipBits(page)).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Putar Pekan' }).click();
  await page.getByText('Tidak ada klip yang boleh diputar sekarang.').waitFor();
  await expectRefused('Berkas rusak');
  await context.setOffline(false);
  await row(page, clip.content.title).getByText('siap').waitFor();

  await context.setOffline(true);
  await setClock(page, 3 * DAY_MS);
  await page.reload();
  await expectRefused('Kedaluwarsa');
  await setClock(page, -6 * DAY_MS);
  await page.reload();
  await page.getByRole('alert').getByText('Jam ponsel mundur').waitFor();
  await expectRefused('Jam ponsel mundur');
  // Signed time makes it good again.
  await context.setOffline(false);
  await row(page, clip.content.title).getByText('siap').waitFor();

  await context.setOffline(true);
  await page.evaluate(
    () =>
      new Promise<void>((done) => {
        const opening = indexedDB.open('wawar-crew');
        opening.onsuccess = () => {
          const trx = opening.result.transaction('approvals', 'readwrite');
          trx.objectStore('approvals').clear();
          trx.oncomplete = () => {
            opening.result.close();
            done();
          };
        };
      }),
  );
  await page.reload();
  await row(page, clip.id).getByText('Persetujuan tidak sah').waitFor();
});

test('where the browser gives no keys, or fails, the app says so instead of registering for ever', async () => {
  const { where } = shop;
  const link = await qrLink(where);
  const { page } = await newPhone(shop);
  await page.goto(link.replace('127.0.0.1', OTHER_HOST));
  await page.getByRole('heading', { name: 'Alamat ini tanpa https' }).waitFor();
  await picture(page, 'insecure');

  const { page: other, complaints } = await newPhone(shop);
  await other.addInitScript(() => {
    const broken = (): Promise<never> => Promise.reject(new Error('no key today'));
    crypto.subtle.generateKey = broken;
  });
  await other.goto(link);
  await other.getByText('Ada yang gagal di peramban ponsel ini').waitFor();
  expect(complaints).toEqual(['no key today']);
});
