import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EntryTiming } from '../../../core/model/catalogue.ts';
import { DAY_MS, formOf, timingOf, WEEKDAYS } from '../../../renderer/central/pages/schedule/recurrence.ts';

const daily: EntryTiming = {
  startLocal: '2026-11-08T00:00:00',
  timeZone: 'Asia/Jakarta',
  durationMs: DAY_MS,
  rrule: 'FREQ=DAILY',
  rdates: [],
  exdates: [],
  windows: [],
};
const rules = fc.oneof(
  fc.constant(null),
  fc.constant('FREQ=DAILY'),
  fc.subarray([...WEEKDAYS], { minLength: 1 }).map((weekdays) => `FREQ=WEEKLY;BYDAY=${weekdays.join(',')}`),
  fc.integer({ min: 1, max: 31 }).map((day) => `FREQ=MONTHLY;BYMONTHDAY=${day}`),
  fc.constantFrom('FREQ=MONTHLY;BYDAY=1MO', 'FREQ=DAILY;INTERVAL=3', 'FREQ=YEARLY;COUNT=2'),
);
const timings = fc
  .record({
    rrule: rules,
    day: fc.integer({ min: 1, max: 28 }),
    time: fc.constantFrom('00:00:00', '00:00:00', '08:30:00'),
    days: fc.integer({ min: 1, max: 60 }),
    hasWindow: fc.boolean(),
  })
  .map(({ rrule, day, time, days, hasWindow }): EntryTiming => {
    const startLocal = `2026-11-${String(day).padStart(2, '0')}T${time}`;
    return {
      startLocal,
      timeZone: 'Asia/Jakarta',
      durationMs: rrule === null ? days * DAY_MS : DAY_MS,
      rrule,
      rdates: [],
      exdates: [`2026-12-25T${time}`],
      windows: hasWindow ? [{ from: '22:00', to: '02:00' }] : [],
    };
  });

test('opening an entry and saving it unchanged changes nothing', () => {
  fc.assert(
    fc.property(timings, (timing) => {
      const saved = timingOf(formOf(timing), timing.timeZone, timing.rdates);
      expect(saved).toEqual(timing);
      expect(EntryTiming.safeParse(saved).success).toBe(true);
    }),
  );
});

test('a range of dates is one occurrence of that many days, the last one included', () => {
  const form = { ...formOf(daily), mode: 'once' as const, fromDay: '2026-11-30', toDay: '2026-12-02' };
  expect(timingOf(form, 'Asia/Jakarta', [])).toMatchObject({
    startLocal: '2026-11-30T00:00:00',
    durationMs: 3 * DAY_MS,
    rrule: null,
  });
});

test('a rule typed with its name is stored without it', () => {
  const form = { ...formOf(daily), mode: 'custom' as const, rule: ' RRULE:FREQ=HOURLY ' };
  expect(timingOf(form, 'Asia/Jakarta', []).rrule).toBe('FREQ=HOURLY');
});
