/** What the phone does not play, and what it says instead: in a real browser, against the real server. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { withdrawAnnouncement } from '../../../core/api/announcements.ts';
import { listCrewDevices, revokeCrewDevice } from '../../../core/api/crew.ts';
import { createQuietPlace, getTourProof, updateTour } from '../../../core/api/tours.ts';
import {
  MARKET,
  newPhone,
  openPhoneShop,
  picture,
  plan,
  qrLink,
  ready,
  recording,
  soon,
  tourPlan,
} from './support/market.ts';

const shop = openPhoneShop();
const DAY_MS = 86_400_000;
/** Half a minute of speech: something happens while it is heard. */
const FLOOD =
  'Perhatian warga bantaran Kali Tirta di Rawamelati. Permukaan air naik, amankan dokumen dan matikan listrik bila air masuk rumah. '.repeat(
    3,
  );

const row = (page: Page, title: string) => page.getByRole('listitem').filter({ hasText: title });

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

test('central changes its mind while the car is out: a new order comes at once, what is withdrawn falls silent, a lost phone is shut out', async () => {
  const { where } = shop;
  const { api } = where.editor;
  const [flood, taxes] = await Promise.all([
    recording(where, 'Waspada Luapan Kali', { script: FLOOD, emergency: true }),
    recording(where, 'PBB Jatuh Tempo'),
  ]);
  const tour = await plan(where, tourPlan(where, [taxes], { startLocal: '00:01' }));
  const { page, context, complaints } = await newPhone(shop);
  await page.goto(`${where.server.url}/crew/`);
  await page.getByRole('heading', { name: 'Masuk dengan kode QR' }).waitFor();
  await picture(page, 'sign-in');
  await ready(page, await qrLink(where));
  await page.getByRole('button', { name: '00:01' }).click();

  const body = { revision: tour.revision, plan: tourPlan(where, [flood, taxes], { startLocal: '00:01' }) };
  await api.call(updateTour, { params: { id: tour.id }, body });
  await page.getByText('berubah. Periksa titik dan urutannya').waitFor();
  await page.getByRole('button', { name: 'Mengerti' }).click();
  await row(page, flood.content.title).getByText('siap').waitFor();
  await page.getByRole('button', { name: `Putar ${flood.content.title}` }).click();
  await page.getByText(/^0:0[1-9] \//).waitFor();

  const reason = 'Air sudah surut';
  await api.call(withdrawAnnouncement, { params: { id: flood.id }, body: { reason } });
  await page.getByText(`“${flood.content.title}” ditarik`).waitFor();
  await row(page, flood.content.title).getByText('Ditarik').waitFor();
  await soon(async () => (await api.call(getTourProof, { params: { id: tour.id } })).plays).toMatchObject([
    { announcementId: flood.id, complete: false },
    { announcementId: taxes.id, complete: true },
  ]);

  // A school a few metres away: the car holds until it has left, or the crew takes it upon itself.
  const { latitude: latitudeDeg, longitude: longitudeDeg } = MARKET;
  await api.call(createQuietPlace, {
    body: {
      kind: 'school',
      name: 'SDN Pasarwetan 1',
      point: { latitudeDeg: latitudeDeg + 0.0007, longitudeDeg },
      radiusM: 150,
      days: [],
      hours: null,
    },
  });
  await page.getByRole('button', { name: 'Putar' }).last().click();
  await page.getByText('Sekolah: SDN Pasarwetan 1').waitFor();
  await picture(page, 'held');
  await context.setGeolocation({ ...MARKET, latitude: latitudeDeg + 0.01 });
  await page.getByText('Sudah lewat. Boleh lanjut.').waitFor();
  await context.setGeolocation(MARKET);
  await page.getByRole('button', { name: 'Tetap putar' }).click();
  await page.getByRole('button', { name: 'Ketuk sekali lagi' }).click();
  await soon(
    async () => (await api.call(getTourProof, { params: { id: tour.id } })).plays.at(-1)?.quiet,
  ).toEqual(['place']);

  // The voice counts as well.
  await row(page, taxes.content.title).getByRole('button', { name: 'Baca' }).click();
  await page.getByRole('button', { name: 'Mulai baca' }).click();
  await page.getByRole('button', { name: 'Selesai dibaca' }).click();
  await soon(async () =>
    (await api.call(getTourProof, { params: { id: tour.id } })).plays.at(-1),
  ).toMatchObject({ announcementId: taxes.id, how: 'live', complete: true });

  const devices = await api.call(listCrewDevices, { params: { id: where.unit.id } });
  for (const { id } of devices) await api.call(revokeCrewDevice, { params: { id } });
  await page.evaluate(() => window.dispatchEvent(new Event('offline')));
  await page.getByText('Ponsel ini dikeluarkan oleh operator').waitFor();
  expect(complaints).toEqual([]);
});
