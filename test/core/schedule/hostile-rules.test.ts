import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandRecurrence } from '../../../core/schedule/index.ts';
import { Budget, MAX_OCCURRENCES, MAX_STEPS } from '../../../core/schedule/recurrence/budget.ts';
import { localRule, localTimes } from '../../../core/schedule/recurrence/local-times.ts';
import { parseRule } from '../../../core/schedule/recurrence/parse.ts';

const DAY_MS = 86_400_000;
const WEEK = { startMs: Date.UTC(2026, 7, 17), endMs: Date.UTC(2026, 7, 24) };
const every = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index).join(',');

function expandHostile(rrule: string, durationMs = 1000) {
  return expandRecurrence(
    { startLocal: '1970-01-01T00:00:00', timeZone: 'Asia/Jakarta', durationMs, rrule },
    WEEK,
  );
}

describe('a hostile rule ends with a clear error', () => {
  const tooMany = [
    'FREQ=SECONDLY',
    'FREQ=SECONDLY;INTERVAL=7',
    'FREQ=MINUTELY;BYSECOND=0,10,20,30,40,50',
    `FREQ=HOURLY;BYMINUTE=${every(0, 59)};BYSECOND=0,30`,
  ];
  it.each(tooMany)('when it occurs too often: %s', (rrule) => {
    expect(expandHostile(rrule)).toMatchObject({ ok: false, error: { code: 'too_many_occurrences' } });
  });

  const tooCostly = [
    `FREQ=DAILY;BYHOUR=${every(0, 23)};BYMINUTE=${every(0, 59)};BYSECOND=${every(0, 59)}`,
    'FREQ=MINUTELY;BYDAY=MO;COUNT=999999999',
    'FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=29;COUNT=999999999',
  ];
  it.each(tooCostly)('when it would have to be walked too far: %s', (rrule) => {
    expect(expandHostile(rrule)).toMatchObject({ ok: false, error: { code: 'too_costly' } });
  });

  it('when the window or the length of an occurrence is absurd', () => {
    const rule = { startLocal: '2026-01-01T00:00:00', timeZone: 'Asia/Jakarta', durationMs: 1000 };
    const codeOf = (given: Partial<typeof rule>, window = WEEK) => {
      const expanded = expandRecurrence({ ...rule, ...given }, window);
      return expanded.ok ? 'ok' : expanded.error.code;
    };
    expect(codeOf({}, { startMs: 0, endMs: 8_640_000_000_000_000 })).toBe('window_invalid');
    expect(codeOf({}, { startMs: 5, endMs: 5 })).toBe('window_invalid');
    expect(codeOf({ durationMs: 401 * DAY_MS })).toBe('duration_invalid');
    expect(codeOf({ durationMs: Number.NaN })).toBe('duration_invalid');
    expect(codeOf({ timeZone: 'Mars/Olympus' })).toBe('unknown_time_zone');
    expect(codeOf({ startLocal: 'yesterday' })).toBe('start_invalid');
  });
});

describe('a rule that only looks hostile is answered', () => {
  it('when it began centuries ago', () => {
    const rule = { startLocal: '0001-01-01T08:00:00', timeZone: 'Asia/Jakarta', durationMs: 1000 };
    const expanded = expandRecurrence({ ...rule, rrule: 'FREQ=DAILY' }, WEEK);
    expect(expanded.ok && expanded.value).toHaveLength(7);
  });

  it('when it never occurs', () => {
    expect(expandHostile('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30')).toEqual({ ok: true, value: [] });
    expect(expandHostile('FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30')).toEqual({ ok: true, value: [] });
  });

  it('when a plain count ended long ago', () => {
    expect(expandHostile('FREQ=SECONDLY;COUNT=999999999')).toEqual({ ok: true, value: [] });
  });
});

it('spends no more steps and holds no more occurrences than it may, whatever the rule', () => {
  const part = fc.constantFrom(
    'INTERVAL=1',
    'INTERVAL=999999999',
    'INTERVAL=7',
    `BYSECOND=${every(0, 59)}`,
    'BYSECOND=59',
    `BYMINUTE=${every(0, 59)}`,
    `BYHOUR=${every(0, 23)}`,
    'BYDAY=MO,TU,WE,TH,FR,SA,SU',
    'BYMONTHDAY=31',
    'BYMONTH=2',
    'BYSETPOS=-1',
    'COUNT=999999999',
    'COUNT=1000',
  );
  const frequency = fc.constantFrom('SECONDLY', 'MINUTELY', 'HOURLY', 'DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY');
  const parts = fc.uniqueArray(part, { maxLength: 6, selector: (text) => text.split('=')[0] });
  let expanded = 0;
  fc.assert(
    fc.property(frequency, parts, (freq, list) => {
      const rule = parseRule([`FREQ=${freq}`, ...list].join(';'));
      if (!rule.ok) return;
      const local = localRule(rule.value, 0);
      if (!local.ok) return;
      const times = localTimes(local.value, {
        first: 1_700_000_000,
        last: 1_700_000_000 + 40 * 366 * 86_400,
      });
      if (times.ok) expect(times.value.length).toBeLessThanOrEqual(MAX_OCCURRENCES);
      expanded += 1;
    }),
    { numRuns: 100 },
  );
  expect(expanded).toBeGreaterThan(20);
});

it('stops exactly where the budget ends', () => {
  const budget = new Budget();
  expect(budget.spend(MAX_STEPS)).toBe(true);
  expect(budget.spend(1)).toBe(false);
});
