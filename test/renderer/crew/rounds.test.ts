import { expect, test } from 'vitest';
import { after, placeIn, startOf, type Course } from '../../../renderer/crew/play/round.ts';
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
  stops: 2,
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
  const place = { ...startOf(course), stop: 1, round: 1, clip: 1 };
  expect(placeIn({ ...course, clipIds: ['a'], repeats: 1, stops: 1 }, place)).toMatchObject({
    stop: 0,
    round: 0,
    clip: 0,
  });
  expect(placeIn({ ...course, tourId: 'u' }, place)).toEqual({ ...startOf(course), tourId: 'u' });
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
