import { expect, test } from 'vitest';
import { isWithin, monthOf, zoneOf } from '../../../main/cache/fetch-times.ts';

const HOUR_MS = 3_600_000;
const jakarta = zoneOf({
  timeZone: 'Asia/Jakarta',
  zoneOffsets: [{ timeZone: 'Asia/Jakarta', offsets: [{ fromMs: 0, offsetMs: 7 * HOUR_MS }] }],
});
/** An instant of the screen's wall clock. */
const at = (local: string): number => Date.parse(`${local}Z`) - 7 * HOUR_MS;

test.each([
  ['00:59:59', false],
  ['01:00:00', true],
  ['04:59:59', true],
  ['05:00:00', false],
])('a window from 01:00 to 05:00 at %s: %s', (time, expected) => {
  expect(isWithin([{ from: '01:00', to: '05:00' }], jakarta, at(`2026-11-22T${time}`))).toBe(expected);
});

test.each([
  ['22:59', false],
  ['23:00', true],
  ['00:00', true],
  ['04:59', true],
  ['05:00', false],
])('a window over midnight at %s: %s', (time, expected) => {
  expect(isWithin([{ from: '23:00', to: '05:00' }], jakarta, at(`2026-11-22T${time}:00`))).toBe(expected);
});

test('a window until 24:00 holds to the last moment of the day', () => {
  expect(isWithin([{ from: '20:00', to: '24:00' }], jakarta, at('2026-11-22T23:59:59.999'))).toBe(true);
  expect(isWithin([{ from: '20:00', to: '24:00' }], jakarta, at('2026-11-23T00:00:00'))).toBe(false);
});

test('without windows it is always time', () => {
  expect(isWithin([], jakarta, at('2026-11-22T12:00:00'))).toBe(true);
});

test('a month begins at midnight of the screen, not of Greenwich', () => {
  expect(monthOf(jakarta, at('2026-11-30T23:59:59'))).toBe('2026-11');
  expect(monthOf(jakarta, at('2026-12-01T00:00:00'))).toBe('2026-12');
});
