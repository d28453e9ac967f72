/** Examples of RFC 5545 §3.8.5.3 (all in America/New_York), and the questions it leaves to the reader. */
import { describe, expect, it } from 'vitest';
import { expandRecurrence, parseRule } from '../../../core/schedule/index.ts';
import type { Recurrence } from '../../../core/schedule/index.ts';
import { formatLocalDateTime, toLocalMs, zoneFrom, zoneOffsets } from '../../../core/time/index.ts';

const YEARS = (from: number, to: number) => ({ startMs: Date.UTC(from, 0, 1), endMs: Date.UTC(to, 0, 1) });

function starts(rule: Partial<Recurrence> & { startLocal: string }, from = 1997, to = 2000): string[] {
  const timeZone = rule.timeZone ?? 'America/New_York';
  const expanded = expandRecurrence({ durationMs: 60_000, ...rule, timeZone }, YEARS(from, to));
  if (!expanded.ok) throw new Error(`${expanded.error.code}: ${expanded.error.detail}`);
  const data = zoneOffsets(timeZone, Date.UTC(from - 1, 0, 1), Date.UTC(to + 1, 0, 1));
  if (!data.ok) throw new Error(data.error.code);
  const zone = zoneFrom(data.value);
  return expanded.value.map(({ startMs }) => formatLocalDateTime(toLocalMs(zone, startMs)));
}

const at9 = (...dates: string[]) => dates.map((date) => `${date}T09:00:00`);
const september = (rrule: string, from?: number, to?: number) =>
  starts({ startLocal: '1997-09-02T09:00:00', rrule }, from, to);

describe('the examples of RFC 5545', () => {
  it('daily for ten occurrences, across the end of daylight saving where it falls', () => {
    expect(september('FREQ=DAILY;COUNT=3')).toEqual(at9('1997-09-02', '1997-09-03', '1997-09-04'));
    expect(september('FREQ=DAILY;UNTIL=19971224T000000Z')).toHaveLength(113);
  });

  it('every other day, and every ten days five times', () => {
    expect(september('FREQ=DAILY;INTERVAL=2', 1997, 1998)).toHaveLength(61);
    expect(september('FREQ=DAILY;INTERVAL=10;COUNT=5').at(-1)).toBe('1997-10-12T09:00:00');
  });

  it('every day in January for three years, written in two ways', () => {
    const rule = { startLocal: '1998-01-01T09:00:00' };
    const yearly = 'FREQ=YEARLY;UNTIL=20000131T140000Z;BYMONTH=1;BYDAY=SU,MO,TU,WE,TH,FR,SA';
    const daily = starts({ ...rule, rrule: 'FREQ=DAILY;UNTIL=20000131T140000Z;BYMONTH=1' }, 1998, 2002);
    expect(daily).toHaveLength(93);
    expect(starts({ ...rule, rrule: yearly }, 1998, 2002)).toEqual(daily);
  });

  it('every other week on Tuesday and Thursday; the week start decides which weeks those are', () => {
    expect(september('FREQ=WEEKLY;INTERVAL=2;COUNT=8;WKST=SU;BYDAY=TU,TH')).toEqual(
      at9(
        '1997-09-02',
        '1997-09-04',
        '1997-09-16',
        '1997-09-18',
        '1997-09-30',
        '1997-10-02',
        '1997-10-14',
        '1997-10-16',
      ),
    );
    const from = { startLocal: '1997-08-05T09:00:00' };
    const rrule = 'FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=';
    expect(starts({ ...from, rrule: `${rrule}MO` })).toEqual(
      at9('1997-08-05', '1997-08-10', '1997-08-19', '1997-08-24'),
    );
    expect(starts({ ...from, rrule: `${rrule}SU` })).toEqual(
      at9('1997-08-05', '1997-08-17', '1997-08-19', '1997-08-31'),
    );
  });

  it('numbered weekdays and days from the end of the month', () => {
    expect(starts({ startLocal: '1997-09-05T09:00:00', rrule: 'FREQ=MONTHLY;COUNT=3;BYDAY=1FR' })).toEqual(
      at9('1997-09-05', '1997-10-03', '1997-11-07'),
    );
    expect(starts({ startLocal: '1997-09-22T09:00:00', rrule: 'FREQ=MONTHLY;COUNT=3;BYDAY=-2MO' })).toEqual(
      at9('1997-09-22', '1997-10-20', '1997-11-17'),
    );
    expect(
      starts({ startLocal: '1997-09-28T09:00:00', rrule: 'FREQ=MONTHLY;COUNT=3;BYMONTHDAY=-3' }),
    ).toEqual(at9('1997-09-28', '1997-10-29', '1997-11-28'));
    expect(september('FREQ=MONTHLY;COUNT=4;BYMONTHDAY=1,-1')).toEqual(
      at9('1997-09-30', '1997-10-01', '1997-10-31', '1997-11-01'),
    );
  });

  it('days and weeks of the year', () => {
    const days = {
      startLocal: '1997-01-01T09:00:00',
      rrule: 'FREQ=YEARLY;INTERVAL=3;COUNT=4;BYYEARDAY=1,100,200',
    };
    expect(starts(days, 1997, 2001)).toEqual(at9('1997-01-01', '1997-04-10', '1997-07-19', '2000-01-01'));
    expect(starts({ startLocal: '1997-05-12T09:00:00', rrule: 'FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO' })).toEqual(
      at9('1997-05-12', '1998-05-11', '1999-05-17'),
    );
    expect(starts({ startLocal: '1997-05-19T09:00:00', rrule: 'FREQ=YEARLY;BYDAY=20MO' })).toEqual(
      at9('1997-05-19', '1998-05-18', '1999-05-17'),
    );
  });

  it('Friday the thirteenth, and the Saturday after the first Sunday', () => {
    expect(september('FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', 1997, 2001)).toEqual(
      at9('1998-02-13', '1998-03-13', '1998-11-13', '1999-08-13', '2000-10-13'),
    );
    const rrule = 'FREQ=MONTHLY;COUNT=3;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13';
    expect(starts({ startLocal: '1997-09-13T09:00:00', rrule })).toEqual(
      at9('1997-09-13', '1997-10-11', '1997-11-08'),
    );
  });

  it('election day in the United States', () => {
    const rrule = 'FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8';
    expect(starts({ startLocal: '1996-11-05T09:00:00', rrule }, 1996, 2005)).toEqual(
      at9('1996-11-05', '2000-11-07', '2004-11-02'),
    );
  });

  it('the third instance of some weekdays, and the last work day but one', () => {
    const third = {
      startLocal: '1997-09-04T09:00:00',
      rrule: 'FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3',
    };
    expect(starts(third)).toEqual(at9('1997-09-04', '1997-10-07', '1997-11-06'));
    const beforeLast = 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2';
    expect(starts({ startLocal: '1997-09-29T09:00:00', rrule: beforeLast }).slice(0, 3)).toEqual(
      at9('1997-09-29', '1997-10-30', '1997-11-27'),
    );
  });

  it('hours, minutes and times of day', () => {
    expect(september('FREQ=HOURLY;INTERVAL=3;UNTIL=19970902T210000Z')).toEqual(
      ['09', '12', '15'].map((hour) => `1997-09-02T${hour}:00:00`),
    );
    expect(september('FREQ=MINUTELY;INTERVAL=90;COUNT=4').at(-1)).toBe('1997-09-02T13:30:00');
    const everyTwenty = september('FREQ=DAILY;BYHOUR=9,10,11,12,13,14,15,16;BYMINUTE=0,20,40;UNTIL=19970903');
    expect(everyTwenty).toHaveLength(48);
    const minutely = 'FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10,11,12,13,14,15,16;UNTIL=19970903';
    expect(september(minutely)).toEqual(everyTwenty);
  });

  it('skips dates that do not exist', () => {
    const rrule = 'FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5';
    expect(starts({ startLocal: '2007-01-15T09:00:00', rrule }, 2007, 2008)).toEqual(
      at9('2007-01-15', '2007-01-30', '2007-02-15', '2007-03-15', '2007-03-30'),
    );
  });
});

describe('what the standard leaves open', () => {
  it('finds week 53 only in years that have one, and the last week as −1', () => {
    const rrule = 'FREQ=YEARLY;BYDAY=MO;BYWEEKNO=';
    const rule = { startLocal: '2020-01-01T09:00:00' };
    expect(starts({ ...rule, rrule: `${rrule}53` }, 2020, 2027)).toEqual(at9('2020-12-28', '2026-12-28'));
    expect(starts({ ...rule, rrule: `${rrule}-1` }, 2020, 2022)).toEqual(at9('2020-12-28', '2021-12-27'));
  });

  it('counts weeks by the year they belong to, not by the date', () => {
    const rule = {
      startLocal: '2025-01-01T09:00:00',
      rrule: 'FREQ=YEARLY;INTERVAL=2;BYWEEKNO=1;BYDAY=MO,WE',
    };
    expect(starts(rule, 2024, 2030)).toEqual(
      at9('2025-01-01', '2027-01-04', '2027-01-06', '2029-01-01', '2029-01-03'),
    );
  });

  it('takes the day of the start where a yearly rule names only months or weeks', () => {
    const rule = { startLocal: '2026-03-17T09:00:00' };
    expect(starts({ ...rule, rrule: 'FREQ=YEARLY;BYMONTH=3,9' }, 2026, 2027)).toEqual(
      at9('2026-03-17', '2026-09-17'),
    );
    expect(starts({ ...rule, rrule: 'FREQ=YEARLY;BYWEEKNO=20' }, 2026, 2027)).toEqual(at9('2026-05-12'));
  });

  it('counts the whole day of an UNTIL that is a date', () => {
    expect(september('FREQ=DAILY;UNTIL=19970904')).toHaveLength(3);
  });

  it('adds RDATEs, removes EXDATEs, and gives each instant once', () => {
    const rule = {
      startLocal: '1997-09-02T09:00:00',
      rrule: 'FREQ=DAILY;COUNT=4',
      rdates: ['1997-09-03T09:00:00', '1997-09-20T18:30:00'],
      exdates: ['1997-09-04T09:00:00', '1997-12-01T09:00:00'],
    };
    expect(starts(rule)).toEqual([...at9('1997-09-02', '1997-09-03', '1997-09-05'), '1997-09-20T18:30:00']);
    expect(starts({ startLocal: '1997-09-02T09:00:00', rdates: ['1997-09-03T09:00'] })).toHaveLength(2);
  });

  it('plays a skipped reading an hour later by the clock, a repeated one the first time', () => {
    const gap = { startLocal: '2026-03-28T02:30:00', timeZone: 'Europe/Berlin', rrule: 'FREQ=DAILY;COUNT=3' };
    expect(starts(gap, 2026, 2027)).toEqual([
      '2026-03-28T02:30:00',
      '2026-03-29T03:30:00',
      '2026-03-30T02:30:00',
    ]);
    const fold = { startLocal: '2026-10-25T02:30:00', timeZone: 'Europe/Berlin', durationMs: 60_000 };
    const expanded = expandRecurrence(fold, YEARS(2026, 2027));
    expect(expanded.ok && expanded.value[0]?.startMs).toBe(Date.UTC(2026, 9, 25, 0, 30));
  });

  it('returns whole occurrences that overlap the window, also those begun long before it', () => {
    const rule = { startLocal: '2026-01-01T00:00:00', timeZone: 'Asia/Jakarta', durationMs: 90 * 86_400_000 };
    const atNoonMs = Date.UTC(2026, 2, 1, 5);
    const startMs = Date.UTC(2025, 11, 31, 17);
    expect(expandRecurrence(rule, { startMs: atNoonMs, endMs: atNoonMs + 1 })).toEqual({
      ok: true,
      value: [{ startMs, endMs: startMs + rule.durationMs }],
    });
    const endMs = startMs + rule.durationMs;
    expect(expandRecurrence(rule, { startMs: endMs, endMs: endMs + 1 })).toEqual({ ok: true, value: [] });
  });
});

describe('a rule that is not one', () => {
  const refused = [
    '',
    'BYDAY=MO',
    'FREQ=FORTNIGHTLY',
    'FREQ=DAILY;',
    'FREQ=DAILY;FREQ=WEEKLY',
    'FREQ=DAILY;INTERVAL=0',
    'FREQ=DAILY;COUNT=-1',
    'FREQ=DAILY;COUNT=3;UNTIL=20260101',
    'FREQ=DAILY;UNTIL=20260230',
    'FREQ=DAILY;BYHOUR=24',
    'FREQ=DAILY;BYMONTH=13',
    'FREQ=DAILY;BYMONTHDAY=0',
    'FREQ=DAILY;BYDAY=XX',
    'FREQ=DAILY;BYDAY=1MO',
    'FREQ=WEEKLY;BYMONTHDAY=1',
    'FREQ=MONTHLY;BYWEEKNO=3',
    'FREQ=MONTHLY;BYYEARDAY=3',
    'FREQ=YEARLY;BYWEEKNO=3;BYDAY=1MO',
    'FREQ=DAILY;BYSETPOS=1',
    'FREQ=DAILY;WKST=XX',
    'FREQ=DAILY;SKIP=FORWARD',
    'RRULE:FREQ=DAILY',
    `FREQ=DAILY;BYHOUR=${'1,'.repeat(300)}1`,
  ];
  it.each(refused)('is refused whole: %s', (rrule) => {
    expect(parseRule(rrule)).toMatchObject({ ok: false, error: { code: 'rrule_invalid' } });
  });
});
