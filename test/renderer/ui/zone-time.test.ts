import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, fromLocal, toLocal, toLocalDate, zoneLabel } from '../../../renderer/ui/zone-time.ts';

const zones = fc.constantFrom('Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura', 'Europe/Berlin', 'UTC');
const wholeSeconds = fc
  .integer({ min: Date.UTC(2020, 0, 1) / 1000, max: Date.UTC(2040, 0, 1) / 1000 })
  .map((seconds) => seconds * 1000);

test('the three Indonesian zones carry the names people use', () => {
  expect(['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'].map(zoneLabel)).toEqual(['WIB', 'WITA', 'WIT']);
});

test('a wall clock leads back to an instant with that wall clock, in every zone', () => {
  fc.assert(
    fc.property(zones, wholeSeconds, (zone, atMs) => {
      const local = toLocal(zone, atMs);
      expect(toLocal(zone, fromLocal(zone, local))).toBe(local);
    }),
  );
});

test('midnight in Jakarta is five in the afternoon of the day before in UTC', () => {
  expect(fromLocal('Asia/Jakarta', '2026-08-17T00:00:00')).toBe(Date.UTC(2026, 7, 16, 17));
  expect(toLocalDate('Asia/Jakarta', Date.UTC(2026, 7, 16, 17))).toBe('2026-08-17');
});

test('a clock that is shown twice means its first time', () => {
  expect(fromLocal('Europe/Berlin', '2026-10-25T02:30:00')).toBe(Date.UTC(2026, 9, 25, 0, 30));
});

test('days are added over the ends of months and years', () => {
  expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
  expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
});
