import { describe, expect, test } from 'vitest';
import type { Area } from '../../../core/model/catalogue.ts';
import { DEFAULT_CITY_SETTINGS } from '../../../core/model/city-settings.ts';
import type { QuietPlace, Tour, TourPlan } from '../../../core/model/tour.ts';
import { openMs, roundMs, tourFindings, type TourClip, type TourContext } from '../../../core/tours/index.ts';

const JAKARTA = { latitudeDeg: -6.170089, longitudeDeg: 106.83105 };
const wib = (local: string) => Date.parse(`${local}:00+07:00`);
const area = (id: string, parentId: string | null = 'kota'): Area => ({
  id,
  name: id,
  level: 'village',
  code: '99.01',
  parentId,
  circle: null,
});
const clip = (id: string, changes: Partial<TourClip> = {}): TourClip => ({
  announcementId: id,
  title: id,
  durationMs: 40_000,
  areaIds: [],
  validFromMs: wib('2026-08-01T00:00'),
  validUntilMs: wib('2026-08-31T00:00'),
  emergency: false,
  playable: true,
  ...changes,
});
const stop = (
  arriveLocal: string | null,
  leaveLocal: string | null,
  point = null,
): TourPlan['stops'][number] => ({
  name: 'Pasar',
  point,
  areaId: null,
  arriveLocal,
  leaveLocal,
});
/** Saturday 15 August 2026: dhuhr 12:01, silent 11:51 to 12:31. */
const plan: TourPlan = {
  unitId: 'mobil-1',
  crewIds: ['kru-1'],
  date: '2026-08-15',
  startLocal: '08:00',
  endLocal: '11:00',
  areaIds: ['melati'],
  stops: [],
  clips: ['a'],
  repeats: 2,
  gapMs: 10_000,
  note: '',
};
const contextWith = (clips: TourClip[] = [clip('a')], others: Tour[] = []): TourContext => ({
  unit: {
    id: 'mobil-1',
    name: 'Mobil 1',
    plate: '',
    agencyId: null,
    areaIds: [],
    voicing: 'horn',
    memberIds: ['kru-1'],
  },
  clips: new Map(clips.map((one) => [one.announcementId, one])),
  areas: new Map([area('kota', null), area('melati'), area('seruni')].map((one) => [one.id, one])),
  rules: DEFAULT_CITY_SETTINGS.quiet,
  quiet: { places: [], location: JAKARTA, timeZone: 'Asia/Jakarta' },
  others,
});
const codes = (changes: Partial<TourPlan>, context = contextWith()) =>
  tourFindings({ ...plan, ...changes }, context).map(({ code }) => code);

test('a plan that will go as planned has no findings', () => expect(codes({})).toEqual([]));

test('nobody drives, nothing plays, nowhere to go', () =>
  expect(codes({ crewIds: [], clips: [], areaIds: [] })).toEqual(['no_crew', 'no_clips', 'no_areas']));

test('a driver who is not of the crew is pointed out', () =>
  expect(codes({ crewIds: ['kru-2'] })).toEqual(['crew_not_member']));

describe('clips', () => {
  const of = (changes: Partial<TourClip>, planned: Partial<TourPlan> = {}) =>
    tourFindings({ ...plan, ...planned }, contextWith([clip('a', changes)])).map(({ code, serious }) => [
      code,
      serious,
    ]);

  test('withdrawn, not approved, without a recording, unknown: not played', () => {
    expect(of({ playable: false })).toEqual([['clip_not_playable', true]]);
    expect(codes({ clips: ['b'] })).toEqual(['clip_not_playable']);
  });

  test('validity that ends during the tour is a warning, before it a serious finding', () => {
    expect(of({ validUntilMs: wib('2026-08-15T10:00') })).toEqual([['clip_ends_before', false]]);
    expect(of({ validUntilMs: wib('2026-08-15T08:00') })).toEqual([['clip_ends_before', true]]);
    expect(of({ validUntilMs: wib('2026-08-15T11:00') })).toEqual([]);
  });

  test('validity that begins during the tour is a warning, after it a serious finding', () => {
    expect(of({ validFromMs: wib('2026-08-15T09:00') })).toEqual([['clip_starts_after', false]]);
    expect(of({ validFromMs: wib('2026-08-15T11:00') })).toEqual([['clip_starts_after', true]]);
  });

  test('approved for another kelurahan: serious when for none of the tour’s, else said where', () => {
    expect(of({ areaIds: ['seruni'] })).toEqual([['clip_not_for_area', true]]);
    expect(of({ areaIds: ['seruni'] }, { areaIds: ['melati', 'seruni'] })).toEqual([
      ['clip_not_for_area', false],
    ]);
    expect(of({ areaIds: ['kota'] })).toEqual([]);
    expect(of({ areaIds: ['melati'] }, { areaIds: ['kota'] })).toEqual([]);
  });
});

test('an emergency for these areas that is not in the order is the first thing said', () => {
  const flood = (changes: Partial<TourClip>) =>
    codes({}, contextWith([clip('a'), clip('banjir', { emergency: true, ...changes })]));
  expect(flood({})).toEqual(['emergency_left_out']);
  expect(flood({ areaIds: ['seruni'] })).toEqual([]);
  expect(flood({ playable: false })).toEqual([]);
  expect(flood({ validUntilMs: wib('2026-08-15T08:00') })).toEqual([]);
});

test('a tour too short for what it is to play is told before it leaves', () => {
  expect(codes({ endLocal: '08:02' })).toEqual([]);
  expect(codes({ endLocal: '08:01' })).toEqual(['tour_too_short']);
  // From 11:00 to 13:00 forty minutes are silent.
  expect(codes({ startLocal: '11:00', endLocal: '13:00', repeats: 50, gapMs: 70_000 })).toEqual([
    'tour_too_short',
  ]);
});

describe('silence', () => {
  test('a stop inside prayer time has no room; one that reaches into it is told how much is left', () => {
    const [inside] = tourFindings(
      { ...plan, endLocal: '14:00', stops: [stop('11:55', '12:25')] },
      contextWith(),
    );
    expect(inside).toMatchObject({ code: 'stop_too_short', serious: true, hasMs: 0 });
    const reaching = tourFindings(
      { ...plan, endLocal: '14:00', stops: [stop('11:40', '12:00')] },
      contextWith(),
    );
    expect(reaching).toMatchObject([{ code: 'stop_in_quiet', serious: false, quiet: { prayer: 'dhuhr' } }]);
  });

  test('a tour wholly at night is refused by the rules', () =>
    expect(codes({ startLocal: '21:30', endLocal: '23:00' })).toContain('all_quiet'));

  test('a stop without times inside a school’s circle is pointed out while school is on', () => {
    const school: QuietPlace = {
      id: 'sd-1',
      kind: 'school',
      name: 'SD 1',
      point: JAKARTA,
      radiusM: 150,
      days: [],
      hours: { from: '07:00', to: '10:00' },
    };
    const context = contextWith();
    const there = { ...stop(null, null), point: JAKARTA };
    const found = (hours: QuietPlace['hours']) =>
      tourFindings(
        { ...plan, stops: [there] },
        {
          ...context,
          quiet: { ...context.quiet, places: [{ ...school, hours }] },
        },
      ).map(({ code, serious }) => [code, serious]);
    expect(found(school.hours)).toEqual([['stop_in_quiet', false]]);
    expect(found(null)).toEqual([['stop_in_quiet', true]]);
    expect(found({ from: '12:00', to: '14:00' })).toEqual([]);
  });

  test('without a city location prayers are unknown, and that is said', () => {
    const context = contextWith();
    expect(codes({}, { ...context, quiet: { ...context.quiet, location: null } })).toEqual(['place_unknown']);
  });
});

describe('stops', () => {
  test('outside the tour’s hours, or before the one before', () => {
    expect(codes({ stops: [stop('07:30', '08:30')] })).toEqual(['stop_outside']);
    expect(codes({ stops: [stop('09:00', '09:30'), stop('08:30', '08:45')] })).toEqual(['stop_backwards']);
    expect(codes({ stops: [stop(null, null), stop('09:00', null)] })).toEqual([]);
  });

  test('too short for the whole order: two rounds of 40 s and their pauses are 1:30', () => {
    expect(roundMs(plan, contextWith().clips)).toBe(90_000);
    expect(codes({ stops: [stop('09:00', '09:01')] })).toEqual(['stop_too_short']);
    expect(codes({ stops: [stop('09:00', '09:02')] })).toEqual([]);
  });
});

test('one car twice at a time, one driver in two cars: serious', () => {
  const other = (changes: Partial<TourPlan>): Tour => ({
    id: 'lain',
    revision: 1,
    state: 'planned',
    plan: { ...plan, ...changes },
    createdBy: 'u',
    changedAtMs: 0,
  });
  const against = (changes: Partial<TourPlan>) => codes({}, contextWith([clip('a')], [other(changes)]));
  expect(against({ startLocal: '10:00', endLocal: '12:00' })).toEqual(['overlaps']);
  expect(against({ startLocal: '11:00', endLocal: '12:00' })).toEqual([]);
  expect(against({ unitId: 'mobil-2' })).toEqual(['crew_elsewhere']);
  expect(against({ unitId: 'mobil-2', crewIds: ['kru-9'] })).toEqual([]);
});

test('open time is what no silence covers, however the silences overlap', () => {
  const stretch = { startMs: 100, endMs: 200 };
  expect(openMs(stretch, [])).toBe(100);
  const silences = [
    { startMs: 150, endMs: 170 },
    { startMs: 90, endMs: 110 },
    { startMs: 160, endMs: 165 },
    { startMs: 195, endMs: 400 },
  ];
  expect(openMs(stretch, silences)).toBe(65);
  expect(openMs(stretch, [{ startMs: 0, endMs: 300 }])).toBe(0);
});
