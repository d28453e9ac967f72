import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_CITY_SETTINGS, type QuietRules } from '../../../core/model/city-settings.ts';
import type { QuietPlace } from '../../../core/model/tour.ts';
import { distanceM, quietAt, quietSpans, type QuietContext } from '../../../core/tours/index.ts';

const JAKARTA = { latitudeDeg: -6.170089, longitudeDeg: 106.83105 };
const SCHOOL: QuietPlace = {
  id: 'sd-1',
  kind: 'school',
  name: 'SD Negeri 1',
  point: JAKARTA,
  radiusM: 150,
  days: [0, 1, 2, 3, 4],
  hours: { from: '07:00', to: '15:00' },
};
const HOSPITAL: QuietPlace = { ...SCHOOL, id: 'rsud', kind: 'hospital', name: 'RSUD', days: [], hours: null };
const context: QuietContext = { places: [SCHOOL], location: JAKARTA, timeZone: 'Asia/Jakarta' };
const rules = DEFAULT_CITY_SETTINGS.quiet;
const NO_RULES: QuietRules = { ...rules, night: null, prayers: [] };

const wib = (local: string) => Date.parse(`${local}:00+07:00`);
const codes = (local: string, point: typeof JAKARTA | null = null, by = rules, within = context) =>
  quietAt(by, within, point, wib(local)).map(({ code }) => code);

describe('night', () => {
  test.each([
    ['2026-08-15T20:59', []],
    ['2026-08-15T21:00', ['night']],
    ['2026-08-15T00:10', ['night']],
    ['2026-08-15T05:59', ['night']],
    ['2026-08-15T06:00', []],
  ])('at %s: %j', (local, expected) => expect(codes(local)).toEqual(expected));

  test('without night hours only prayers are left, and fajr is one of them', () =>
    expect(codes('2026-08-15T04:40', null, { ...rules, night: null })).toEqual(['prayer']));
});

describe('prayers', () => {
  // 15 August 2026, a Saturday: dhuhr 12:01, maghrib 17:58.
  test.each([
    ['2026-08-15T11:50', false],
    ['2026-08-15T11:51', true],
    ['2026-08-15T12:30', true],
    ['2026-08-15T12:31', false],
  ])('margins of 10 and 30 minutes around noon: %s is silent: %s', (local, silent) =>
    expect(codes(local).includes('prayer')).toBe(silent),
  );

  test('on a Friday the noon prayer has its own margin, for the sermon', () => {
    expect(codes('2026-08-14T12:50')).toEqual(['prayer']);
    expect(codes('2026-08-14T13:05')).toEqual([]);
    expect(codes('2026-08-14T18:30')).toEqual([]);
  });

  test('a prayer that is not among the rules silences nothing', () =>
    expect(codes('2026-08-15T12:00', null, { ...rules, prayers: ['maghrib'] })).toEqual([]));

  test('without a city location nothing is claimed about prayers', () =>
    expect(codes('2026-08-15T12:00', null, rules, { ...context, location: null })).toEqual([]));
});

test('a silence such as Nyepi lasts from its first to its last moment, over midnight', () => {
  const nyepi = { name: 'Nyepi', fromLocal: '2027-03-08T06:00:00', untilLocal: '2027-03-09T06:00:00' };
  const bali: QuietRules = { ...NO_RULES, silences: [nyepi] };
  const there = { ...context, timeZone: 'Asia/Makassar' };
  const at = (local: string) => quietAt(bali, there, null, Date.parse(`${local}:00+08:00`)).length;
  expect([
    at('2027-03-08T05:59'),
    at('2027-03-08T06:00'),
    at('2027-03-09T05:59'),
    at('2027-03-09T06:00'),
  ]).toEqual([0, 1, 1, 0]);
  expect(quietSpans(bali, there, '2027-03-09')).toHaveLength(1);
});

describe('circles on the map', () => {
  const at200m = { ...JAKARTA, latitudeDeg: JAKARTA.latitudeDeg + 200 / 110_574 };
  const at100m = { ...JAKARTA, latitudeDeg: JAKARTA.latitudeDeg + 100 / 110_574 };

  test('silent inside in school hours, not outside, not after school, not on Sunday', () => {
    expect(codes('2026-08-18T09:00', at100m)).toEqual(['place']);
    expect(codes('2026-08-18T09:00', at200m)).toEqual([]);
    expect(codes('2026-08-18T16:00', at100m)).toEqual([]);
    expect(codes('2026-08-16T09:00', at100m)).toEqual([]);
  });

  test('a place without hours is silent at any time; its distance is told', () => {
    const [reason] = quietAt(NO_RULES, { ...context, places: [HOSPITAL] }, at100m, wib('2026-08-16T20:00'));
    expect(reason).toMatchObject({ code: 'place', placeId: 'rsud', kind: 'hospital', distanceM: 100 });
  });

  test('where the car is unknown, no circle counts', () => expect(codes('2026-08-18T09:00')).toEqual([]));

  test('a window over midnight belongs to the weekday it starts on', () => {
    const ward = { ...HOSPITAL, days: [4], hours: { from: '20:00', to: '05:00' } };
    const only = { ...context, places: [ward] };
    expect(codes('2026-08-15T04:00', JAKARTA, NO_RULES, only)).toEqual(['place']);
    expect(codes('2026-08-14T04:00', JAKARTA, NO_RULES, only)).toEqual([]);
  });
});

test('what a day shows and what an instant answers are the same, at any minute', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3 * 1440 - 1 }), (minute) => {
      const nowMs = wib('2026-08-14T00:00') + minute * 60_000;
      const date = new Date(nowMs + 7 * 3_600_000).toISOString().slice(0, 10);
      const places = [SCHOOL, HOSPITAL];
      const shown = quietSpans(rules, { ...context, places }, date, JAKARTA).filter(
        (span) => span.startMs <= nowMs && nowMs < span.endMs,
      );
      expect(quietAt(rules, { ...context, places }, JAKARTA, nowMs)).toEqual(shown);
    }),
  );
});

test('a zone or a date that does not exist is a fault, not an empty day', () => {
  expect(() => quietAt(rules, { ...context, timeZone: 'Asia/Nowhere' }, null, 0)).toThrow(
    expect.objectContaining({ code: 'unknown_time_zone' }),
  );
  expect(() => quietSpans(rules, context, '2026-02-30')).toThrow(
    expect.objectContaining({ code: 'no_such_day' }),
  );
});

describe('distance on WGS 84', () => {
  // Geodesics by the ellipsoid's own definition: a degree of longitude on the equator; half a meridian degree's chord.
  test.each([
    [
      'a degree along the equator',
      { latitudeDeg: 0, longitudeDeg: 106 },
      { latitudeDeg: 0, longitudeDeg: 107 },
      111_319.491,
    ],
    [
      'a degree of latitude at 45°',
      { latitudeDeg: 44.5, longitudeDeg: 0 },
      { latitudeDeg: 45.5, longitudeDeg: 0 },
      111_131.745,
    ],
    [
      'across the date line',
      { latitudeDeg: 0, longitudeDeg: 179.5 },
      { latitudeDeg: 0, longitudeDeg: -179.5 },
      111_319.491,
    ],
  ])('%s', (_name, a, b, metres) => {
    expect(Math.abs(distanceM(a, b) - metres)).toBeLessThan(metres * 1e-4);
    expect(distanceM(a, b)).toBe(distanceM(b, a));
  });
});
