import fc from 'fast-check';
import { expect, test } from 'vitest';
import { brightnessAt, panelStateAt, sunTimes } from '../../../core/panel/index.ts';
import type { BrightnessStep } from '../../../core/model/screen-settings.ts';
import { parseLocalDate, parseLocalDateTime, zoneFrom } from '../../../core/time/index.ts';
import { programme } from '../trust/samples.ts';

const HOUR_MS = 3_600_000;
const WIB = zoneFrom({ timeZone: 'Asia/Jakarta', offsets: [{ fromMs: 0, offsetMs: 7 * HOUR_MS }] });
const JAKARTA = { latitudeDeg: -6.1754, longitudeDeg: 106.8272 };
const TROMSO = { latitudeDeg: 69.6492, longitudeDeg: 18.9553 };

/** An instant given as the wall clock of a zone. */
const at = (local: string, offsetHours = 7): number =>
  (parseLocalDateTime(local) ?? NaN) - offsetHours * HOUR_MS;
const clock = (time: string, percent: number): BrightnessStep => ({ from: { kind: 'clock', time }, percent });
const sun = (kind: 'sunrise' | 'sunset', offsetMin: number, percent: number): BrightnessStep => ({
  from: { kind, offsetMin },
  percent,
});
const dayOf = (date: string) => parseLocalDate(date) ?? NaN;

/**
 * Published by LAPAN, the Indonesian space agency, for mid-November 2021 (inet.detik.com, 15 Nov 2021, “Daftar 27 Kota
 * yang Matahari Terbit Lebih Cepat 13-18 November”). Batu lies 12 km west of Malang: its sun rises 24 s later.
 */
test.each([
  ['Jakarta', -6.1754, 106.8272, '2021-11-13', '05:25:09', 7],
  ['Bandung', -6.9147, 107.6098, '2021-11-14', '05:21:10', 7],
  ['Surabaya', -7.2575, 112.7521, '2021-11-14', '05:00:09', 7],
  ['Malang', -7.9819, 112.6265, '2021-11-15', '04:59:28', 7],
  ['Batu, beside Malang', -7.8672, 112.5239, '2021-11-15', '04:59:52', 7],
  ['Denpasar', -8.6705, 115.2126, '2021-11-16', '05:48:22', 8],
  ['Merauke', -8.4932, 140.4018, '2021-11-16', '05:07:51', 9],
  ['Tanah Merah', -6.0972, 140.2989, '2021-11-13', '05:11:15', 9],
])(
  'sunrise in %s is within two minutes of the published one',
  (_, latitudeDeg, longitudeDeg, date, time, zone) => {
    const { sunriseMs } = sunTimes({ latitudeDeg, longitudeDeg }, dayOf(date));
    expect(Math.abs((sunriseMs ?? NaN) - at(`${date}T${time}`, zone))).toBeLessThan(120_000);
  },
);

/** General solar position by NOAA's published low-accuracy formulas (gml.noaa.gov/grad/solcalc/solareqns.PDF). */
function noaa(latitudeDeg: number, longitudeDeg: number, days: number, yearStart: number) {
  const rad = Math.PI / 180;
  const year = ((2 * Math.PI) / 365) * (days - yearStart - longitudeDeg / 360);
  const [one, two, three] = [year, 2 * year, 3 * year];
  const equationMin =
    229.18 *
    (0.000075 +
      0.001868 * Math.cos(one) -
      0.032077 * Math.sin(one) -
      0.014615 * Math.cos(two) -
      0.040849 * Math.sin(two));
  const declination =
    0.006918 -
    0.399912 * Math.cos(one) +
    0.070257 * Math.sin(one) -
    0.006758 * Math.cos(two) +
    0.000907 * Math.sin(two) -
    0.002697 * Math.cos(three) +
    0.00148 * Math.sin(three);
  const latitude = latitudeDeg * rad;
  const hourAngleDeg =
    Math.acos(
      Math.cos(90.833 * rad) / (Math.cos(latitude) * Math.cos(declination)) -
        Math.tan(latitude) * Math.tan(declination),
    ) / rad;
  const atMs = (angleDeg: number) =>
    days * 86_400_000 + (720 - 4 * (longitudeDeg + angleDeg) - equationMin) * 60_000;
  return { sunriseMs: atMs(hourAngleDeg), sunsetMs: atMs(-hourAngleDeg) };
}

test.each([
  ['Jakarta', -6.1754, 106.8272],
  ['Jayapura', -2.5337, 140.7181],
  ['Batu', -7.8672, 112.5239],
])(
  'sunrise and sunset in %s are within two minutes of NOAA’s equations all year',
  (_, latitudeDeg, longitudeDeg) => {
    const yearStart = dayOf('2026-01-01');
    for (let day = yearStart; day < yearStart + 365; day += 5) {
      const ours = sunTimes({ latitudeDeg, longitudeDeg }, day);
      const theirs = noaa(latitudeDeg, longitudeDeg, day, yearStart);
      expect(Math.abs((ours.sunriseMs ?? NaN) - theirs.sunriseMs)).toBeLessThan(120_000);
      expect(Math.abs((ours.sunsetMs ?? NaN) - theirs.sunsetMs)).toBeLessThan(120_000);
    }
  },
);

test('steps by the clock hold from their instant, and the last of a day until the first of the next', () => {
  const steps = [clock('18:00', 40), clock('06:00', 90)];
  expect(brightnessAt(steps, null, WIB, at('2026-08-17T05:59:59'))).toEqual({
    percent: 40,
    nextChangeMs: at('2026-08-17T06:00:00'),
  });
  expect(brightnessAt(steps, null, WIB, at('2026-08-17T06:00:00'))).toEqual({
    percent: 90,
    nextChangeMs: at('2026-08-17T18:00:00'),
  });
  expect(brightnessAt(steps, null, WIB, at('2026-08-17T18:00:00')).percent).toBe(40);
});

test('steps by the sun follow it', () => {
  const steps = [sun('sunrise', 30, 100), sun('sunset', -15, 30)];
  const { sunriseMs, sunsetMs } = sunTimes(JAKARTA, dayOf('2026-08-17'));
  const brightAtMs = (sunriseMs ?? NaN) + 30 * 60_000;
  const dimAtMs = (sunsetMs ?? NaN) - 15 * 60_000;
  expect(brightnessAt(steps, JAKARTA, WIB, brightAtMs - 1)).toEqual({
    percent: 30,
    nextChangeMs: brightAtMs,
  });
  expect(brightnessAt(steps, JAKARTA, WIB, brightAtMs)).toEqual({ percent: 100, nextChangeMs: dimAtMs });
  expect(brightnessAt(steps, JAKARTA, WIB, dimAtMs).percent).toBe(30);
});

test.each([
  ['a place nobody told', null],
  ['a polar night', TROMSO],
])('in %s only the steps by the clock count', (_, location) => {
  const steps = [clock('07:00', 80), sun('sunrise', 0, 100), sun('sunset', 0, 20)];
  const { percent, nextChangeMs } = brightnessAt(steps, location, WIB, at('2026-12-21T12:00:00'));
  expect(percent).toBe(80);
  expect(nextChangeMs).toBeNull();
  expect(brightnessAt(steps.slice(1), location, WIB, at('2026-12-21T12:00:00'))).toEqual({
    percent: null,
    nextChangeMs: null,
  });
});

test('without steps the panel is left as it is', () => {
  expect(brightnessAt([], JAKARTA, WIB, at('2026-08-17T12:00:00'))).toEqual({
    percent: null,
    nextChangeMs: null,
  });
});

test('of two steps at one instant the later in the list counts', () => {
  const steps = [clock('06:00', 10), clock('06:00', 60), clock('20:00', 10)];
  expect(brightnessAt(steps, null, WIB, at('2026-08-17T05:00:00'))).toEqual({
    percent: 10,
    nextChangeMs: at('2026-08-17T06:00:00'),
  });
  expect(brightnessAt(steps, null, WIB, at('2026-08-17T06:00:00')).percent).toBe(60);
});

const anyStep = fc.record({
  percent: fc.integer({ min: 0, max: 100 }),
  from: fc.oneof(
    fc.record({
      kind: fc.constant('clock' as const),
      time: fc
        .integer({ min: 0, max: 1439 })
        .map(
          (min) => `${String(Math.floor(min / 60)).padStart(2, '0')}:${String(min % 60).padStart(2, '0')}`,
        ),
    }),
    fc.record({
      kind: fc.constantFrom('sunrise' as const, 'sunset' as const),
      offsetMin: fc.integer({ min: -180, max: 180 }),
    }),
  ),
});

test('nothing changes before the instant that is said to be the next, and something does at it', () => {
  fc.assert(
    fc.property(
      fc.array(anyStep, { maxLength: 8 }),
      fc.integer({ min: at('2026-01-01T00:00:00'), max: at('2027-01-01T00:00:00') }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (steps, nowMs, share) => {
        const { percent, nextChangeMs } = brightnessAt(steps, JAKARTA, WIB, nowMs);
        if (nextChangeMs === null) return;
        expect(nextChangeMs).toBeGreaterThan(nowMs);
        const between = Math.min(nextChangeMs - 1, Math.floor(nowMs + share * (nextChangeMs - nowMs)));
        expect(brightnessAt(steps, JAKARTA, WIB, between).percent).toBe(percent);
        expect(brightnessAt(steps, JAKARTA, WIB, nextChangeMs).percent).not.toBe(percent);
      },
    ),
  );
});

const inWib = {
  ...programme,
  timeZone: 'Asia/Jakarta',
  zoneOffsets: [{ timeZone: 'Asia/Jakarta', offsets: [{ fromMs: 0, offsetMs: 7 * HOUR_MS }] }],
};

test('the panel is off outside the operating hours, to the millisecond', () => {
  const open = { ...inWib, operatingHours: { from: '05:00', to: '22:00' } };
  const settings = { brightness: [clock('18:00', 40)], location: null };
  expect(panelStateAt(open, settings, at('2026-08-17T05:00:00') - 1)).toEqual({
    power: 'off',
    brightnessPercent: 40,
    nextChangeMs: at('2026-08-17T05:00:00'),
  });
  expect(panelStateAt(open, settings, at('2026-08-17T05:00:00')).power).toBe('on');
  expect(panelStateAt(open, settings, at('2026-08-17T22:00:00') - 1).nextChangeMs).toBe(
    at('2026-08-17T22:00:00'),
  );
  expect(panelStateAt(open, settings, at('2026-08-17T22:00:00')).power).toBe('off');
});

test('hours over midnight belong to the day they begin on', () => {
  const night = { ...inWib, operatingHours: { from: '17:00', to: '02:00' } };
  const settings = { brightness: [], location: null };
  expect(panelStateAt(night, settings, at('2026-08-17T01:59:59')).power).toBe('on');
  expect(panelStateAt(night, settings, at('2026-08-17T02:00:00'))).toEqual({
    power: 'off',
    brightnessPercent: null,
    nextChangeMs: at('2026-08-17T17:00:00'),
  });
});

test('a screen without hours is always on', () => {
  const settings = { brightness: [], location: null };
  expect(panelStateAt({ ...inWib, operatingHours: null }, settings, at('2026-08-17T03:00:00'))).toEqual({
    power: 'on',
    brightnessPercent: null,
    nextChangeMs: null,
  });
});
