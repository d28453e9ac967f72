import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilDate, DAY_MS, dayNumber, weekday } from '../../../core/time/civil.ts';
import {
  formatLocalDateTime,
  parseLocalDate,
  parseLocalDateTime,
  timeOfDayMs,
  toInstantMs,
  toLocalMs,
  zoneFrom,
  zoneOffsets,
} from '../../../core/time/index.ts';
import type { Zone } from '../../../core/time/index.ts';

const RANGE = [Date.UTC(2024, 0, 1), Date.UTC(2031, 0, 1)] as const;

function zoneOf(timeZone: string): Zone {
  const data = zoneOffsets(timeZone, ...RANGE);
  if (!data.ok) throw new Error(data.error.detail);
  return zoneFrom(data.value);
}

const utc = (text: string) => Date.parse(`${text}Z`);
const local = (text: string) => parseLocalDateTime(text) ?? NaN;

describe('the calendar', () => {
  it('agrees with the platform on every date from 0001 to 9999', () => {
    const dates = fc.integer({ min: -719_162, max: 2_932_896 });
    fc.assert(
      fc.property(dates, (days) => {
        const { year, month, day } = civilDate(days);
        const date = new Date(days * DAY_MS);
        expect([year, month, day]).toEqual([
          date.getUTCFullYear(),
          date.getUTCMonth() + 1,
          date.getUTCDate(),
        ]);
        expect(dayNumber(year, month, day)).toBe(days);
        expect((weekday(days) + 1) % 7).toBe(date.getUTCDay());
      }),
    );
  });

  it('writes and reads wall clocks without loss, and refuses dates that do not exist', () => {
    expect(formatLocalDateTime(local('2028-02-29T23:59:58'))).toBe('2028-02-29T23:59:58');
    expect(local('2026-08-17T08:00')).toBe(local('2026-08-17T08:00:00'));
    expect(parseLocalDate('2026-02-29')).toBeUndefined();
    expect(parseLocalDateTime('2026-01-01T24:00:00')).toBeUndefined();
    expect(timeOfDayMs('24:00')).toBe(DAY_MS);
  });
});

describe('zone offsets', () => {
  it('hold one offset for each Indonesian zone', () => {
    const hours = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'].map((name) => zoneOf(name).offsetMs);
    expect(hours).toEqual([[7 * 3_600_000], [8 * 3_600_000], [9 * 3_600_000]]);
  });

  it('find each change of offset to the second', () => {
    const data = zoneOffsets('Europe/Berlin', utc('2026-01-01T00:00'), utc('2027-01-01T00:00'));
    expect(data).toEqual({
      ok: true,
      value: {
        timeZone: 'Europe/Berlin',
        offsets: [
          { fromMs: utc('2026-01-01T00:00'), offsetMs: 3_600_000 },
          { fromMs: utc('2026-03-29T01:00'), offsetMs: 7_200_000 },
          { fromMs: utc('2026-10-25T01:00'), offsetMs: 3_600_000 },
        ],
      },
    });
  });

  it('find the short change Morocco makes for Ramadan', () => {
    const data = zoneOffsets('Africa/Casablanca', utc('2024-01-01T00:00'), utc('2026-01-01T00:00'));
    expect(data.ok && data.value.offsets.slice(1)).toEqual([
      { fromMs: utc('2024-03-10T02:00'), offsetMs: 0 },
      { fromMs: utc('2024-04-14T02:00'), offsetMs: 3_600_000 },
      { fromMs: utc('2025-02-23T02:00'), offsetMs: 0 },
      { fromMs: utc('2025-04-06T02:00'), offsetMs: 3_600_000 },
    ]);
  });

  it('refuse a zone that does not exist and an empty range', () => {
    expect(zoneOffsets('Mars/Olympus', 0, 1)).toMatchObject({ error: { code: 'unknown_time_zone' } });
    expect(zoneOffsets('Asia/Jakarta', 1, 1)).toMatchObject({ error: { code: 'range_invalid' } });
  });
});

describe('from wall clock to instant', () => {
  it('reads a skipped time with the offset before the gap', () => {
    expect(toInstantMs(zoneOf('Europe/Berlin'), local('2026-03-29T02:30'))).toBe(utc('2026-03-29T01:30'));
    expect(toInstantMs(zoneOf('America/New_York'), local('2026-03-08T02:30'))).toBe(utc('2026-03-08T07:30'));
  });

  it('takes the first of two readings', () => {
    expect(toInstantMs(zoneOf('Europe/Berlin'), local('2026-10-25T02:30'))).toBe(utc('2026-10-25T00:30'));
    expect(toInstantMs(zoneOf('America/New_York'), local('2026-11-01T01:30'))).toBe(utc('2026-11-01T05:30'));
  });

  it('is undone by reading the clock, except for what the clock skips or repeats', () => {
    const zones = fc.constantFrom(
      ...['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Makassar'].map(zoneOf),
    );
    fc.assert(
      fc.property(zones, fc.integer({ min: RANGE[0], max: RANGE[1] }), (zone, instantMs) => {
        const again = toInstantMs(zone, toLocalMs(zone, instantMs));
        const repeatedMs = instantMs - again;
        expect([0, 1_800_000, 3_600_000]).toContain(repeatedMs);
        expect(toLocalMs(zone, again)).toBe(toLocalMs(zone, instantMs));
      }),
    );
  });
});
