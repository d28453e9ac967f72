import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Area } from '../../../core/model/catalogue.ts';
import type { TourPlan } from '../../../core/model/tour.ts';
import { areaAt, placingOf, tourProof, type ProvenPlay } from '../../../core/tours/index.ts';

const PASAR = { latitudeDeg: -6.2, longitudeDeg: 106.63 };
/** So many metres north of the market. */
const north = (metres: number) => ({ ...PASAR, latitudeDeg: PASAR.latitudeDeg + metres / 110_574 });
const at = (metres: number, accuracyM = 5) => ({ ...north(metres), accuracyM });

const area = (id: string, metres: number | null, radiusM = 500): Area => ({
  id,
  name: id,
  level: 'village',
  code: '99.01',
  parentId: null,
  circle: metres === null ? null : { centre: north(metres), radiusM },
});
const areas = [area('melati', 0), area('seruni', 2000), area('kota', 0, 20_000), area('tirta', null)];

const plan: TourPlan = {
  unitId: 'mobil-1',
  crewIds: [],
  date: '2026-08-18',
  startLocal: '08:00',
  endLocal: '11:00',
  areaIds: ['melati', 'seruni'],
  stops: [
    { name: 'Pasar', point: PASAR, areaId: 'tirta', arriveLocal: null, leaveLocal: null },
    { name: 'Terminal', point: north(2000), areaId: null, arriveLocal: null, leaveLocal: null },
  ],
  clips: ['a', 'b', 'a'],
  repeats: 3,
  gapMs: 0,
  note: '',
};
const play = (changes: Partial<ProvenPlay> = {}): ProvenPlay => ({
  announcementId: 'a',
  how: 'clip',
  startMs: 1000,
  endMs: 2000,
  complete: true,
  position: at(0),
  areaId: null,
  placing: null,
  quiet: [],
  ...changes,
});
const forgotten = (one: ProvenPlay, route = plan): ProvenPlay => ({
  ...one,
  placing: placingOf(one, route, areas),
  position: null,
});

test('planned is the order times repeats times stops; heard, cut, read and unplanned are told apart', () => {
  const { clips } = tourProof(
    plan,
    [
      play(),
      play({ startMs: 3000, endMs: 4000, how: 'live' }),
      play({ startMs: 5000, endMs: 5500, complete: false }),
      play({ announcementId: 'c' }),
    ],
    areas,
  );
  expect(clips).toEqual([
    { announcementId: 'a', planned: 12, heard: 2, cut: 1, live: 1, firstMs: 1000, lastMs: 5500 },
    { announcementId: 'b', planned: 6, heard: 0, cut: 0, live: 0, firstMs: null, lastMs: null },
    { announcementId: 'c', planned: 0, heard: 1, cut: 0, live: 0, firstMs: 1000, lastMs: 2000 },
  ]);
});

test('without stops the order is asked for once on the way', () =>
  expect(tourProof({ ...plan, stops: [] }, [], areas).clips.map(({ planned }) => planned)).toEqual([6, 3]));

test('an area is covered near its stop or within its circle; a cut play covers nothing', () => {
  const covered = (position: ProvenPlay['position'], complete = true) =>
    tourProof(plan, [play({ position, complete })], areas)
      .areas.filter(({ heard }) => heard > 0)
      .map(({ areaId }) => areaId);
  expect(covered(at(0))).toEqual(['melati', 'tirta']);
  expect(covered(at(400))).toEqual(['melati']);
  expect(covered(at(2100))).toEqual(['seruni']);
  expect(covered(at(1000))).toEqual(['kota']);
  expect(covered(at(0), false)).toEqual([]);
});

test('a phone’s own error is granted up to 100 m, not more', () => {
  expect(areaAt(at(550, 60), areas.slice(0, 1))).toBe('melati');
  expect(areaAt(at(650, 5000), areas.slice(0, 1))).toBeNull();
});

test('stops are reached within 150 m; the first time is kept', () => {
  const { stops } = tourProof(
    plan,
    [play({ startMs: 9000, position: at(120) }), play({ position: at(-90) })],
    areas,
  );
  expect(stops).toEqual([
    { heard: 2, firstMs: 1000, unknown: false },
    { heard: 0, firstMs: null, unknown: false },
  ]);
});

test('a stop that was reached stays reached when positions are forgotten and stops change their order and names', () => {
  const reached = forgotten(play({ position: at(1990) }));
  const [market, terminal] = plan.stops;
  const turned = { ...plan, stops: [{ ...terminal!, name: 'Terminal Baru' }, market!] };
  expect(tourProof(turned, [reached], areas).stops).toEqual([
    { heard: 1, firstMs: 1000, unknown: false },
    { heard: 0, firstMs: null, unknown: false },
  ]);
});

test('of a stop nothing is claimed that nobody can know any more', () => {
  const stopsOf = (plays: ProvenPlay[], route = plan) =>
    tourProof(route, plays, areas).stops.map(({ heard, unknown }) => (unknown ? 'unknown' : heard));
  const unnoted = play({ position: null, areaId: 'melati' });
  const placeless = play({ position: null });
  expect(stopsOf([])).toEqual([0, 0]);
  expect(stopsOf([unnoted])).toEqual(['unknown', 'unknown']);
  expect(stopsOf([play(), unnoted])).toEqual([1, 'unknown']);
  expect(stopsOf([placeless])).toEqual(['unknown', 'unknown']);
  expect(stopsOf([play(), placeless])).toEqual([1, 0]);
  const [market, terminal] = plan.stops;
  expect(stopsOf([play()], { ...plan, stops: [market!, { ...terminal!, point: null }] })).toEqual([
    1,
    'unknown',
  ]);
});

test('an area nobody was placed in is unknown only when no play has a place', () => {
  const missed = (plays: ProvenPlay[]) =>
    tourProof(plan, plays, areas).areas.find(({ areaId }) => areaId === 'seruni')?.unknown;
  expect([missed([]), missed([play({ position: null })]), missed([play()])]).toEqual([false, true, false]);
});

test('once its position is forgotten a play still counts for the area the server had placed it in', () => {
  const proof = tourProof(
    plan,
    [play({ position: null, areaId: 'seruni' }), play({ position: null })],
    areas,
  );
  expect(proof.areas.find(({ areaId }) => areaId === 'seruni')).toMatchObject({ planned: true, heard: 1 });
  expect(proof.placeless).toBe(1);
});

test('plays in quiet are counted', () =>
  expect(tourProof(plan, [play({ quiet: ['prayer'] }), play()], areas).inQuiet).toBe(1));

test('every play is counted once, their order never matters, and forgetting their positions changes nothing', () => {
  const any = fc.record({
    announcementId: fc.constantFrom('a', 'b', 'c'),
    how: fc.constantFrom('clip' as const, 'live' as const),
    startMs: fc.nat(10_000),
    complete: fc.boolean(),
    position: fc.option(fc.integer({ min: -3000, max: 3000 }).map((metres) => at(metres))),
  });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 40 }), (some) => {
      const plays = some.map((one) => play({ ...one, endMs: one.startMs + 10 }));
      const proof = tourProof(plan, plays, areas);
      expect(proof.clips.reduce((sum, { heard, cut }) => sum + heard + cut, 0)).toBe(plays.length);
      const turned = tourProof(plan, plays.toReversed(), areas);
      const byId = ({ clips, ...rest }: typeof proof) => ({
        ...rest,
        areas: rest.areas.toSorted((a, b) => (a.areaId < b.areaId ? -1 : 1)),
        clips: clips.toSorted((a, b) => (a.announcementId < b.announcementId ? -1 : 1)),
      });
      expect(byId(turned)).toEqual(byId(proof));
      expect(
        tourProof(
          plan,
          plays.map((one) => forgotten(one)),
          areas,
        ),
      ).toEqual(proof);
    }),
  );
});
