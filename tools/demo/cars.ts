/** The cars of Kota Tirtaraya: crew, map, quiet places, and tours of today and tomorrow. */
import { approveAroundClip, getAroundClip, proposeAroundClip } from '../../core/api/around.ts';
import { getCitySettings, updateCitySettings } from '../../core/api/city.ts';
import { listAreas, listUsers, updateArea } from '../../core/api/people.ts';
import { createUnit } from '../../core/api/reports.ts';
import { createQuietPlace, createTour, getTourDay } from '../../core/api/tours.ts';
import type { MobileUnit } from '../../core/model/catalogue.ts';
import type { TourStop } from '../../core/model/tour.ts';
import { isMeantFor } from '../../core/tours/index.ts';
import { until, type ApiClient } from '../api-client.ts';
import { CITY, people, units, type AreaKey } from './city.ts';
import { localDateOf } from './dates.ts';

const DAY_MS = 86_400_000;
/** In the Java Sea, where no city is. */
const HOME = { latitudeDeg: -5.9, longitudeDeg: 107.2 };
const at = (eastM: number, northM: number) => ({
  latitudeDeg: Number((HOME.latitudeDeg + northM / 110_574).toFixed(6)),
  longitudeDeg: Number((HOME.longitudeDeg + eastM / 110_730).toFixed(6)),
});

const circles: Partial<Record<AreaKey, { centre: ReturnType<typeof at>; radiusM: number }>> = {
  karangseruni: { centre: at(-950, 850), radiusM: 900 },
  rawamelati: { centre: at(1000, 900), radiusM: 950 },
  sukatirta: { centre: at(-850, -950), radiusM: 900 },
  pasarwetan: { centre: at(1000, -900), radiusM: 850 },
};

const quietPlaces = [
  { kind: 'school', name: 'SDN Karangseruni 2', point: at(-1350, 500), radiusM: 160, school: true },
  { kind: 'hospital', name: 'RSUD Tirtaraya', point: at(100, 100), radiusM: 280, school: false },
  { kind: 'worship', name: 'Masjid Agung Tirtaraya', point: at(1350, -1250), radiusM: 120, school: false },
] as const;

type Stop = [name: string, area: AreaKey, eastM: number, northM: number, arrive: string, leave: string];
const stops: Record<keyof typeof units, readonly Stop[]> = {
  one: [
    ['Kantor Kelurahan Karangseruni', 'karangseruni', -800, 1150, '08:15', '08:45'],
    ['Lapangan RW 04', 'karangseruni', -1200, 900, '09:00', '09:30'],
    ['Terminal Rawamelati', 'rawamelati', 900, 1100, '10:00', '10:40'],
  ],
  two: [
    ['Gerbang Pasar Wetan', 'pasarwetan', 1150, -700, '08:30', '09:15'],
    ['Balai Warga Sukatirta', 'sukatirta', -800, -800, '09:45', '10:30'],
  ],
};

/** After the announcements are approved: tours are planned from what may be heard. */
export async function seedCars(options: {
  admin: ApiClient;
  editor: ApiClient;
  approver: { api: ApiClient; password: string };
  agencyId: string;
  areaIds: ReadonlyMap<string, string>;
  nowMs: number;
}): Promise<void> {
  const { admin, editor, areaIds } = options;
  const settings = await admin.call(getCitySettings, {});
  await admin.call(updateCitySettings, { body: { ...settings, location: HOME } });
  const areas = new Map((await editor.call(listAreas, {})).map((area) => [area.id, area]));
  for (const [key, circle] of Object.entries(circles)) {
    const { id, ...area } = need(areas.get(need(areaIds.get(key))));
    await editor.call(updateArea, { params: { id }, body: { ...area, circle } });
  }
  for (const { school, ...place } of quietPlaces) {
    const when = school ? { days: [0, 1, 2, 3, 4], hours: { from: '07:00', to: '14:00' } } : ALWAYS;
    await editor.call(createQuietPlace, { body: { ...place, days: [...when.days], hours: when.hours } });
  }
  const users = await editor.call(listUsers, {});
  const idOf = (key: keyof typeof people) =>
    need(users.find(({ username }) => username === people[key].username)).id;
  for (const [key, { areas: toured, crew, ...unit }] of Object.entries(units)) {
    const created = await editor.call(createUnit, {
      body: {
        ...unit,
        agencyId: options.agencyId,
        areaIds: toured.map((area) => need(areaIds.get(area))),
        memberIds: [idOf(crew)],
      },
    });
    for (const days of [0, 1]) {
      const date = localDateOf(options.nowMs + days * DAY_MS, CITY.timeZone);
      await planTour(editor, created, date, stops[key as keyof typeof units], areaIds);
    }
  }
  await seedAround(editor, options.approver);

  async function planTour(
    planner: ApiClient,
    unit: MobileUnit,
    date: string,
    halts: readonly Stop[],
    ids: ReadonlyMap<string, string>,
  ): Promise<void> {
    const { clips } = await planner.call(getTourDay, { query: { date } });
    const heard = clips.filter(
      (clip) => clip.playable && unit.areaIds.some((id) => isMeantFor(clip.areaIds, id, areas)),
    );
    heard.sort((a, b) => Number(b.emergency) - Number(a.emergency));
    const body = {
      unitId: unit.id,
      crewIds: unit.memberIds,
      date,
      startLocal: '08:00',
      endLocal: '11:00',
      areaIds: unit.areaIds,
      stops: halts.map(([name, area, eastM, northM, arriveLocal, leaveLocal]): TourStop => ({
        name,
        point: at(eastM, northM),
        areaId: need(ids.get(area)),
        arriveLocal,
        leaveLocal,
      })),
      clips: heard.map(({ announcementId }) => announcementId),
      repeats: 2,
      gapMs: settings.clipGapMs,
      note: '',
    };
    await planner.call(createTour, { body });
  }
}

/** Chime, greeting and closing, proposed by one and approved by another. */
async function seedAround(
  editor: ApiClient,
  { api, password }: { api: ApiClient; password: string },
): Promise<void> {
  const content = {
    chime: true,
    greeting: 'Warga {kelurahan} yang kami hormati.',
    closing: 'Demikian pengumuman ini. Terima kasih.',
  };
  await editor.call(proposeAroundClip, { body: content });
  const id = await until(async () => {
    const { proposed } = await api.call(getAroundClip, {});
    return proposed?.state === 'making' ? undefined : need(proposed?.id);
  });
  await api.call(approveAroundClip, { params: { id }, body: { password } });
}

const ALWAYS = { days: [], hours: null };

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the demo city lacks a part');
  return value;
}
