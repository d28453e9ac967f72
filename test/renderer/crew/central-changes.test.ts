/** What central changes while the car is out: in a real browser, against the real server. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { withdrawAnnouncement } from '../../../core/api/announcements.ts';
import { updateUnit } from '../../../core/api/reports.ts';
import { cancelTour, createQuietPlace, getTourProof, updateTour } from '../../../core/api/tours.ts';
import {
  chooseTour,
  MARKET,
  FAR_AWAY,
  newPhone,
  openPhoneShop,
  picture,
  plan,
  qrLink,
  ready,
  recording,
  row,
  soon,
  tourPlan,
  FLOOD,
} from './support/market.ts';

const shop = openPhoneShop();

/** Writes a play as only a fault leaves it: the last one again, but for this. */
const brokenPlay = (page: Page, change: { sequence: number; state: string; lastedMs: number }) =>
  page.evaluate(
    ({ sequence, state, lastedMs }) =>
      new Promise<void>((done) => {
        const opening = indexedDB.open('wawar-crew');
        opening.onsuccess = () => {
          const trx = opening.result.transaction('plays', 'readwrite');
          const asking = trx.objectStore('plays').getAll();
          asking.onsuccess = () => {
            const last = asking.result.at(-1) as { play: { startMs: number } };
            const endMs = last.play.startMs + lastedMs;
            const play = { ...last.play, sequence, endMs, complete: false };
            trx.objectStore('plays').put({ ...last, sequence, state, play });
          };
          trx.oncomplete = () => {
            opening.result.close();
            done();
          };
        };
      }),
    change,
  );

test('central changes its mind while the car is out: a new order comes at once, what is withdrawn falls silent, who leaves the crew is shut out', async () => {
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
  await chooseTour(page, '00:01');

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
  // No reception for longer than a reading is believed: the school is where it was.
  await context.setGeolocation(null);
  await page.evaluate(() => {
    const now = Date.now.bind(Date);
    Date.now = () => now() + 61_000;
  });
  await page.getByText('Lokasi mobil sekarang tidak diketahui').waitFor();
  await picture(page, 'held-unknown');
  await context.setGeolocation({ ...MARKET, latitude: latitudeDeg + 0.01 });
  await page.getByText('Sudah lewat. Boleh lanjut.').waitFor();
  await context.setGeolocation(MARKET);
  await page.getByRole('button', { name: 'Tetap putar' }).click();
  await page.getByRole('button', { name: 'Ketuk sekali lagi' }).click();
  await soon(
    async () => (await api.call(getTourProof, { params: { id: tour.id } })).plays.at(-1)?.quiet,
  ).toEqual(['place']);

  // The app died while something played, and signed time had set its clock back meanwhile: no end before the start.
  await context.setGeolocation(FAR_AWAY);
  await brokenPlay(page, { sequence: 9000, state: 'running', lastedMs: -3_600_000 });
  await page.reload();
  const playsNow = async () => (await api.call(getTourProof, { params: { id: tour.id } })).plays;
  await soon(playsNow).toHaveLength(4);
  expect((await playsNow()).filter(({ startMs, endMs }) => startMs === endMs)).toMatchObject([
    { announcementId: taxes.id, complete: false },
  ]);

  // The voice counts as well, once; a play that the server does not take keeps it from nothing.
  await brokenPlay(page, { sequence: 0, state: 'ended', lastedMs: 1000 });
  await row(page, taxes.content.title).getByRole('button', { name: 'Baca' }).click();
  await page.getByRole('button', { name: 'Mulai baca' }).dblclick();
  await page.getByRole('button', { name: 'Selesai dibaca' }).click();
  await page.getByText('Server menolak satu catatan putar').waitFor();
  const read = async () => (await playsNow()).filter(({ how }) => how === 'live');
  await soon(read).toMatchObject([{ announcementId: taxes.id, complete: true }]);

  const { id: unitId, ...car } = where.unit;
  const withCrew = (memberIds: string[]) =>
    api.call(updateUnit, { params: { id: unitId }, body: { ...car, memberIds } });
  await withCrew([]);
  await page.getByText('Ponsel ini dikeluarkan oleh operator').waitFor();
  await withCrew(car.memberIds);
  expect(complaints).toEqual([]);
});

test('a car that plays goes where it is sent now, and falls silent when its tour is called off', async () => {
  const { where } = shop;
  const { api } = where.editor;
  const flood = await recording(where, 'Luapan di Hilir', { script: FLOOD, emergency: true });
  const stop = (name: string) => ({ name, point: null, areaId: null, arriveLocal: null, leaveLocal: null });
  const plans = (...names: string[]) =>
    tourPlan(where, [flood], { startLocal: '00:05', stops: names.map(stop) });
  const tour = await plan(where, plans('Pasar Wetan', 'Balai RW 03'));
  const { page, context, complaints } = await newPhone(shop);
  await context.setGeolocation(FAR_AWAY);
  await ready(page, await qrLink(where));
  await chooseTour(page, '00:05');
  const isHeard = () => page.getByText(/^0:0[1-9] \//).waitFor();
  await page.getByRole('button', { name: `Putar ${flood.content.title}` }).click();
  await isHeard();

  const body = { revision: tour.revision, plan: plans('Terminal', 'Pasar Wetan', 'Balai RW 03') };
  await api.call(updateTour, { params: { id: tour.id }, body });
  await page.getByText('berubah. Periksa titik dan urutannya').waitFor();
  await page.getByRole('heading', { name: 'Pasar Wetan' }).waitFor();
  await picture(page, 'redirected');
  await page.getByRole('button', { name: 'Klip berikut' }).click();
  await page.getByText('Titik ini selesai. Berikutnya: Terminal.').waitFor();

  await page.getByRole('button', { name: `Lanjutkan ${flood.content.title}` }).click();
  await page.getByRole('heading', { name: 'Terminal' }).waitFor();
  await isHeard();
  await api.call(cancelTour, { params: { id: tour.id } });
  await page.getByText('pukul 00.05 dibatalkan.').waitFor();
  await soon(async () => (await api.call(getTourProof, { params: { id: tour.id } })).plays).toMatchObject([
    { announcementId: flood.id, complete: false },
    { announcementId: flood.id, complete: false },
  ]);
  expect(await page.getByRole('button', { name: 'Jeda' }).count()).toBe(0);
  expect(complaints).toEqual([]);
});
