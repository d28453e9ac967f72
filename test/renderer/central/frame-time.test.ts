import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  readFrameTime,
  snapToFrame,
  writeFrameTime,
} from '../../../renderer/central/pages/announcements/editing/frame-time.ts';

const LONGEST_MS = 300_000;
const rates = fc.constantFrom(null, { num: 25, den: 1 }, { num: 30_000, den: 1001 }, { num: 60, den: 1 });

test('a time that is written is read again as the same millisecond', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: LONGEST_MS }), (atMs) => {
      expect(readFrameTime(writeFrameTime(atMs))).toBe(atMs);
    }),
  );
});

test('a position between two milliseconds is written as one of them', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: LONGEST_MS, noNaN: true }), (atMs) => {
      expect(readFrameTime(writeFrameTime(atMs))).toBe(Math.round(atMs));
    }),
  );
});

test.each([
  ['65.48', 65_480],
  ['1:05,4', 65_400],
  ['1:05', 65_000],
  [' 3 ', 3000],
  ['1:75', null],
  ['1:05:00', null],
  ['satu', null],
  ['', null],
])('%s is read as %s', (typed, atMs) => {
  expect(readFrameTime(typed)).toBe(atMs);
});

test('snapping stays inside the video, moves at most half a frame, and is done once', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: LONGEST_MS, noNaN: true }), rates, (atMs, rate) => {
      const snapped = snapToFrame(atMs, rate, LONGEST_MS);
      const frameMs = rate === null ? 40 : (1000 * rate.den) / rate.num;
      expect(Number.isInteger(snapped)).toBe(true);
      expect(snapped).toBeLessThanOrEqual(LONGEST_MS);
      expect(Math.abs(snapped - atMs)).toBeLessThanOrEqual(frameMs / 2 + 0.5);
      expect(snapToFrame(snapped, rate, LONGEST_MS)).toBe(snapped);
    }),
  );
});
