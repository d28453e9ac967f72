/** Kota Tirtaraya: fictional, with area codes outside the official range, so that nobody takes it for real. */
import type { Agency, Area, MobileUnit, Screen, USUAL_PLAYER } from '../../core/model/catalogue.ts';
import { DEFAULT_PLAYER_SETTINGS } from '../../core/model/screen-settings.ts';

export const CITY = { name: 'Kota Tirtaraya', timeZone: 'Asia/Jakarta' } as const;

export const agencies = {
  kominfo: { name: 'Dinas Komunikasi dan Informatika', shortName: 'Diskominfo', kind: 'opd' },
  dinkes: { name: 'Dinas Kesehatan', shortName: 'Dinkes', kind: 'opd' },
  bpbd: { name: 'Badan Penanggulangan Bencana Daerah', shortName: 'BPBD', kind: 'opd' },
} as const satisfies Record<string, Omit<Agency, 'id'>>;

/** Codes begin with 99, which no province has. */
export const areas = {
  city: { name: CITY.name, level: 'city', code: '99.01', parent: null },
  karangseruni: { name: 'Karangseruni', level: 'village', code: '99.01.01.1001', parent: 'city' },
  rawamelati: { name: 'Rawamelati', level: 'village', code: '99.01.01.1002', parent: 'city' },
  sukatirta: { name: 'Sukatirta', level: 'village', code: '99.01.02.1001', parent: 'city' },
  pasarwetan: { name: 'Pasarwetan', level: 'village', code: '99.01.02.1002', parent: 'city' },
} as const satisfies Record<string, Pick<Area, 'name' | 'level' | 'code'> & { parent: string | null }>;

export type AreaKey = keyof typeof areas;

type DemoScreen = Omit<
  Screen,
  'id' | 'areaId' | 'groupId' | 'timeZone' | 'player' | 'wallPlace' | 'cameraUrl' | keyof typeof USUAL_PLAYER
> & {
  area: AreaKey;
  /** Has a player at the desk; one has none, as an office finds it. */
  hasPlayer: boolean;
} & Partial<Pick<Screen, 'player' | keyof typeof USUAL_PLAYER>>;

/** The strip at the foot of a wall where text runs, about a sixth of its height. */
const zones = (widthPx: number, heightPx: number, tickerPx: number): Screen['zones'] => [
  { id: 'main', x: 0, y: 0, widthPx, heightPx },
  { id: 'ticker', x: 0, y: heightPx - tickerPx, widthPx, heightPx: tickerPx },
];

export const screens: readonly DemoScreen[] = [
  {
    name: 'Videotron Alun-alun',
    site: 'Jalan Merdeka, sisi utara alun-alun',
    area: 'karangseruni',
    output: { x: 0, y: 0, widthPx: 640, heightPx: 320 },
    zones: zones(640, 320, 54),
    dayStartLocal: '04:00',
    operatingHours: null,
    hoursLegalBasis: '',
    note: '',
    player: { ...DEFAULT_PLAYER_SETTINGS, transition: { kind: 'cross_fade', durationMs: 600 } },
    hasPlayer: true,
  },
  {
    name: 'Papan LED Pasar Wetan',
    site: 'Gerbang timur pasar',
    area: 'pasarwetan',
    output: { x: 0, y: 0, widthPx: 384, heightPx: 192 },
    zones: zones(384, 192, 32),
    dayStartLocal: '04:00',
    operatingHours: null,
    hoursLegalBasis: '',
    note: '',
    hasPlayer: true,
  },
  {
    name: 'Videotron Simpang Kenanga',
    site: 'Tiang simpang Jalan Kenanga, kartu pengirim mengambil sebagian desktop 1920×1080',
    area: 'sukatirta',
    output: { x: 160, y: 120, widthPx: 960, heightPx: 480 },
    zones: zones(960, 480, 80),
    dayStartLocal: '04:00',
    operatingHours: null,
    hoursLegalBasis: '',
    note: '',
    hasPlayer: true,
  },
  {
    name: 'Videotron Terminal Rawamelati',
    site: 'Atap terminal',
    area: 'rawamelati',
    output: { x: 0, y: 0, widthPx: 640, heightPx: 320 },
    zones: zones(640, 320, 54),
    dayStartLocal: '04:00',
    operatingHours: { from: '05:00', to: '22:00' },
    hoursLegalBasis: 'Contoh: Perwali Tirtaraya Nomor 7 Tahun 2025',
    note: 'Listrik terminal diperbaiki, menyala lagi setelah serah terima.',
    hasPlayer: false,
  },
  {
    name: 'Papan LED Pintu Barat Pasar',
    site: 'Pintu barat pasar, pemutar vendor tanpa PC',
    area: 'pasarwetan',
    // The size of its neighbour, so that it shares the neighbour's renditions.
    output: { x: 0, y: 0, widthPx: 384, heightPx: 192 },
    zones: zones(384, 192, 32),
    dayStartLocal: '04:00',
    operatingHours: null,
    hoursLegalBasis: '',
    note: 'Petugas pasar memuat paket baru setiap Senin.',
    hasPlayer: false,
    playerKind: 'vendor',
  },
  {
    name: 'Pengeras Suara Balai Warga Sukatirta',
    site: 'Tiang di depan balai warga',
    area: 'sukatirta',
    output: { x: 0, y: 0, widthPx: 384, heightPx: 192 },
    zones: [{ id: 'main', x: 0, y: 0, widthPx: 384, heightPx: 192 }],
    dayStartLocal: '04:00',
    // Nobody wants to be spoken to all day.
    operatingHours: { from: '16:00', to: '17:00' },
    hoursLegalBasis: 'Contoh: kesepakatan warga RW 03 Sukatirta',
    note: '',
    hasPlayer: true,
    sound: 'audio_only',
    voicing: 'horn',
  },
];

export const units = {
  one: {
    name: 'Mobil Wawaran 1',
    plate: 'T 1001 DEMO',
    voicing: 'horn',
    areas: ['karangseruni', 'rawamelati'],
    crew: 'kru',
  },
  two: {
    name: 'Mobil Wawaran 2',
    plate: 'T 1002 DEMO',
    voicing: 'column',
    areas: ['sukatirta', 'pasarwetan'],
    crew: 'kru2',
  },
} as const satisfies Record<
  string,
  Pick<MobileUnit, 'name' | 'plate' | 'voicing'> & { areas: readonly AreaKey[]; crew: string }
>;

/** Titles instead of names. */
export const people = {
  humas: { username: 'pranata.humas', displayName: 'Pranata Humas', roles: ['editor'], agency: null },
  ketua: {
    username: 'ketua.tim',
    displayName: 'Ketua Tim Media',
    roles: ['editor', 'approver'],
    agency: null,
  },
  kabid: { username: 'kabid.ikp', displayName: 'Kabid IKP', roles: ['approver'], agency: null },
  dinkes: { username: 'dinkes', displayName: 'Petugas Dinkes', roles: ['contributor'], agency: 'dinkes' },
  kru: { username: 'kru.mobil', displayName: 'Kru Mobil 1', roles: ['crew'], agency: null },
  kru2: { username: 'kru.mobil2', displayName: 'Kru Mobil 2', roles: ['crew'], agency: null },
} as const;
