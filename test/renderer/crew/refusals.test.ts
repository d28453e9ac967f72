/** What the phone does not play, and what it says instead: in a real browser, against the real server. */
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { withdrawAnnouncement } from '../../../core/api/announcements.ts';
import { withdrawAroundClip } from '../../../core/api/around.ts';
import { updateUnit } from '../../../core/api/reports.ts';
import { cancelTour, createQuietPlace, getTourProof, updateTour } from '../../../core/api/tours.ts';
import { CrewDayBundle } from '../../../core/protocol/crew.ts';
import {
  parsePayload,
  fromBase64,
  payloadSha256,
  signEnvelope,
  type AroundApproval,
  type Envelope,
  type Signer,
} from '../../../core/trust/index.ts';
import { heardIn, listenIn } from './support/listening.ts';
import {
  agreeAround,
  chooseTour,
  MARKET,
  newPhone,
  OTHER_HOST,
  openPhoneShop,
  picture,
  plan,
  qrLink,
  ready,
  recording,
  soon,
  tourPlan,
} from './support/market.ts';
import { stolenKeys } from './support/stolen-keys.ts';

const shop = openPhoneShop();
const DAY_MS = 86_400_000;
/** From any school. */
const FAR_AWAY = { ...MARKET, latitude: MARKET.latitude + 0.02 };
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

/** Names of the recordings the phone holds. */
const storedClips = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<IDBValidKey[]>((done) => {
        const opening = indexedDB.open('wawar-crew');
        opening.onsuccess = () => {
          const asking = opening.result.transaction('clips').objectStore('clips').getAllKeys();
          asking.onsuccess = () => {
            opening.result.close();
            done(asking.result);
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

/** The day the server has signed, with this approval named in it, signed with the server's key again. */
function naming(around: Envelope, bundle: CrewDayBundle, publisher: Signer): CrewDayBundle {
  if (bundle.day === null) return bundle;
  const day = parsePayload('crewDay', fromBase64(bundle.day.payload) ?? new Uint8Array());
  if (!day.ok) throw new Error(day.error.code);
  const statement = { ...day.value.statement, aroundSha256: payloadSha256(around) };
  return { ...bundle, day: signEnvelope('crewDay', statement, [publisher]) };
}

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

test('what two people have not approved is never heard around a clip, whoever has the server; the clip is', async () => {
  const { where } = shop;
  const { api } = where.editor;
  const greeting = `Warga kota. ${FLOOD}`.slice(0, 200);
  const [clip, agreed] = await Promise.all([
    recording(where, 'Cegah Demam Berdarah'),
    agreeAround(where, { chime: false, greeting, closing: '' }),
  ]);
  await plan(where, tourPlan(where, [clip], { startLocal: '00:03' }));
  const [part] = agreed.parts;
  const recorded = clip.renditions[0]?.sha256;
  const { publisher, approver } = await stolenKeys(where);
  const { page, context } = await newPhone(shop);
  await context.setGeolocation(FAR_AWAY);
  await listenIn(page, 4);
  onTestFinished(() => page.unrouteAll({ behavior: 'ignoreErrors' }));
  const play = async () => {
    await page.getByRole('button', { name: `Putar ${clip.content.title}` }).click();
    await page.getByText('Semua titik selesai').waitFor();
    return (await heardIn(page)).map(({ sha256 }) => sha256);
  };

  // Both keys are stolen, but still it is one person who speaks.
  const [proposer, decider] = [where.admin.user.id, where.approver.user.id];
  const { content, parts } = agreed;
  const claimed = {
    kind: 'around',
    schema: 1,
    content,
    parts,
    approvedBy: decider,
    approvedAtMs: 1,
  } as const;
  const forge = (submittedBy: string, by: Signer) =>
    signEnvelope('around', { ...claimed, submittedBy } satisfies AroundApproval, [by]);
  const [byServer, alone] = [forge(proposer, publisher), forge(decider, approver)];
  let forged = byServer;
  // Not the questions that wait for a change.
  await page.route(/\/api\/crew\/day\?(?!.*known)/, async (route) => {
    const response = await route.fetch();
    const bundle = CrewDayBundle.parse(await response.json());
    await route.fulfill({ response, json: naming(forged, bundle, publisher) });
  });
  for (const one of [byServer, alone]) {
    const url = `**/api/crew/approvals/${payloadSha256(one)}`;
    await page.route(url, (route) => route.fulfill({ json: one }));
  }
  await ready(page, await qrLink(where));
  await chooseTour(page, '00:03');
  await page.getByText('tidak diputar: persetujuannya tidak ditandatangani penyetuju kota ini').waitFor();
  await picture(page, 'around-refused');
  expect(await play()).toEqual([recorded]);
  forged = alone;
  await page.reload();
  await page.getByText('yang menyetujui orang yang sama').waitFor();
  expect(await play()).toEqual([recorded]);

  // Approved, but other bytes come under its name.
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  let asked = 0;
  await page.route(`**/api/crew/media/${part?.sha256 ?? ''}`, (route) => {
    asked += 1;
    return route.fulfill({ contentType: 'audio/mpeg', body: Buffer.alloc(part?.bytes ?? 0, 1) });
  });
  await page.reload();
  await soon(() => asked).toBe(3);
  await page.getByText('Semua klip ada di ponsel').waitFor();
  expect(await play()).toEqual([recorded]);

  // What is withdrawn falls silent at once, and what was paused does not go on by itself.
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.reload();
  await page.getByText('Semua klip ada di ponsel').waitFor();
  await page.getByRole('button', { name: `Putar ${clip.content.title}` }).click();
  await page.getByText('Pembuka', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Jeda' }).click();
  await page.getByText('Dijeda').waitFor();
  const learnt = page.waitForResponse(/\/api\/crew\/day\?/);
  await api.call(withdrawAroundClip, { params: { id: agreed.id }, body: { reason: 'Salah nama kota' } });
  await learnt;
  await soon(() => storedClips(page)).not.toContain(part?.sha256);
  await page.getByRole('button', { name: 'Lanjutkan' }).click();
  await page.getByText('Semua titik selesai').waitFor();
  expect((await heardIn(page)).map(({ sha256 }) => sha256)).toEqual([part?.sha256, recorded]);
});
