import { expect, it } from 'vitest';
import {
  createPlaylist,
  deletePlaylist,
  updatePlaylist,
  createAnnouncement,
} from '../../core/api/announcements.ts';
import { getCitySettings, updateCitySettings } from '../../core/api/city.ts';
import { createArea, listAreas, updateAgency, listAgencies } from '../../core/api/people.ts';
import { createUnit, listAudit, listUnits, updateUnit } from '../../core/api/reports.ts';
import { createEntry } from '../../core/api/schedule.ts';
import {
  createGroup,
  createScreen,
  deleteScreen,
  listGroups,
  listScreens,
  updateScreen,
} from '../../core/api/screens.ts';
import { DEFAULT_CITY_SETTINGS } from '../../core/model/city-settings.ts';
import type { EntryPlan } from '../../core/model/catalogue.ts';
import { contentWith, screenWith } from './support/content.ts';
import { addAgency, invite, refusal, setUp, testServer } from './support/running-server.ts';

const everyDay = (source: EntryPlan['source'], target: EntryPlan['target']): EntryPlan => ({
  source,
  target,
  zone: 'main',
  timing: {
    startLocal: '2026-01-01T00:00:00',
    timeZone: 'Asia/Jakarta',
    durationMs: 86_400_000,
    rrule: 'FREQ=DAILY',
    rdates: [],
    exdates: [],
    windows: [],
  },
  rules: {
    priority: 10,
    sharePercent: null,
    minPlaysPerHour: null,
    maxPlaysPerHour: null,
    hard: false,
    shuffle: false,
  },
});

it('screens, groups, agencies, areas and cars are kept as given, under names taken once', async () => {
  const server = await testServer();
  const { api } = await setUp(server);
  const group = await api.call(createGroup, { body: { name: 'Alun-alun' } });
  const area = await api.call(createArea, {
    body: { name: 'Karangseruni', level: 'village', code: '97.71.01.1001', parentId: null },
  });
  const body = screenWith('Videotron 1', 384, 192, { groupId: group.id, areaId: area.id });
  const screen = await api.call(createScreen, { body });
  expect(await api.call(listScreens, {})).toEqual([{ ...body, id: screen.id }]);
  expect(await refusal(api.call(createScreen, { body }))).toBe('name_taken');
  const moved = { ...body, name: 'Videotron A', note: 'Listrik padam.' };
  expect(await api.call(updateScreen, { params: { id: screen.id }, body: moved })).toMatchObject(moved);
  expect(await refusal(api.call(createGroup, { body: { name: 'Alun-alun' } }))).toBe('name_taken');
  expect(await api.call(listGroups, {})).toEqual([group]);
  expect(await api.call(listAreas, {})).toEqual([area]);

  const unit = {
    name: 'Mobil 1',
    plate: 'X 1234 YZ',
    agencyId: null,
    areaIds: [area.id],
    voicing: 'column' as const,
    memberIds: [],
  };
  const { id } = await api.call(createUnit, { body: unit });
  await api.call(updateUnit, { params: { id }, body: { ...unit, plate: 'X 4321 YZ' } });
  expect(await api.call(listUnits, {})).toEqual([{ ...unit, id, plate: 'X 4321 YZ' }]);
  expect(await refusal(api.call(createUnit, { body: unit }))).toBe('name_taken');

  const agency = await addAgency({ api } as Awaited<ReturnType<typeof setUp>>);
  const renamed = { name: 'Dinas Kesehatan', shortName: 'Dinkes', kind: 'opd' as const };
  await api.call(updateAgency, { params: { id: agency.id }, body: renamed });
  expect(await api.call(listAgencies, {})).toEqual([{ ...renamed, id: agency.id }]);
});

it('a screen that cannot be is refused with its fields', async () => {
  const server = await testServer();
  const { api } = await setUp(server);
  const base = screenWith('Videotron 1', 384, 192);
  const zone = { id: 'main' as const, x: 0, y: 0, widthPx: 384, heightPx: 192 };
  const wrong = [
    { ...base, timeZone: 'Asia/Atlantis' },
    { ...base, areaId: 'nowhere' },
    { ...base, groupId: 'none' },
    { ...base, zones: [{ ...zone, x: 2 }] },
    { ...base, zones: [zone, zone] },
    { ...base, output: { ...base.output, widthPx: 383 } },
  ];
  const codes = await Promise.all(wrong.map((body) => refusal(api.call(createScreen, { body }))));
  expect(codes).toEqual(wrong.map(() => 'invalid_request'));
});

it('what the schedule uses is not deleted', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const { api } = admin;
  const agency = await addAgency(admin);
  const screen = await api.call(createScreen, { body: screenWith('Videotron 1', 384, 192) });
  const announcement = await api.call(createAnnouncement, {
    body: contentWith(agency.id, { outputs: { screen: true, ticker: true, mobile: false } }),
  });
  const body = { name: 'Pagi', announcementIds: [announcement.id] };
  const playlist = await api.call(createPlaylist, { body });
  const plan = everyDay(
    { kind: 'playlist', playlistId: playlist.id },
    { kind: 'screen', screenId: screen.id },
  );
  await api.call(createEntry, { body: plan });
  expect(await refusal(api.call(deletePlaylist, { params: { id: playlist.id } }))).toBe('in_use');
  expect(await refusal(api.call(deleteScreen, { params: { id: screen.id } }))).toBe('in_use');
});

it('playlists hold announcements that exist, in their order', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const { api } = admin;
  const agency = await addAgency(admin);
  const write = () => api.call(createAnnouncement, { body: contentWith(agency.id) });
  const [first, second] = [await write(), await write()];
  const { id } = await api.call(createPlaylist, {
    body: { name: 'Pagi', announcementIds: [first.id, second.id] },
  });
  const turned = { name: 'Pagi', announcementIds: [second.id, first.id, second.id] };
  expect(await api.call(updatePlaylist, { params: { id }, body: turned })).toEqual({ id, ...turned });
  const unknown = { name: 'Siang', announcementIds: ['nothing'] };
  expect(await refusal(api.call(createPlaylist, { body: unknown }))).toBe('invalid_request');
  await api.call(deletePlaylist, { params: { id } });
  expect(await refusal(api.call(deletePlaylist, { params: { id } }))).toBe('not_found');
});

it('what the city decided is what everybody reads, only an admin changes it, and the audit log has it', async () => {
  const server = await testServer();
  const admin = await setUp(server);
  const editor = await invite(server, admin, 'humas', ['editor']);
  expect(await editor.api.call(getCitySettings, {})).toEqual(DEFAULT_CITY_SETTINGS);
  const body = {
    ...DEFAULT_CITY_SETTINGS,
    location: { latitudeDeg: -6.178, longitudeDeg: 106.63 },
    screenLoudnessLufs: -23 as const,
  };
  expect(await refusal(editor.api.call(updateCitySettings, { body }))).toBe('forbidden');
  expect(await admin.api.call(updateCitySettings, { body })).toEqual(body);
  expect(await editor.api.call(getCitySettings, {})).toEqual(body);
  const { rows } = await admin.api.call(listAudit, {});
  expect(rows[0]).toMatchObject({ action: 'city.changed', detail: { screenLoudnessLufs: -23 } });
});
