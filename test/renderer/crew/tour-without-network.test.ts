/** A crew's morning: the built app in a real browser, the real server behind a cable that can be pulled. */
import { expect, onTestFinished, test } from 'vitest';
import { createArea } from '../../../core/api/people.ts';
import { getTourProof } from '../../../core/api/tours.ts';
import type { Tour } from '../../../core/model/tour.ts';
import type { ProvenPlay } from '../../../core/tours/proof.ts';
import { startTcpProxy } from '../../support/tcp-proxy.ts';
import { heardIn, listenIn } from './support/listening.ts';
import {
  agreeAround,
  chooseTour,
  deploy,
  MARKET,
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
} from './support/market.ts';

const shop = openPhoneShop();

const must = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('there is none');
  return value;
};

const STOP = { point: null, areaId: null, arriveLocal: null, leaveLocal: null };

/** What the server holds of a tour, by time. */
const playsInCentral = async (tour: Tour): Promise<ProvenPlay[]> =>
  (await shop.where.editor.api.call(getTourProof, { params: { id: tour.id } })).plays;

const FOOD = 'Gerakan Pangan Murah';
const FOOD_SCRIPT =
  'Warga Pasarwetan, Gerakan Pangan Murah hadir di halaman kantor kelurahan Jumat, mulai pukul tujuh pagi. Tersedia beras, minyak goreng, dan telur selama persediaan ada. Bawalah tas belanja sendiri.';
const MOSQUITOES = 'Cegah Demam Berdarah';
/** Six seconds: the line is cut while they are heard. */
const MOSQUITOES_SCRIPT = 'Musim hujan tiba, mari kuras dan tutup tempat penampungan air setiap minggu.';

test('a QR code, a download that breaks off, a tour without network, a reload in its middle: each play counts once', async () => {
  const { where } = shop;
  const cable = await startTcpProxy(where.server.port);
  onTestFinished(() => cable.close());
  const [food, mosquitoes] = await Promise.all([
    recording(where, FOOD, { script: FOOD_SCRIPT }),
    recording(where, MOSQUITOES, { script: MOSQUITOES_SCRIPT }),
  ]);
  const stops = [
    { ...STOP, name: 'Pasar Wetan', arriveLocal: '08:00' },
    { ...STOP, name: 'Balai RW 03', arriveLocal: '09:30' },
  ];
  const hours = { startLocal: '08:00', endLocal: '11:00', note: 'Mulai dari pintu timur pasar.' };
  const tour = await plan(where, tourPlan(where, [mosquitoes, food], { ...hours, stops }));
  const { page, complaints } = await newPhone(shop);
  const answers: { status: number; range: string | undefined }[] = [];
  page.on('response', (response) => {
    if (!response.url().includes('/api/crew/media/')) return;
    answers.push({ status: response.status(), range: response.headers()['content-range'] });
  });

  // The line breaks in the middle of a recording; what came stays, and the rest comes later.
  const origin = `http://127.0.0.1:${String(cable.port)}`;
  await page.goto(`${origin}/crew/`);
  await page.getByText('Masuk dengan kode QR').waitFor();
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
  const { sha256, bytes } = must(food.renditions[0]);
  cable.stallAfter(bytes / 2, `/api/crew/media/${sha256}`);
  await page.goto(await qrLink(where, origin));
  await page.getByText(/^[1-9]\d? %$/).waitFor();
  cable.cut();
  await page.getByText('Luring', { exact: true }).waitFor();
  cable.restore();
  await page.getByText('Semua klip ada di ponsel').waitFor();
  const resumed = answers.filter(({ status }) => status === 206);
  expect(resumed.map(({ range }) => range)).toEqual([expect.stringMatching(/^bytes [1-9]\d*-/)]);
  expect(page.url()).not.toContain('token');

  // The tour begins on the line; from the middle of its first clip on there is no network.
  await page.getByRole('button', { name: `Putar ${MOSQUITOES}` }).click();
  await page.getByText(/^0:0[1-9] \//).waitFor();
  expect(await page.getByText('Daring', { exact: true }).isVisible()).toBe(true);
  cable.cut();
  await page.getByText('Luring', { exact: true }).waitFor();
  expect(await page.getByRole('heading', { name: MOSQUITOES }).isVisible()).toBe(true);
  await page.getByRole('heading', { name: FOOD }).waitFor();
  await page.getByText(/^0:0[1-9] \//).waitFor();
  await picture(page, 'playing');
  await page.reload();
  await page.getByText('Luring', { exact: true }).waitFor();
  await picture(page, 'day');
  await row(page, FOOD).getByRole('button', { name: 'Baca' }).click();
  await picture(page, 'live');
  await page.getByRole('button', { name: 'Tutup' }).click();
  await page.getByRole('button', { name: `Lanjutkan ${FOOD}` }).click();
  await page.getByRole('button', { name: 'Jeda' }).waitFor();
  await page.getByText(/^0:0[1-9] \//).waitFor();
  await page.getByRole('button', { name: 'Klip berikut' }).click();
  await page.getByText('Titik ini selesai. Berikutnya: Balai RW 03.').waitFor();
  await page.getByRole('button', { name: 'Catatan putar' }).click();
  await page.getByText('3 menunggu dikirim').waitFor();
  expect(await playsInCentral(tour)).toEqual([]);

  // Back on the line; the first acknowledgement is lost, so the plays go out twice.
  let isLost = false;
  await page.route('**/api/crew/plays', async (route) => {
    if (isLost) return route.continue();
    // Before the line is back nothing arrives, so nothing can be acknowledged either.
    isLost = await route.fetch().then(
      () => true,
      () => false,
    );
    return route.abort();
  });
  cable.restore();
  await page.getByText('terkirim', { exact: true }).nth(2).waitFor();
  expect(isLost).toBe(true);
  await picture(page, 'log');
  const plays = await playsInCentral(tour);
  expect(plays.map(({ announcementId, complete }) => [announcementId, complete])).toEqual([
    [mosquitoes.id, true],
    [food.id, false],
    [food.id, false],
  ]);
  for (const play of plays) {
    // One that a reload cuts ends where it was last known to be heard, which may be its beginning.
    expect(play.endMs).toBeGreaterThanOrEqual(play.startMs);
    expect(play.position).toEqual({ latitudeDeg: -6.2, longitudeDeg: 106.8, accuracyM: 12 });
  }
  expect(complaints).toEqual([]);
});

test('a new version of the app waits until the tour is over, is taken over with a tap, and starts without network', async () => {
  const { where } = shop;
  const clip = await recording(where, 'Pekan Imunisasi Anak', { script: FOOD_SCRIPT });
  await plan(where, tourPlan(where, [clip], { startLocal: '00:04' }));
  const { page, context, complaints } = await newPhone(shop);
  await ready(page, await qrLink(where));
  await chooseTour(page, '00:04');
  const play = page.getByRole('button', { name: `Putar ${clip.content.title}` });
  const build = page.locator('meta[name=build]');
  await play.click();
  await page.getByText(/^0:0\d \//).waitFor();

  await deploy(where, 'next');
  // The crew looks at the phone again: that is when the app asks for a newer self.
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
  const waiting = () =>
    page.evaluate(async () => (await navigator.serviceWorker.ready).waiting?.state ?? 'none');
  await soon(waiting).toBe('installed');
  const heardPercent = async () => Number(await page.locator('.now-bar progress').getAttribute('value'));
  const before = await heardPercent();
  await soon(heardPercent).toBeGreaterThan(before);
  expect(await build.count()).toBe(0);
  await page.getByRole('button', { name: 'Klip berikut' }).click();
  await page.getByText('Versi baru siap.').waitFor();
  await picture(page, 'update');
  await page.getByRole('button', { name: 'Pasang' }).click();
  await build.waitFor({ state: 'attached' });
  await page.getByText('Semua klip ada di ponsel').waitFor();

  await context.setOffline(true);
  await page.reload();
  await page.getByText('Luring', { exact: true }).waitFor();
  expect(await build.getAttribute('content')).toBe('next');
  await play.click();
  await page.getByText(/^0:0\d \//).waitFor();
  expect(await page.evaluate(async () => (await caches.keys()).length)).toBe(1);
  expect(complaints).toEqual([]);
});

/** RMS of full scale: a pause in speech lies far below, a word of a recording at −16 LUFS far above. */
const AUDIBLE = 0.03;

test('chime, the kelurahan’s own greeting, clip and closing are heard one after the other, without network', async () => {
  const { where } = shop;
  // Two on the way, without stops: the phone knows in which of them it is.
  const village = (name: string, code: string, latitudeDeg: number) => {
    const circle = { centre: { latitudeDeg, longitudeDeg: MARKET.longitude }, radiusM: 800 };
    const body = { name, level: 'village' as const, code, parentId: null, circle };
    return where.admin.api.call(createArea, { body });
  };
  const other = await village('Karangseruni', '99.01.01.1001', MARKET.latitude + 0.05);
  const area = await village('Pasarwetan', '99.01.01.1004', MARKET.latitude);
  const [clip, { parts }] = await Promise.all([
    recording(where, 'Bursa Kerja Tirtaraya'),
    agreeAround(where, { chime: true, greeting: 'Warga {kelurahan}.', closing: 'Terima kasih.' }),
  ]);
  await plan(where, tourPlan(where, [clip], { startLocal: '00:02', areaIds: [other.id, area.id] }));
  const { page, context, complaints } = await newPhone(shop);
  await listenIn(page, 2);
  await ready(page, await qrLink(where));
  await context.setOffline(true);
  await chooseTour(page, '00:02');
  await page.getByRole('button', { name: `Putar ${clip.content.title}` }).click();
  await page.getByText('Semua titik selesai').waitFor();
  const heard = await heardIn(page);
  const made = (role: string, areaId: string | null) =>
    must(parts.find((part) => part.role === role && part.areaId === areaId)).sha256;
  expect(heard.map(({ sha256 }) => sha256)).toEqual([
    made('chime', null),
    made('greeting', area.id),
    must(clip.renditions[0]).sha256,
    made('closing', null),
  ]);
  for (const { loudest } of heard) expect(loudest).toBeGreaterThan(AUDIBLE);
  expect(complaints).toEqual([]);
});
