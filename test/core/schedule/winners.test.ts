import { describe, expect, it } from 'vitest';
import { broadcastDay, compileDay, dayBounds, isOpen, planAt } from '../../../core/schedule/index.ts';
import {
  airTime,
  at,
  codes,
  DAY,
  entry,
  evergreen,
  HOUR,
  item,
  itemsBetween,
  MINUTE,
  MONDAY,
  offsetsOf,
  programme,
  slotsOf,
} from './a-programme.ts';

describe('the broadcast day', () => {
  it('runs from the screen’s day start to the next, in its own zone', () => {
    const zones = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'];
    const starts = zones.map((timeZone) => {
      const { startMs, endMs } = dayBounds(
        programme({ timeZone, zoneOffsets: [offsetsOf(timeZone)] }),
        MONDAY,
      );
      expect(endMs - startMs).toBe(DAY);
      return startMs;
    });
    expect(starts).toEqual(zones.map((timeZone) => at(`${MONDAY}T04:00`, timeZone)));
  });

  it('is 23 or 25 hours long where the clock is changed', () => {
    const berlin = programme({ timeZone: 'Europe/Berlin', zoneOffsets: [offsetsOf('Europe/Berlin')] });
    const hours = (day: string) => {
      const { startMs, endMs } = dayBounds(berlin, day);
      return (endMs - startMs) / HOUR;
    };
    expect(['2026-03-28', '2026-10-24', '2026-10-25'].map(hours)).toEqual([23, 25, 24]);
  });

  it('holds the hours after midnight until the day start', () => {
    const screen = programme({});
    expect(broadcastDay(screen, at('2026-08-18T03:59:59'))).toBe(MONDAY);
    expect(broadcastDay(screen, at('2026-08-18T04:00:00'))).toBe('2026-08-18');
    expect(planAt(screen, at('2026-08-18T03:59:59')).day).toBe(MONDAY);
  });

  it('refuses what is not a date', () => {
    expect(() => compileDay(programme({}), '2026-02-30')).toThrow(RangeError);
  });
});

describe('winning', () => {
  it('goes to the highest priority of the moment; the others come back after it', () => {
    const plan = compileDay(
      programme({
        items: [item('usual'), item('special')],
        entries: [
          entry('low', ['usual']),
          entry('high', ['special'], { priority: 20, timing: { windows: [{ from: '08:00', to: '09:00' }] } }),
        ],
      }),
      MONDAY,
    );
    const in8 = itemsBetween(plan, at(`${MONDAY}T08:00`), at(`${MONDAY}T09:00`));
    expect(new Set(in8)).toEqual(new Set(['special']));
    expect(airTime(slotsOf(plan))).toEqual({ low: 23 * HOUR, high: HOUR });
  });

  it('is decided in each zone by itself', () => {
    const plan = compileDay(
      programme({
        zones: [
          { id: 'ticker', x: 0, y: 160, widthPx: 384, heightPx: 32 },
          { id: 'main', x: 0, y: 0, widthPx: 384, heightPx: 160 },
        ],
        items: [item('picture'), item('line')],
        entries: [entry('a', ['picture'], { priority: 90 }), entry('b', ['line'], { zone: 'ticker' })],
      }),
      MONDAY,
    );
    expect(plan.zones.map((zone) => zone.zone)).toEqual(['main', 'ticker']);
    expect(airTime(slotsOf(plan, 'ticker'))).toEqual({ b: DAY });
  });

  it('leaves what nobody asks for to evergreen items, one after another', () => {
    const plan = compileDay(programme({ items: [evergreen('e2'), evergreen('e1'), item('other')] }), MONDAY);
    expect(
      slotsOf(plan)
        .slice(0, 3)
        .map((slot) => slot.item),
    ).toEqual(['e1', 'e2', 'e1']);
    expect(slotsOf(plan)[0]).toMatchObject({ entry: null, reasons: [{ code: 'filler' }] });
    expect(airTime(slotsOf(plan))).toEqual({ filler: DAY });
  });
});

describe('windows', () => {
  const nightly = (timing: object) =>
    programme({
      items: [item('night')],
      entries: [
        entry('night', ['night'], { timing: { windows: [{ from: '22:00', to: '02:00' }], ...timing } }),
      ],
    });
  const span = (plan: ReturnType<typeof compileDay>) => {
    const slots = slotsOf(plan);
    return [slots[0]?.startMs, slots.at(-1)?.endMs];
  };

  it('cross midnight, and belong to the weekday they begin on', () => {
    const fridays = nightly({ rrule: 'FREQ=WEEKLY;BYDAY=FR' });
    expect(span(compileDay(fridays, '2026-08-21'))).toEqual([at('2026-08-21T22:00'), at('2026-08-22T02:00')]);
    expect(slotsOf(compileDay(fridays, '2026-08-20'))).toEqual([]);
    expect(slotsOf(compileDay(fridays, '2026-08-22'))).toEqual([]);
  });

  it('cross the seam of the broadcast day', () => {
    const early = nightly({ windows: [{ from: '03:00', to: '05:00' }] });
    expect(span(compileDay(early, MONDAY))).toEqual([at(`${MONDAY}T04:00`), at('2026-08-18T04:00')]);
    const inTheMorning = itemsBetween(
      compileDay(early, MONDAY),
      at(`${MONDAY}T04:00`),
      at(`${MONDAY}T05:00`),
    );
    expect(inTheMorning).toHaveLength(360);
  });

  it('are cut by an occurrence that is not made of whole days', () => {
    const evening = { startLocal: `${MONDAY}T23:00:00`, durationMs: 2 * HOUR, rrule: null };
    expect(span(compileDay(nightly(evening), MONDAY))).toEqual([
      at(`${MONDAY}T23:00`),
      at('2026-08-18T01:00'),
    ]);
  });

  it('keep to the wall clock where it is changed', () => {
    const timeZone = 'Europe/Berlin';
    const zoned = programme({
      timeZone,
      zoneOffsets: [offsetsOf(timeZone)],
      items: [item('night')],
      entries: [
        entry('night', ['night'], { timing: { timeZone, windows: [{ from: '22:00', to: '03:00' }] } }),
      ],
    });
    const aired = (day: string) => (airTime(slotsOf(compileDay(zoned, day)))['night'] ?? 0) / HOUR;
    expect([aired('2026-03-27'), aired('2026-03-28'), aired('2026-10-24')]).toEqual([5, 4, 6]);
  });

  it('follow the entry’s own zone on a screen in another', () => {
    const timing = { timeZone: 'Asia/Jayapura', windows: [{ from: '08:00', to: '09:00' }] };
    const plan = compileDay(
      programme({
        zoneOffsets: [offsetsOf('Asia/Jakarta'), offsetsOf('Asia/Jayapura')],
        items: [item('east')],
        entries: [entry('east', ['east'], { timing })],
      }),
      MONDAY,
    );
    expect(span(plan)).toEqual([at(`${MONDAY}T06:00`), at(`${MONDAY}T07:00`)]);
  });
});

describe('operating hours', () => {
  it('are dark outside and hard at both ends, also past midnight', () => {
    const screen = programme({
      operatingHours: { from: '18:00', to: '01:00' },
      items: [item('a', 7000), evergreen('e', 5000)],
      entries: [entry('a', ['a'])],
    });
    const slots = slotsOf(compileDay(screen, MONDAY));
    expect(slots[0]?.startMs).toBe(at(`${MONDAY}T18:00`));
    expect(slots.at(-1)?.endMs).toBeLessThanOrEqual(at('2026-08-18T01:00'));
    expect(at('2026-08-18T01:00') - (slots.at(-1)?.endMs ?? 0)).toBeLessThan(5000);
    expect([at(`${MONDAY}T17:59:59`), at('2026-08-18T00:59:59')].map((ms) => isOpen(screen, ms))).toEqual([
      false,
      true,
    ]);
  });
});

describe('findings', () => {
  const findingsOf = (more: Parameters<typeof programme>[0]) =>
    compileDay(programme({ items: [item('a'), evergreen('e')], ...more }), MONDAY).findings;

  it('are none for a programme that can be given all it asks for', () => {
    expect(findingsOf({ entries: [entry('a', ['a'])] })).toEqual([]);
  });

  it('name each entry that cannot be served, and why', () => {
    const late = item('late', 10_000, { validUntilMs: at('2026-08-01T00:00') });
    const long = item('long', 5 * MINUTE);
    const found = findingsOf({
      operatingHours: { from: '05:00', to: '22:00' },
      items: [item('a'), evergreen('e'), late, long],
      entries: [
        entry('absurd', ['a'], { timing: { rrule: 'FREQ=DAILY;BYHOUR=99' } }),
        entry('dark', ['a'], { timing: { windows: [{ from: '23:00', to: '24:00' }] } }),
        entry('ended', ['late']),
        entry('ghost', ['nothing']),
        entry('never', ['a'], { timing: { rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' } }),
        entry('overruled', ['a'], { priority: 1 }),
        entry('short', ['long'], { timing: { windows: [{ from: '08:00', to: '08:04' }] } }),
        entry('strange', ['a'], { timing: { timeZone: 'Asia/Tokyo' } }),
        entry('winner', ['a'], { priority: 20 }),
        entry('zoneless', ['a'], { zone: 'badge' }),
      ],
    });
    expect(found.map(({ code, entry: id }) => `${id} ${code}`).sort()).toEqual([
      'absurd recurrence_refused',
      'dark outside_operating_hours',
      'ended validity_ends_first',
      'ghost item_missing',
      'never never_occurs',
      'overruled overruled_all_day',
      'short item_longer_than_window',
      'strange offsets_missing',
      'strange overruled_all_day',
      'zoneless zone_missing',
    ]);
  });

  it('say when a screen has nothing evergreen', () => {
    expect(codes(compileDay(programme({ items: [item('a')] }), MONDAY))).toEqual(['no_evergreen']);
  });

  it('do not call an entry that rests today one that never occurs', () => {
    expect(
      findingsOf({ entries: [entry('a', ['a'], { timing: { rrule: 'FREQ=WEEKLY;BYDAY=SU' } })] }),
    ).toEqual([]);
    const leapDay = {
      startLocal: '2026-01-01T00:00:00',
      rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=TU',
    };
    expect(findingsOf({ entries: [entry('a', ['a'], { timing: leapDay })] })).toEqual([]);
  });
});
