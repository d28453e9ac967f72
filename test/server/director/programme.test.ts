import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  UNEDITED,
  USUAL_PLAYER,
  type Area,
  type Playlist,
  type Screen,
} from '../../../core/model/catalogue.ts';
import { DEFAULT_CITY_SETTINGS } from '../../../core/model/city-settings.ts';
import { DEFAULT_PLAYER_SETTINGS } from '../../../core/model/screen-settings.ts';
import { canonicalBytes } from '../../../core/trust/index.ts';
import { buildProgramme, type PlannedEntry } from '../../../server/publish/programme.ts';
import type { ApprovedAnnouncement } from '../../../server/publish/programme-items.ts';
import { allDay } from './support/city.ts';

const NOW_MS = Date.UTC(2026, 7, 17);
const PANEL = { widthPx: 64, heightPx: 32 };
const sha = (letter: string): string => letter.repeat(64);

const screen: Screen = {
  id: 'balai-kota',
  name: 'Balai Kota',
  site: '',
  areaId: 'karangseruni',
  groupId: 'pusat',
  output: { x: 0, y: 0, ...PANEL },
  zones: [
    { id: 'main', x: 0, y: 0, ...PANEL },
    { id: 'ticker', x: 0, y: 24, widthPx: 64, heightPx: 8 },
  ],
  timeZone: 'Asia/Jakarta',
  dayStartLocal: '04:00',
  operatingHours: null,
  hoursLegalBasis: '',
  note: '',
  player: DEFAULT_PLAYER_SETTINGS,
  ...USUAL_PLAYER,
  wallPlace: null,
  cameraUrl: null,
};
const areas: Area[] = [
  { id: 'kota', name: 'Kota', level: 'city', code: '99.01', parentId: null, circle: null },
  {
    id: 'karangseruni',
    name: 'Karangseruni',
    level: 'village',
    code: '99.01.01.1001',
    parentId: 'kota',
    circle: null,
  },
  {
    id: 'rawamelati',
    name: 'Rawamelati',
    level: 'village',
    code: '99.01.01.1002',
    parentId: 'kota',
    circle: null,
  },
];

const announcement = fc.record({
  evergreen: fc.boolean(),
  areaIds: fc.subarray(['kota', 'karangseruni', 'rawamelati']),
  validUntilMs: fc.constantFrom(NOW_MS - 1, NOW_MS, NOW_MS + 1, NOW_MS + 86_400_000),
  maxPriority: fc.integer({ min: 0, max: 100 }),
  outputs: fc.record({ screen: fc.boolean(), ticker: fc.boolean(), mobile: fc.constant(true) }),
  tickerText: fc.constantFrom('', 'Teks'),
  widthPx: fc.constantFrom(64, 128),
  withdrawnAtMs: fc.option(fc.constant(NOW_MS - 1000)),
});

type Drawn<A> = A extends fc.Arbitrary<infer T> ? T : never;

const approvedFrom = (drawn: Drawn<typeof announcement>, id: string): ApprovedAnnouncement => {
  const { widthPx, withdrawnAtMs, ...content } = drawn;
  return {
    id,
    approvalSha256: sha('a'),
    withdrawnAtMs,
    content: {
      title: id,
      category: 'service',
      agencyId: 'dinkes',
      script: '',
      validFromMs: 0,
      emergency: false,
      airDurationMs: 10_000,
      leaseMs: 3_600_000,
      screenAssetId: null,
      fit: 'contain',
      audioAssetId: null,
      ...UNEDITED,
      ...content,
    },
    renditions: [
      {
        kind: 'image',
        sha256: sha(id.slice(-1)),
        bytes: 10,
        mimeType: 'image/png',
        widthPx,
        heightPx: 32,
        fit: 'contain',
        durationMs: null,
        voicing: null,
        chunkSha256: [sha('c')],
      },
    ],
  };
};

const target = fc.constantFrom<PlannedEntry['plan']['target'][]>(
  { kind: 'all' },
  { kind: 'screen', screenId: 'balai-kota' },
  { kind: 'screen', screenId: 'lain' },
  { kind: 'group', groupId: 'pusat' },
  { kind: 'area', areaId: 'kota' },
  { kind: 'area', areaId: 'rawamelati' },
);

const IDS = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5'];

const city = fc.record({
  announcements: fc.array(announcement, { minLength: IDS.length, maxLength: IDS.length }),
  entries: fc.array(
    fc.record({
      target,
      zone: fc.constantFrom('main', 'ticker', 'badge'),
      announcementId: fc.constantFrom(...IDS, 'belum-disetujui'),
      priority: fc.integer({ min: 0, max: 100 }),
      fromPlaylist: fc.boolean(),
    }),
    { maxLength: 8 },
  ),
});

function sourcesOf({ announcements, entries }: Drawn<typeof city>, reversed = false) {
  const ordered = <T>(list: T[]): T[] => (reversed ? list.toReversed() : list);
  const approved = announcements.map((drawn, at) => approvedFrom(drawn, IDS[at] ?? ''));
  const playlist: Playlist = { id: 'semua', name: 'Semua', announcementIds: ['p0', 'p1', 'belum-disetujui'] };
  const planned = entries.map(({ announcementId, fromPlaylist, priority, ...plan }, at): PlannedEntry => {
    const entry = allDay(announcementId, plan);
    const source = fromPlaylist ? ({ kind: 'playlist', playlistId: 'semua' } as const) : entry.source;
    return { id: `e${at}`, plan: { ...entry, source, rules: { ...entry.rules, priority } } };
  });
  return {
    cityName: 'Kota Tirtaraya',
    screen,
    sync: null,
    areas: new Map(ordered(areas).map((area) => [area.id, area])),
    playlists: new Map([[playlist.id, playlist]]),
    announcements: new Map(ordered(approved).map((one) => [one.id, one])),
    entries: ordered(planned),
    quiet: null,
    nowMs: NOW_MS,
  };
}

it('the order of rows never matters', () => {
  fc.assert(
    fc.property(city, (drawn) => {
      const { programme, media } = buildProgramme(sourcesOf(drawn));
      const other = buildProgramme(sourcesOf(drawn, true));
      expect(canonicalBytes(other.programme)).toEqual(canonicalBytes(programme));
      expect(other.media).toEqual(media);
    }),
  );
});

it('holds only what is approved for this panel, its area, its outputs, its time and its priority', () => {
  let items = 0;
  fc.assert(
    fc.property(city, (drawn) => {
      const sources = sourcesOf(drawn);
      const { programme, media } = buildProgramme(sources);
      items += programme.items.length;
      const files = new Set(media.map((file) => file.sha256));
      for (const item of programme.items) {
        const { content, renditions } = sources.announcements.get(item.announcementId) ?? expect.fail();
        expect(content.validUntilMs).toBeGreaterThan(NOW_MS);
        expect(item.kind === 'ticker' ? content.outputs.ticker : content.outputs.screen).toBe(true);
        // The screen stands in Karangseruni, which lies in the city.
        expect(content.areaIds).not.toEqual(['rawamelati']);
        if (item.kind === 'ticker') continue;
        expect(renditions[0]?.widthPx).toBe(PANEL.widthPx);
        expect(files.has(item.mediaSha256)).toBe(true);
      }
      const known = new Map(programme.items.map((item) => [item.id, item]));
      for (const entry of programme.entries) {
        for (const itemId of entry.itemIds) {
          const item = known.get(itemId) ?? expect.fail();
          expect(item.kind === 'ticker').toBe(entry.zone === 'ticker');
          const most = sources.announcements.get(item.announcementId)?.content.maxPriority ?? -1;
          expect(entry.rules.priority).toBeLessThanOrEqual(most);
        }
      }
    }),
  );
  expect(items).toBeGreaterThan(0);
});

it('nothing targeted at the screen disappears without a word', () => {
  fc.assert(
    fc.property(city, (drawn) => {
      const sources = sourcesOf(drawn);
      const { programme, leftOut } = buildProgramme(sources);
      for (const { id, plan } of sources.entries) {
        const isHere = !['rawamelati', 'lain'].some((other) => Object.values(plan.target).includes(other));
        const said = leftOut.filter((one) => one.entryId === id).length;
        const aired = programme.entries.find((entry) => entry.id === id)?.itemIds.length ?? 0;
        const asked = plan.source.kind === 'playlist' ? 3 : 1;
        expect(said + aired).toBe(isHere ? asked : 0);
      }
    }),
  );
});

it('each zone takes the picture of exactly its size; the whole panel’s, if that is all that was approved', () => {
  const ZONES = [
    { id: 'main', x: 0, y: 0, widthPx: 64, heightPx: 24 },
    { id: 'badge', x: 64, y: 0, widthPx: 16, heightPx: 16 },
    { id: 'ticker', x: 0, y: 24, widthPx: 80, heightPx: 8 },
  ] as const;
  const drawn: Drawn<typeof announcement> = {
    ...{ evergreen: false, areaIds: [], validUntilMs: NOW_MS + 1, maxPriority: 100, widthPx: 64 },
    ...{ outputs: { screen: true, ticker: false, mobile: true }, tickerText: '', withdrawnAtMs: null },
  };
  const approved = approvedFrom(drawn, 'p0');
  const [picture = expect.fail()] = approved.renditions;
  const sized = (letter: string, widthPx: number, heightPx: number) => ({
    ...{ ...picture, sha256: sha(letter), widthPx, heightPx },
  });
  const renditions = [sized('1', 80, 32), sized('2', 64, 24), sized('3', 16, 16)];
  const nothing = { announcements: IDS.map(() => drawn), entries: [] };
  const sources = {
    ...sourcesOf(nothing),
    screen: { ...screen, output: { x: 0, y: 0, widthPx: 80, heightPx: 32 }, zones: [...ZONES] },
    announcements: new Map([['p0', { ...approved, renditions }]]),
    entries: (['main', 'badge'] as const).map((zone) => ({
      id: `e-${zone}`,
      plan: { ...allDay('p0', { target: { kind: 'all' }, zone }) },
    })),
  };
  const { programme, media } = buildProgramme(sources);
  const shown = programme.entries.map(({ zone, itemIds }) => {
    const item = programme.items.find(({ id }) => id === itemIds[0]) ?? expect.fail();
    return [zone, 'mediaSha256' in item ? item.mediaSha256 : ''];
  });
  expect(Object.fromEntries(shown)).toEqual({ main: sha('2'), badge: sha('3') });
  expect(media.map((file) => file.sha256)).toEqual([sha('2'), sha('3')]);

  const before = new Map([['p0', { ...approved, renditions: [sized('1', 80, 32)] }]]);
  const old = buildProgramme({ ...sources, announcements: before });
  expect(old.leftOut).toEqual([]);
  expect(old.media.map((file) => file.sha256)).toEqual([sha('1')]);
});

it('a fixed loudspeaker is given the clips that are planned, in slots of their length, and is silent otherwise', () => {
  const clip = (id: string, durationMs: number | null): ApprovedAnnouncement => {
    const drawn = approvedFrom(
      {
        evergreen: true,
        areaIds: [],
        validUntilMs: NOW_MS + 1,
        maxPriority: 100,
        outputs: { screen: true, ticker: true, mobile: true },
        tickerText: 'Teks',
        widthPx: 64,
        withdrawnAtMs: null,
      },
      id,
    );
    const [picture] = drawn.renditions;
    if (picture === undefined) throw new Error('no picture');
    const sound = { ...picture, kind: 'audio' as const, mimeType: 'audio/mpeg' as const, fit: null };
    const of = (voicing: 'horn' | 'column', letter: string) => ({
      ...{ ...sound, voicing, durationMs, widthPx: null, heightPx: null, sha256: sha(letter) },
    });
    return { ...drawn, renditions: [picture, of('horn', 'd'), of('column', 'e')] };
  };
  const heard = clip('p3', 9000);
  const outputs = { ...heard.content.outputs, mobile: false };
  const notForPoles = { ...heard, content: { ...heard.content, outputs } };
  const announcements = new Map(
    [clip('p0', 21_300), clip('p1', 9000), clip('p2', 300_001), notForPoles].map((one) => [one.id, one]),
  );
  const entries = ['p0', 'p2', 'p3'].map((id) => ({ id, plan: allDay(id) }));
  const made = buildProgramme({
    cityName: 'Kota Uji',
    screen: { ...screen, groupId: null, sound: 'audio_only', voicing: 'column' },
    sync: null,
    areas: new Map(areas.map((area) => [area.id, area])),
    playlists: new Map(),
    announcements,
    entries,
    quiet: { rules: DEFAULT_CITY_SETTINGS.quiet, location: null },
    nowMs: NOW_MS,
  });
  expect(made.programme.quiet?.rules).toEqual(DEFAULT_CITY_SETTINGS.quiet);
  expect(made.programme.items).toEqual([
    expect.objectContaining({ kind: 'audio', id: 'p0-a', mediaSha256: sha('e'), airDurationMs: 25_000 }),
  ]);
  expect(made.media).toEqual([expect.objectContaining({ type: 'audio/mpeg', sha256: sha('e') })]);
  expect(made.leftOut).toEqual([
    { entryId: 'p2', zone: 'main', announcementId: 'p2', code: 'no_rendition' },
    { entryId: 'p3', zone: 'main', announcementId: 'p3', code: 'output_not_approved' },
  ]);
  expect(made.hasEvergreen).toBe(true);
});
