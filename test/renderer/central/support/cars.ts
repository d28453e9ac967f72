/**
 * A city with cars, crews, a map and approved recordings, a tour that was half driven yesterday, and a car that was
 * heard without one.
 */
import { join } from 'node:path';
import { getCitySettings, updateCitySettings } from '../../../../core/api/city.ts';
import { createArea } from '../../../../core/api/people.ts';
import { createUnit } from '../../../../core/api/reports.ts';
import { createAnnouncement } from '../../../../core/api/announcements.ts';
import { createQuietPlace, createTour } from '../../../../core/api/tours.ts';
import type { Rendition } from '../../../../core/model/catalogue.ts';
import type { TourPlan } from '../../../../core/model/tour.ts';
import { openDatabase } from '../../../../server/store/database.ts';
import { contentWith } from '../../../server/support/content.ts';
import {
  addAgency,
  invite,
  setUp,
  testServer,
  type TestServer,
} from '../../../server/support/running-server.ts';

const DAY_MS = 86_400_000;
const WIB_MS = 7 * 3_600_000;
const HOME = { latitudeDeg: -6.2, longitudeDeg: 106.63 };
/** So far east and north of the market, in metres. */
const at = (east: number, north: number) => ({
  latitudeDeg: HOME.latitudeDeg + north / 110_574,
  longitudeDeg: HOME.longitudeDeg + east / 110_670,
});

const wibDate = (atMs: number): string => new Date(atMs + WIB_MS).toISOString().slice(0, 10);

const AREAS = [
  ['Karangseruni', -900, 700, 850],
  ['Rawamelati', 950, 800, 900],
  ['Sukatirta', -700, -1000, 900],
  ['Pasarwetan', 1000, -850, 800],
] as const;

const CLIPS = [
  ['Pekan Imunisasi Anak', []],
  ['Gerakan Pangan Murah', ['Pasarwetan']],
  ['Layanan KTP-el Keliling', ['Karangseruni', 'Rawamelati']],
  ['Cegah Demam Berdarah', ['Karangseruni', 'Sukatirta']],
] as const;

const recording = (seed: number): Rendition => ({
  kind: 'audio',
  sha256: String(seed).repeat(64),
  bytes: 600_000,
  mimeType: 'audio/mpeg',
  widthPx: null,
  heightPx: null,
  fit: null,
  durationMs: 34_000 + seed * 3000,
  voicing: 'horn',
  chunkSha256: [String(seed).repeat(64)],
});

export interface CityWithCars {
  server: TestServer;
  yesterday: string;
  today: string;
  tomorrow: string;
  /** Ids of areas and clips by name. */
  areas: ReadonlyMap<string, string>;
  clips: ReadonlyMap<string, string>;
}

/** Signed in as `humas`, an editor. What phones would have sent is written while the server is down. */
export async function cityWithCars(): Promise<CityWithCars> {
  const first = await testServer();
  const { dataDir } = first;
  const admin = await setUp(first);
  const { api } = admin;
  await invite(first, admin, 'humas', ['editor']);
  const crew = [
    await invite(first, admin, 'awak-satu', ['crew']),
    await invite(first, admin, 'awak-dua', ['crew']),
  ].map(({ user }) => user.id);
  const settings = await api.call(getCitySettings, {});
  await api.call(updateCitySettings, { body: { ...settings, location: HOME } });
  const areas = new Map<string, string>();
  for (const [index, [name, east, north, radiusM]] of AREAS.entries()) {
    const circle = { centre: at(east, north), radiusM };
    const code = `99.01.01.100${index + 1}`;
    const body = { name, level: 'village' as const, code, parentId: null, circle };
    areas.set(name, (await api.call(createArea, { body })).id);
  }
  const quiet = [
    ['school', 'SD Negeri 3', at(-1250, 250), 180, { from: '07:00', to: '14:00' }],
    ['hospital', 'RSUD Tirtaraya', at(300, 250), 260, null],
  ] as const;
  for (const [kind, name, point, radiusM, hours] of quiet)
    await api.call(createQuietPlace, { body: { kind, name, point, radiusM, days: [], hours } });
  const unit = { agencyId: null, areaIds: [...areas.values()].slice(0, 2), plate: 'X 1234 YZ' };
  const one = await api.call(createUnit, {
    body: { ...unit, name: 'Mobil Wawar 1', memberIds: crew.slice(0, 1) },
  });
  const two = await api.call(createUnit, {
    body: { ...unit, name: 'Mobil Wawar 2', memberIds: crew.slice(1) },
  });
  const agency = await addAgency(admin);
  const clips = new Map<string, string>();
  for (const [title, names] of CLIPS) {
    const areaIds = names.flatMap((name) => areas.get(name) ?? []);
    const outputs = { screen: false, ticker: true, mobile: true };
    const body = contentWith(agency.id, { title, areaIds, outputs, script: title });
    clips.set(title, (await api.call(createAnnouncement, { body })).id);
  }
  const [yesterday, today, tomorrow] = [-1, 0, 1].map((days) => wibDate(Date.now() + days * DAY_MS)) as [
    string,
    string,
    string,
  ];
  const stop = (name: string, east: number, north: number, area: string, arriveLocal: string) => ({
    name,
    point: at(east, north),
    areaId: areas.get(area) ?? null,
    arriveLocal,
    leaveLocal: null,
  });
  const plan: TourPlan = {
    unitId: one.id,
    crewIds: crew.slice(0, 1),
    date: yesterday,
    startLocal: '08:00',
    endLocal: '11:00',
    areaIds: [...areas.values()].slice(0, 2),
    stops: [
      stop('Kantor Kelurahan Karangseruni', -900, 900, 'Karangseruni', '08:20'),
      stop('Terminal Rawamelati', 800, 900, 'Rawamelati', '09:30'),
    ],
    clips: [...clips.values()].filter((_, index) => index !== 1),
    repeats: 2,
    gapMs: 5000,
    note: '',
  };
  const driven = await api.call(createTour, { body: { ...plan, date: today } });
  const live = { ...plan, date: today, startLocal: '00:05', endLocal: '23:55' };
  const driving = await api.call(createTour, { body: live });
  await first.close();

  const db = await openDatabase(join(dataDir, 'wawar.sqlite'));
  for (const [index, id] of [...clips.values()].entries())
    await db
      .updateTable('announcements')
      .set({
        state: 'approved',
        rendering: 'ready',
        approval_sha256: 'a'.repeat(64),
        created_at_ms: Date.now() - 2 * DAY_MS,
        renditions: JSON.stringify([recording(index + 1)]),
      })
      .where('id', '=', id)
      .execute();
  // Planned when that day was not over yet.
  const past = { date: yesterday, plan: JSON.stringify(plan) };
  await db.updateTable('tours').set(past).where('id', '=', driven.id).execute();
  const heardMs = Date.parse(`${yesterday}T08:24:00+07:00`);
  const playOf = (tourId: string, sequence: number, startMs: number) => {
    const lastsMs = 37_000 + (sequence % 3) * 3000;
    const point = at(-900 + (sequence % 4) * 35 - 50, 880 + (sequence % 5) * 22);
    return {
      device_id: 'd'.repeat(64),
      store_epoch: 'e1',
      sequence,
      unit_id: one.id,
      user_id: crew[0] ?? '',
      tour_id: tourId,
      how: sequence === 4 ? ('live' as const) : ('clip' as const),
      announcement_id: plan.clips[sequence % plan.clips.length] ?? '',
      clip_sha256: sequence === 4 ? null : 'a'.repeat(64),
      start_ms: startMs,
      end_ms: startMs + (sequence === 5 ? 9000 : lastsMs),
      complete: sequence === 5 ? 0 : 1,
      latitude_deg: point.latitudeDeg,
      longitude_deg: point.longitudeDeg,
      accuracy_m: 6 + sequence,
      area_id: areas.get('Karangseruni') ?? null,
      quiet_overridden: '[]',
      received_at_ms: startMs,
    };
  };
  await db
    .insertInto('tour_plays')
    .values([
      ...Array.from({ length: 7 }, (_, index) => playOf(driven.id, index + 1, heardMs + index * 55_000)),
      playOf(driving.id, 20, Date.now() - 60_000),
      ...[30, 31].map((sequence) => ({
        ...playOf(driving.id, sequence, heardMs + sequence * 600_000),
        tour_id: null,
        unit_id: two.id,
        user_id: crew[1] ?? '',
      })),
    ])
    .execute();
  await db.destroy();
  return { server: await testServer({ dataDir }), yesterday, today, tomorrow, areas, clips };
}
