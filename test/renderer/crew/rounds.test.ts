import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  after,
  coursesOf,
  courseNow,
  onward,
  placeIn,
  startOf,
  type Course,
} from '../../../renderer/crew/play/round.ts';
import { noticesOf } from '../../../renderer/crew/app/notices.ts';
import { tellIn } from '../../../renderer/crew/i18n/text.ts';
import { id } from '../../../renderer/crew/i18n/id.ts';
import { en } from '../../../renderer/crew/i18n/en.ts';
import type { CrewDay } from '../../../core/trust/index.ts';

const course: Course = {
  tourId: 't',
  date: '2026-11-22',
  tour: null,
  clipIds: ['a', 'b'],
  repeats: 2,
  gapMs: 0,
  stopKeys: ['pasar', 'balai'],
};

test('at each stop the order is heard as often as the tour says, then the next stop waits for the crew', () => {
  const heard: string[] = [];
  let place = startOf(course);
  for (let step = 0; step < 8; step += 1) {
    heard.push(`${String(place.stop)}${course.clipIds[place.clip] ?? ''}`);
    const next = after(course, place);
    if (next.kind === 'stop_done') heard.push(next.isLast ? 'end' : '|');
    place = next.place;
  }
  expect(heard.join(' ')).toBe('0a 0b 0a 0b | 1a 1b 1a 1b end');
});

test('a place in a tour that has become shorter is its nearest, in another tour its start', () => {
  let place = startOf(course, 1);
  for (let step = 0; step < 3; step += 1) place = after(course, place).place;
  expect(place).toMatchObject({ stop: 1, round: 1, clip: 1 });
  expect(placeIn({ ...course, clipIds: ['a'], repeats: 1 }, place)).toMatchObject({
    stop: 1,
    round: 0,
    clip: 0,
  });
  expect(placeIn({ ...course, stopKeys: ['pasar'] }, place)).toMatchObject({ stop: 0, round: 0, clip: 0 });
  expect(placeIn({ ...course, tourId: 'u' }, place)).toEqual({ ...startOf(course), tourId: 'u' });
});

test('however a plan is changed on the way, each stop and clip of it is come to, and none that is done is come back to', () => {
  const names = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1 });
  const plans = fc.array(fc.record({ stopKeys: names, clipIds: names }), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(plans, (changes) => {
      const planned = (step: number): Course => ({
        ...course,
        ...changes[Math.min(step, changes.length - 1)],
        repeats: 1,
      });
      let place = startOf(planned(0));
      const done: string[] = [];
      let heardHere: string[] = [];
      for (let step = 1; ; step += 1) {
        expect(done).not.toContain(place.stopKey);
        expect(heardHere).not.toContain(place.clipKey);
        heardHere.push(place.clipKey ?? '');
        const now = planned(step);
        const then = onward(now, place, 'on');
        if (then.kind === 'stop_done') {
          expect(heardHere).toEqual(expect.arrayContaining(now.clipIds.map((id) => `${id} 0`)));
          done.push(place.stopKey ?? '');
        }
        if (then.kind !== 'next') heardHere = [];
        place = then.place;
        if (then.kind !== 'next' && then.isLast) {
          if (step >= changes.length) expect(done).toEqual(expect.arrayContaining([...now.stopKeys]));
          return;
        }
      }
    }),
  );
});

const STOP = { areaId: null, arriveLocal: null, leaveLocal: null };
const at = (name: string, latitudeDeg: number) => ({
  ...STOP,
  name,
  point: { latitudeDeg, longitudeDeg: 106.8 },
});

test('what is driven is found again in a changed day: stops by name and point, nothing where it was called off', () => {
  const [a, b, c] = [at('Pasar', -6.1), at('Balai RW', -6.2), at('Balai RW', -6.3)];
  const plan = { date: '2026-11-22', clips: ['x'], repeats: 1, gapMs: 0 };
  const day = (tours: object[], dates = ['2026-11-22', '2026-11-23']) =>
    ({ dates, tours, freeClips: [], gapMs: 0 }) as unknown as CrewDay;
  const tour = (stops: object[], more: object = {}) => ({
    id: 't',
    state: 'driving',
    plan: { ...plan, stops },
    ...more,
  });
  const [driven] = coursesOf(day([tour([a, b])]), '2026-11-22');
  if (driven === undefined) throw new Error('no course');
  const changed = courseNow(day([tour([c, a, b])]), driven);
  if (changed === null) throw new Error('no course');
  expect(placeIn(changed, startOf(driven, 1))).toMatchObject({ stop: 2 });
  const done = onward(changed, startOf(driven), 'on');
  expect(done).toMatchObject({ kind: 'stop_done', isLast: false, place: { stop: 0 } });
  expect(onward(changed, done.place, 'on')).toMatchObject({ kind: 'stop_done', place: { stop: 2 } });

  expect(courseNow(day([tour([a, b], { state: 'cancelled' })]), driven)).toBeNull();
  expect(courseNow(day([]), driven)).toBeNull();
  const moved = tour([a, b], { plan: { ...plan, date: '2026-11-23', stops: [a, b] } });
  expect(courseNow(day([moved]), driven)).toBeNull();
  // Past midnight the day no longer speaks of it.
  expect(courseNow(day([], ['2026-11-23', '2026-11-24']), driven)).toBe(driven);
});

test('the crew is told of tours that came, changed or were called off, and of clips that were withdrawn', () => {
  const plan = { date: '2026-11-22', startLocal: '08:00', clips: ['a'] };
  const day = (tours: object[], more: object = {}) =>
    ({ dates: ['2026-11-22', '2026-11-23'], tours, clips: [], missing: [], ...more }) as unknown as CrewDay;
  const before = day([{ id: 't', state: 'planned', plan }], { clips: [{ announcementId: 'a' }] });
  const kinds = (now: CrewDay) => noticesOf(before, now).map(({ kind }) => kind);
  expect(kinds(before)).toEqual([]);
  expect(kinds(day([{ id: 't', state: 'planned', plan: { ...plan, clips: ['a', 'b'] } }]))).toEqual([
    'tour_changed',
  ]);
  expect(kinds(day([{ id: 't', state: 'cancelled', plan }]))).toEqual(['tour_cancelled']);
  expect(kinds(day([]))).toEqual(['tour_cancelled']);
  expect(kinds(day([], { dates: ['2026-11-23', '2026-11-24'] }))).toEqual([]);
  const added = [
    { id: 't', state: 'driving', plan },
    { id: 'u', state: 'planned', plan },
  ];
  const missing = [{ announcementId: 'a', title: 'A', why: 'withdrawn' }];
  expect(kinds(day(added, { missing }))).toEqual(['withdrawn', 'tour_new']);
});

test('both languages have the same places to fill in', () => {
  const places = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();
  for (const [key, text] of Object.entries(id)) {
    expect([key, places(en[key as keyof typeof en])]).toEqual([key, places(text)]);
  }
  expect(tellIn('id')('player.clipOf', { number: 2, count: 5 })).toBe('Klip 2 dari 5');
});
