import { expect, it } from 'vitest';
import { USUAL_PLAYER, type Area, type Screen, type ScreenGroup } from '../../core/model/catalogue.ts';
import { pictureSizes, sizeText } from '../../core/model/picture-sizes.ts';
import { DEFAULT_PLAYER_SETTINGS } from '../../core/model/screen-settings.ts';

const screen = (id: string, changes: Partial<Screen>): Screen => ({
  ...{
    id,
    name: id,
    site: '',
    areaId: null,
    groupId: null,
    timeZone: 'Asia/Jakarta',
    dayStartLocal: '04:00',
  },
  ...{ operatingHours: null, hoursLegalBasis: '', note: '', player: DEFAULT_PLAYER_SETTINGS },
  ...{ ...USUAL_PLAYER, wallPlace: null, cameraUrl: null },
  output: { x: 0, y: 0, widthPx: 384, heightPx: 192 },
  zones: [{ id: 'main', x: 0, y: 0, widthPx: 384, heightPx: 192 }],
  ...changes,
});

const area = (id: string, parentId: string | null): [string, Area] => [
  id,
  { id, name: id, level: 'village', code: '99.01.01.1001', parentId, circle: null },
];
const areas = new Map([
  area('kota', 'rawamelati'),
  area('rawamelati', 'kota'),
  area('karangseruni', 'kota'),
  area('seberang', 'kota'),
]);

const wanted = (areaIds: string[], screens: Screen[], groups: ScreenGroup[] = []): string[] =>
  pictureSizes(areaIds, { screens, areas, groups: new Map(groups.map((group) => [group.id, group])) }).map(
    sizeText,
  );

it('a picture is made for what is left of a panel beside its ticker, and for a badge of its own', () => {
  const zones: Screen['zones'] = [
    { id: 'main', x: 0, y: 0, widthPx: 320, heightPx: 160 },
    { id: 'badge', x: 320, y: 0, widthPx: 64, heightPx: 160 },
    { id: 'ticker', x: 0, y: 160, widthPx: 384, heightPx: 32 },
  ];
  expect(wanted([], [screen('a', { zones }), screen('b', {}), screen('c', { zones })])).toEqual([
    ...['64×160', '320×160', '384×192'],
  ]);
});

it('for a whole wall, once, and not at all for a loudspeaker or a running-text card', () => {
  const group: ScreenGroup = {
    ...{ id: 'g', name: 'g', sync: true, wall: { widthPx: 1920, heightPx: 960 } },
  };
  const text: Screen['zones'] = [{ id: 'ticker', x: 0, y: 0, widthPx: 384, heightPx: 32 }];
  const walls = ['a', 'b'].map((id) => screen(id, { groupId: 'g', wallPlace: { x: 0, y: 0 } }));
  const others = [screen('c', { sound: 'audio_only' }), screen('d', { zones: text })];
  expect(wanted([], [...walls, ...others], [group])).toEqual(['1920×960']);
  expect(wanted([], others)).toEqual([]);
});

it('only for screens it may reach; for all of them where none is; a circle of areas ends', () => {
  const there = screen('a', { areaId: 'karangseruni' });
  const small = { id: 'main' as const, x: 0, y: 0, widthPx: 64, heightPx: 32 };
  const elsewhere = screen('b', { areaId: 'seberang', zones: [small] });
  expect(wanted(['karangseruni'], [there, elsewhere])).toEqual(['384×192']);
  expect(wanted(['kota'], [there, elsewhere])).toEqual(['64×32', '384×192']);
  expect(wanted(['lain'], [there, elsewhere])).toEqual(['64×32', '384×192']);
  const ofTheCity = screen('c', { areaId: 'kota', zones: [small] });
  expect(wanted(['karangseruni'], [there, ofTheCity])).toEqual(['64×32', '384×192']);
});
