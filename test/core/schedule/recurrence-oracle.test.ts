import fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { expect, it } from 'vitest';
import { expandRecurrence } from '../../../core/schedule/index.ts';

/** rrule-temporal 2.2.7 is right about these parts; see recurrence-vectors for what it is not. */
const WINDOW = { startMs: Date.UTC(2026, 0, 1), endMs: Date.UTC(2028, 0, 1) };

const numbers = (min: number, max: number, maxLength: number) =>
  fc
    .uniqueArray(
      fc.integer({ min, max }).filter((value) => value !== 0 || min === 0),
      { minLength: 1, maxLength },
    )
    .map((values) => values.join(','));
const weekdays = fc
  .subarray(['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], { minLength: 1 })
  .map((days) => days.join(','));
const numberedWeekdays = fc
  .uniqueArray(
    fc
      .tuple(fc.constantFrom(-2, -1, 1, 2, 3, 5), fc.constantFrom('MO', 'WE', 'SU'))
      .map(([ordinal, day]) => `${ordinal}${day}`),
    { minLength: 1, maxLength: 3 },
  )
  .map((days) => days.join(','));

const always = (name: string, value: fc.Arbitrary<string | number>) =>
  value.map((text) => `;${name}=${text}`);
const sometimes = (name: string, value: fc.Arbitrary<string | number>) =>
  fc.oneof(fc.constant(''), always(name, value));
/** No hour that a clock skips or repeats: there the oracle drops what RFC 5545 §3.3.5 gives an instant. */
const common = [
  sometimes('INTERVAL', fc.integer({ min: 1, max: 5 })),
  sometimes('BYMONTH', numbers(1, 12, 3)),
  sometimes('BYHOUR', numbers(4, 23, 2)),
  sometimes('BYMINUTE', numbers(0, 59, 2)),
  sometimes('COUNT', fc.integer({ min: 1, max: 60 })),
];
const ruleOf = (frequency: string, ...parts: fc.Arbitrary<string>[]) =>
  fc.tuple(...parts).map((texts) => `FREQ=${frequency}${texts.join('')}`);

const calendarRules = fc.oneof(
  ruleOf('DAILY', ...common, sometimes('BYDAY', weekdays), sometimes('BYMONTHDAY', numbers(-31, 31, 3))),
  ruleOf(
    'WEEKLY',
    ...common,
    sometimes('BYDAY', weekdays),
    sometimes('WKST', fc.constantFrom('MO', 'SU', 'TH')),
  ),
  ruleOf(
    'MONTHLY',
    ...common,
    fc.oneof(
      always('BYDAY', weekdays),
      always('BYDAY', numberedWeekdays),
      always('BYMONTHDAY', numbers(-31, 31, 3)),
    ),
  ),
  ruleOf(
    'YEARLY',
    ...common,
    fc.oneof(
      always('BYDAY', fc.oneof(weekdays, numberedWeekdays)),
      always('BYMONTHDAY', numbers(-31, 31, 3)),
      always('BYYEARDAY', numbers(-366, 366, 3)),
      always('BYWEEKNO', numbers(1, 52, 3)),
    ),
    sometimes('WKST', fc.constantFrom('MO', 'SU')),
  ),
);
const positionRules = ruleOf(
  'MONTHLY',
  ...common,
  fc.oneof(always('BYDAY', weekdays), always('BYMONTHDAY', numbers(-31, 31, 4))),
  always('BYSETPOS', numbers(-3, 3, 2)),
);
const hourlyRules = ruleOf(
  'HOURLY',
  sometimes('INTERVAL', fc.integer({ min: 1, max: 30 })),
  sometimes('BYDAY', weekdays),
  sometimes('BYHOUR', numbers(0, 23, 3)),
  sometimes('BYMINUTE', numbers(0, 59, 2)),
  always('BYMONTHDAY', numbers(1, 31, 2)),
);

function agreesOn(rrule: string, timeZone: string): void {
  const ours = expandRecurrence(
    { startLocal: '2025-03-05T09:30:00', timeZone, durationMs: 1000, rrule },
    WINDOW,
  );
  const oracle = new RRuleTemporal({
    rruleString: `DTSTART;TZID=${timeZone}:20250305T093000\nRRULE:${rrule}`,
    maxIterations: 100_000,
  });
  const theirs = oracle
    .between(new Date(WINDOW.startMs), new Date(WINDOW.endMs - 1), true)
    .map((occurrence) => occurrence.epochMilliseconds);
  expect(ours.ok && ours.value.map((interval) => interval.startMs), rrule).toEqual([...new Set(theirs)]);
}

it('expands what the calendar rules say, in zones with and without daylight saving', () => {
  const zones = fc.constantFrom('Asia/Jakarta', 'Europe/Berlin', 'America/New_York');
  fc.assert(fc.property(calendarRules, zones, agreesOn), { numRuns: 120 });
});

it('picks positions out of whole periods', () => {
  fc.assert(
    fc.property(positionRules, (rrule) => agreesOn(rrule, 'Asia/Jayapura')),
    { numRuns: 60 },
  );
});

it('steps hours through days that are ruled out', () => {
  fc.assert(
    fc.property(hourlyRules, (rrule) => agreesOn(rrule, 'Asia/Makassar')),
    { numRuns: 60 },
  );
});
