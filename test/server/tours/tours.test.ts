import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createAnnouncement } from '../../../core/api/announcements.ts';
import { createArea, listAreas, signIn, updateArea } from '../../../core/api/people.ts';
import {
  createUnit,
  getCarProof,
  getProofOfPlay,
  getProofOfPlayCsv,
  listAudit,
} from '../../../core/api/reports.ts';
import {
  cancelTour,
  copyTours,
  createQuietPlace,
  createTour,
  deleteQuietPlace,
  getOutsideProof,
  getTourDay,
  getTourProof,
  getTourProofCsv,
  listQuietPlaces,
  listTourProofs,
  updateQuietPlace,
  updateTour,
} from '../../../core/api/tours.ts';
import type { TourPlan } from '../../../core/model/tour.ts';
import { openDatabase } from '../../../server/store/database.ts';
import { ApiClient } from '../../../tools/api-client.ts';
import {
  addAgency,
  invite,
  PASSWORD,
  refusal,
  setUp,
  testServer,
  type Person,
} from '../support/running-server.ts';
import { contentWith } from '../support/content.ts';

const wibDate = (days: number) =>
  new Date(Date.now() + days * 86_400_000 + 7 * 3_600_000).toISOString().slice(0, 10);
const [DATE, NEXT] = [wibDate(1), wibDate(2)];

const unitBody = (memberIds: string[] = []) => ({
  name: 'Mobil 1',
  plate: 'X 1 YZ',
  agencyId: null,
  areaIds: [],
  memberIds,
});

async function office() {
  const server = await testServer();
  const admin = await setUp(server);
  const crew = await invite(server, admin, 'kru', ['crew']);
  const area = await admin.api.call(createArea, {
    body: { name: 'Karangseruni', level: 'village', code: '97.71.01.1001', parentId: null },
  });
  const unit = await admin.api.call(createUnit, { body: unitBody([crew.user.id]) });
  const plan: TourPlan = {
    unitId: unit.id,
    crewIds: [crew.user.id],
    date: DATE,
    startLocal: '08:00',
    endLocal: '11:00',
    areaIds: [area.id],
    stops: [
      {
        name: 'Pasar',
        point: { latitudeDeg: -6.2, longitudeDeg: 106.63 },
        areaId: area.id,
        arriveLocal: '08:15',
        leaveLocal: null,
      },
    ],
    clips: [],
    repeats: 2,
    gapMs: 5000,
    note: '',
  };
  return { server, admin, crew, area, unit, plan };
}

const dayOf = ({ api }: Person, date = DATE) => api.call(getTourDay, { query: { date } });

it('a tour is planned, changed by whoever saw it last, and called off; each step stands in the audit log', async () => {
  const { admin, crew, plan } = await office();
  const { api } = admin;
  const tour = await api.call(createTour, { body: plan });
  expect(tour).toMatchObject({ revision: 1, state: 'planned', plan });

  const redirected = { ...plan, note: 'Pindah ke terminal', repeats: 3 };
  const params = { id: tour.id };
  const changed = await api.call(updateTour, { params, body: { revision: 1, plan: redirected } });
  expect(changed).toMatchObject({ revision: 2, plan: redirected });
  const late = api.call(updateTour, { params, body: { revision: 1, plan } });
  expect(await refusal(late)).toBe('stale_revision');

  const day = await dayOf(admin);
  expect(day.tours).toEqual([changed]);
  expect(day.crew).toEqual([{ id: crew.user.id, displayName: 'kru' }]);
  expect(await api.call(cancelTour, { params })).toMatchObject({ state: 'cancelled', revision: 3 });
  expect(await refusal(api.call(cancelTour, { params }))).toBe('wrong_state');
  const { rows, chainIntact } = await api.call(listAudit, { query: {} });
  expect(chainIntact).toBe(true);
  expect(rows.filter(({ subjectId }) => subjectId === tour.id).map(({ action }) => action)).toEqual([
    'tour.cancelled',
    'tour.changed',
    'tour.planned',
  ]);
});

it('a plan that names what is not there, or ends before it starts, is refused with its field', async () => {
  const { admin, plan } = await office();
  for (const wrong of [
    { ...plan, unitId: 'nobody' },
    { ...plan, crewIds: ['nobody'] },
    { ...plan, clips: ['nobody'] },
    { ...plan, areaIds: ['nobody'] },
    { ...plan, endLocal: '08:00' },
    { ...plan, date: '2026-02-30' },
  ])
    expect(await refusal(admin.api.call(createTour, { body: wrong }))).toBe('invalid_request');
  expect((await dayOf(admin)).tours).toEqual([]);
});

it('a day that is over stays as it was planned', async () => {
  const { admin, plan } = await office();
  const { api } = admin;
  const past = { ...plan, date: wibDate(-1) };
  expect(await refusal(api.call(createTour, { body: past }))).toBe('wrong_state');
  const { id } = await api.call(createTour, { body: { ...plan, date: wibDate(0) } });
  const back = api.call(updateTour, { params: { id }, body: { revision: 1, plan: past } });
  expect(await refusal(back)).toBe('wrong_state');
  const copied = api.call(copyTours, { body: { from: wibDate(0), to: wibDate(-1) } });
  expect(await refusal(copied)).toBe('wrong_state');
});

it('a day is planned like another: cars that have a tour keep it, what is not valid stays behind', async () => {
  const { admin, plan } = await office();
  const { api } = admin;
  const other = await api.call(createUnit, { body: { ...unitBody(), name: 'Mobil 2' } });
  const agency = await addAgency(admin);
  const { id: draft } = await api.call(createAnnouncement, { body: contentWith(agency.id) });
  await api.call(createTour, { body: { ...plan, clips: [draft] } });
  await api.call(createTour, { body: { ...plan, unitId: other.id } });
  const own = await api.call(createTour, { body: { ...plan, unitId: other.id, date: NEXT, repeats: 9 } });
  const cancelled = await api.call(createTour, { body: { ...plan, startLocal: '09:00' } });
  await api.call(cancelTour, { params: { id: cancelled.id } });

  expect((await dayOf(admin)).clips).toMatchObject([{ announcementId: draft, playable: false }]);
  const body = { from: DATE, to: NEXT };
  const { tours, leftOut } = await api.call(copyTours, { body });
  expect(leftOut).toBe(1);
  expect(tours.map((tour) => tour.plan)).toEqual([{ ...plan, date: NEXT, clips: [] }]);
  expect((await dayOf(admin, NEXT)).tours.map(({ id }) => id).sort()).toEqual([own.id, tours[0]?.id].sort());
  expect((await api.call(copyTours, { body })).tours).toEqual([]);
});

it('quiet places and the circles of areas are drawn, moved and removed', async () => {
  const { admin, area } = await office();
  const { api } = admin;
  const place = {
    kind: 'school' as const,
    name: 'SD Negeri 1',
    point: { latitudeDeg: -6.19, longitudeDeg: 106.64 },
    radiusM: 150,
    days: [0, 1, 2, 3, 4],
    hours: { from: '07:00', to: '14:00' },
  };
  const { id } = await api.call(createQuietPlace, { body: place });
  await api.call(updateQuietPlace, { params: { id }, body: { ...place, radiusM: 200 } });
  expect(await api.call(listQuietPlaces, {})).toEqual([{ ...place, radiusM: 200, id }]);
  expect((await dayOf(admin)).quiet.places).toHaveLength(1);
  await api.call(deleteQuietPlace, { params: { id } });
  expect(await refusal(api.call(deleteQuietPlace, { params: { id } }))).toBe('not_found');

  const circle = { centre: { latitudeDeg: -6.2, longitudeDeg: 106.63 }, radiusM: 900 };
  const { id: areaId, ...spec } = area;
  await api.call(updateArea, { params: { id: areaId }, body: { ...spec, circle } });
  expect(await api.call(listAreas, {})).toEqual([{ ...area, circle }]);
});

it('what was never driven is proven to be so', async () => {
  const { admin, plan } = await office();
  const tour = await admin.api.call(createTour, { body: plan });
  const period = { from: DATE, to: NEXT };
  const { tours, outside } = await admin.api.call(listTourProofs, { query: period });
  const [row] = tours;
  expect(outside).toEqual([]);
  expect(row).toMatchObject({ tour: { id: tour.id, state: 'planned' } });
  expect(row?.proof.areas).toEqual([{ areaId: plan.areaIds[0], planned: true, heard: 0, unknown: false }]);
  expect(await admin.api.call(getTourProof, { params: { id: tour.id } })).toMatchObject({
    plays: [],
    titles: {},
  });
  const year = { from: '2026-01-01', to: '2026-12-31' };
  expect(await refusal(admin.api.call(listTourProofs, { query: year }))).toBe('invalid_request');
});

const TITLE = '=Jadwal, "Imunisasi"';
const HOUR_MS = 3_600_000;
/** Long enough for a machine that does much else. */
const PATIENCE_MS = 15_000;
const daysAgo = (days: number) => Date.now() - days * 86_400_000;

/** Yesterday a tour was driven and something was played beside it; one play of the tour lies a month back. */
async function driven() {
  const { server, admin, crew, area, plan } = await office();
  const { dataDir } = server;
  const { id: areaId, ...spec } = area;
  const circle = { centre: { latitudeDeg: -6.2, longitudeDeg: 106.63 }, radiusM: 900 };
  await admin.api.call(updateArea, { params: { id: areaId }, body: { ...spec, circle } });
  const agency = await addAgency(admin);
  const { id: clip } = await admin.api.call(createAnnouncement, {
    body: contentWith(agency.id, { title: TITLE }),
  });
  await invite(server, admin, 'opd', ['contributor'], agency.id);
  await invite(server, admin, 'opd2', ['contributor'], (await addAgency(admin, 'Dishub')).id);
  const date = wibDate(-1);
  const tour = await admin.api.call(createTour, { body: { ...plan, clips: [clip] } });
  await server.close();

  const startMs = Date.parse(`${date}T08:20:00+07:00`);
  const heard = (
    sequence: number,
    atMs: number,
    changes: { how?: 'live'; quiet?: string; tour?: null } = {},
  ) => ({
    device_id: 'd'.repeat(64),
    store_epoch: 'e1',
    sequence,
    unit_id: plan.unitId,
    user_id: crew.user.id,
    tour_id: changes.tour === null ? null : tour.id,
    how: changes.how ?? ('clip' as const),
    announcement_id: clip,
    clip_sha256: changes.how === 'live' ? null : 'a'.repeat(64),
    start_ms: atMs,
    end_ms: atMs + 40_500,
    complete: 1,
    latitude_deg: -6.2005,
    longitude_deg: 106.63,
    accuracy_m: 8,
    area_id: areaId,
    quiet_overridden: JSON.stringify(changes.quiet === undefined ? [] : [changes.quiet]),
    received_at_ms: atMs,
  });
  const db = await openDatabase(join(dataDir, 'wawar.sqlite'));
  // Asked for and planned when that day was not over yet.
  const planned = { date, plan: JSON.stringify({ ...plan, date, clips: [clip] }) };
  await db.updateTable('tours').set(planned).where('id', '=', tour.id).execute();
  const asked = { created_at_ms: startMs - HOUR_MS };
  await db.updateTable('announcements').set(asked).where('id', '=', clip).execute();
  await db
    .insertInto('tour_plays')
    .values([
      heard(1, startMs),
      heard(2, startMs + 60_000, { how: 'live', quiet: 'prayer' }),
      heard(3, daysAgo(31)),
      heard(4, startMs + 8 * HOUR_MS, { tour: null }),
    ])
    .execute();
  await db.destroy();

  const again = await testServer({ dataDir });
  const signedIn = async (username: string) => {
    const api = new ApiClient(again.url);
    await api.call(signIn, { body: { username, password: PASSWORD } });
    return api;
  };
  return { signedIn, dataDir, tourId: tour.id, unitId: plan.unitId, areaId, clip, date, startMs };
}

it('tours are proven by what phones recorded; positions are forgotten in time, areas, stops and plays are not', async () => {
  const { signedIn, tourId, areaId, clip, date } = await driven();
  const api = await signedIn('admin');
  const proven = () => api.call(getTourProof, { params: { id: tourId } });
  await expect
    .poll(async () => (await proven()).plays.map(({ position }) => position !== null), {
      timeout: PATIENCE_MS,
    })
    .toEqual([false, true, true]);
  const whole = await proven();
  expect(whole.tour.state).toBe('done');
  expect(whole.titles).toEqual({ [clip]: TITLE });
  expect(whole.proof.clips).toMatchObject([{ announcementId: clip, planned: 2, heard: 3, live: 1 }]);
  expect(whole.proof.areas).toEqual([{ areaId, planned: true, heard: 3, unknown: false }]);
  expect(whole.proof.stops).toMatchObject([{ heard: 3 }]);
  expect(whole.proof.inQuiet).toBe(1);
  expect(whole.plays[0]?.areaId).toBe(areaId);

  const csv = await api.call(getTourProofCsv, { query: { from: date, to: date, language: 'id' } });
  const [head, ...lines] = (await csv.text()).trim().split('\r\n');
  expect(head).toContain('Mobil,Petugas,Tur,Pengumuman,Cara');
  expect(lines).toHaveLength(3);
  expect(lines[1]).toContain(`Mobil 1,kru,${date},"'=Jadwal, ""Imunisasi""",dibacakan`);
  expect(lines[1]).toContain(',40.5,ya,Karangseruni,-6.2005,106.63,8,');
  expect(lines[1]?.endsWith('waktu salat')).toBe(true);
});

it('what was played without a tour stands by car and day, and its agency sees both without a position', async () => {
  const { signedIn, dataDir, unitId, areaId, clip, date, startMs } = await driven();
  const api = await signedIn('admin');
  const { outside } = await api.call(listTourProofs, { query: { from: date, to: date } });
  expect(outside).toMatchObject([
    { unitId, date, proof: { clips: [{ announcementId: clip, planned: 0, heard: 1 }], stops: [] } },
  ]);
  const beside = await api.call(getOutsideProof, { query: { unitId, date } });
  expect(beside.plays).toMatchObject([{ startMs: startMs + 8 * HOUR_MS, areaId }]);
  expect(beside.titles).toEqual({ [clip]: TITLE });

  const day = {
    planned: 2,
    heard: 3,
    cut: 0,
    live: 1,
    airTimeMs: 121_500,
    areaIds: [areaId],
    firstMs: startMs,
  };
  const car = { announcementId: clip, unitId, unitName: 'Mobil 1', total: day, days: [{ date, ...day }] };
  const period = { fromMs: Date.parse(`${date}T00:00:00+07:00`), toMs: Date.now() };
  const [own, foreign] = [await signedIn('opd'), await signedIn('opd2')];
  for (const reader of [api, own]) {
    expect((await reader.call(getProofOfPlay, { query: period })).cars).toMatchObject([car]);
    const page = await reader.call(getCarProof, { params: { id: clip } });
    expect(page).toMatchObject([car]);
    expect(JSON.stringify(page)).not.toMatch(/106\.63|position/);
  }
  expect((await foreign.call(getProofOfPlay, { query: period })).cars).toEqual([]);
  expect(await refusal(foreign.call(getCarProof, { params: { id: clip } }))).toBe('not_found');
  const csv = await own.call(getProofOfPlayCsv, { query: { ...period, language: 'id' } });
  const [, line] = (await csv.text()).trim().split('\r\n');
  expect(line).toBe(
    `"'=Jadwal, ""Imunisasi""",Dinas Dinkes,Mobil 1,3,2,121.5,${date} 08:20:00,${date} 16:20:00,ya,mobil,Karangseruni`,
  );
  const filed = join(dataDir, 'reports', `bukti-tayang_${date}.csv`);
  await expect.poll(() => readFile(filed, 'utf8').catch(() => ''), { timeout: PATIENCE_MS }).toContain(line);
});
