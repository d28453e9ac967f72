import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  lanesOf,
  occupancy,
  slotAt,
  type SlotView,
} from '../../../renderer/central/pages/schedule/timeline/lanes.ts';

const slot = (startMs: number, endMs: number, announcementId: string, emergency = false): SlotView => ({
  startMs,
  endMs,
  announcementId,
  title: announcementId,
  entryId: null,
  reasons: emergency ? [{ code: 'emergency', params: {} }] : [],
});

const days = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: 20 }),
      fc.integer({ min: 1, max: 60 }),
      fc.constantFrom('a', 'b', 'c'),
    ),
    {
      minLength: 1,
      maxLength: 200,
    },
  )
  .map((parts) => {
    let atMs = 0;
    return parts.map(([gapMs, lengthMs, id]) => {
      const startMs = atMs + gapMs;
      atMs = startMs + lengthMs;
      return slot(startMs, atMs, id);
    });
  });

test('a lane holds an announcement’s slots and their air time; an emergency is on top', () => {
  const lanes = lanesOf([slot(0, 10, 'a'), slot(10, 12, 'b', true), slot(12, 22, 'a')]);
  expect(
    lanes.map(({ announcementId, airTimeMs, emergency }) => [announcementId, airTimeMs, emergency]),
  ).toEqual([
    ['b', 2, true],
    ['a', 20, false],
  ]);
});

test('what is drawn from afar fills exactly the time the slots take', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 300 }), (slots, columns) => {
      const endMs = slots.at(-1)?.endMs ?? 1;
      const filledMs =
        occupancy(slots, 0, endMs, columns).reduce((sum, part) => sum + part, 0) * (endMs / columns);
      const airMs = slots.reduce((sum, { startMs, endMs: slotEndMs }) => sum + slotEndMs - startMs, 0);
      expect(filledMs).toBeCloseTo(airMs, 0);
    }),
  );
});

test('the slot at an instant is the one that holds it, and none in a gap', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: 0, max: 12_000 }), (slots, atMs) => {
      expect(slotAt(slots, atMs)).toBe(slots.find(({ startMs, endMs }) => startMs <= atMs && atMs < endMs));
    }),
  );
});
