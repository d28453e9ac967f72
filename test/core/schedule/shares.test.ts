import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileDay } from '../../../core/schedule/index.ts';
import { Rotation } from '../../../core/schedule/rotation.ts';
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
  programme,
  slotsOf,
} from './a-programme.ts';

const dayOf = (more: Parameters<typeof programme>[0], day = MONDAY) => compileDay(programme(more), day);

describe('a peer set', () => {
  it('takes turns in the order of ids when all are equal', () => {
    const plan = dayOf({
      items: [item('a'), item('b'), item('c')],
      entries: [entry('z', ['a']), entry('x', ['b']), entry('y', ['c'])],
    });
    expect(
      slotsOf(plan)
        .slice(0, 6)
        .map((slot) => slot.entry),
    ).toEqual(['x', 'y', 'z', 'x', 'y', 'z']);
  });

  it('divides time, not turns, by share', () => {
    const plan = dayOf({
      items: [item('long', 30_000), item('short', 10_000)],
      entries: [entry('a', ['long'], { sharePercent: 60 }), entry('b', ['short'], { sharePercent: 40 })],
    });
    const aired = airTime(slotsOf(plan));
    expect(Math.abs((aired['a'] ?? 0) - 0.6 * DAY)).toBeLessThanOrEqual(30_000);
  });

  it('gives entries without a share equal parts of what is left', () => {
    const plan = dayOf({
      items: [item('a'), item('b'), item('c')],
      entries: [entry('a', ['a'], { sharePercent: 50 }), entry('b', ['b']), entry('c', ['c'])],
    });
    expect(airTime(slotsOf(plan))).toEqual({ a: DAY / 2, b: DAY / 4, c: DAY / 4 });
  });

  it('fills what is under 100 % with evergreen, or stretches the shares where there is none', () => {
    const entries = [entry('a', ['a'], { sharePercent: 30 }), entry('b', ['b'], { sharePercent: 20 })];
    const items = [item('a'), item('b')];
    const filled = airTime(slotsOf(dayOf({ items: [...items, evergreen('e')], entries })));
    expect(filled).toEqual({ a: 0.3 * DAY, b: 0.2 * DAY, filler: 0.5 * DAY });
    expect(airTime(slotsOf(dayOf({ items, entries })))).toEqual({ a: 0.6 * DAY, b: 0.4 * DAY });
  });

  it('normalises shares over 100 % and says so', () => {
    const plan = dayOf({
      items: [item('a'), item('b'), evergreen('e')],
      entries: [entry('a', ['a'], { sharePercent: 90 }), entry('b', ['b'], { sharePercent: 60 })],
    });
    expect(airTime(slotsOf(plan))).toEqual({ a: 0.6 * DAY, b: 0.4 * DAY });
    expect(plan.findings).toEqual([
      {
        code: 'shares_over_100',
        zone: 'main',
        entry: null,
        item: null,
        params: { priority: 10, sumPercent: 150 },
      },
    ]);
  });

  it('goes on after an interruption where it was', () => {
    const noon = { priority: 50, timing: { windows: [{ from: '12:00', to: '12:01' }] } };
    const plan = dayOf({
      items: [item('a', 20_000), item('b', 20_000), item('c', 20_000), item('x', 20_000)],
      entries: [entry('a', ['a']), entry('b', ['b']), entry('c', ['c']), entry('x', ['x'], noon)],
    });
    const around = itemsBetween(plan, at(`${MONDAY}T11:59:20`), at(`${MONDAY}T12:02`));
    expect(around).toEqual(['b', 'c', 'x', 'x', 'x', 'a', 'b', 'c']);
  });

  it('begins anew each day', () => {
    const more = {
      items: [item('a', 7000), item('b', 11_000)],
      entries: [entry('a', ['a'], { sharePercent: 70 }), entry('b', ['b'], { sharePercent: 30 })],
    };
    const [monday, tuesday] = [dayOf(more), dayOf(more, '2026-08-18')];
    expect(slotsOf(tuesday).map(({ startMs, item: id }) => [startMs - DAY, id])).toEqual(
      slotsOf(monday).map(({ startMs, item: id }) => [startMs, id]),
    );
  });
});

describe('the rotation', () => {
  const member = fc.record({
    weight: fc.integer({ min: 1, max: 1000 }),
    slotMs: fc.oneof(fc.constant(10_000), fc.integer({ min: 1000, max: 300_000 })),
  });

  it('keeps every member within one longest slot of its share, at every moment', () => {
    fc.assert(
      fc.property(fc.array(member, { minLength: 1, maxLength: 9 }), (members) => {
        const whole = members.reduce((sum, { weight }) => sum + weight, 0);
        const shares = members.map(({ weight }) => weight / whole);
        const longestMs = Math.max(...members.map(({ slotMs }) => slotMs));
        const rotation = new Rotation(
          members.map(({ slotMs }, at) => ({ weight: shares[at] ?? 0, nextMs: slotMs, lead: 0 })),
          longestMs,
        );
        const airedMs = members.map(() => 0);
        let totalMs = 0;
        let furthestMs = 0;
        for (let slot = 0; slot < 400; slot++) {
          const turn = rotation.next();
          const slotMs = members[turn]?.slotMs ?? 0;
          rotation.take(turn, slotMs, slotMs);
          airedMs[turn] = (airedMs[turn] ?? 0) + slotMs;
          totalMs += slotMs;
          for (const [at, ms] of airedMs.entries())
            furthestMs = Math.max(furthestMs, Math.abs(ms - (shares[at] ?? 0) * totalMs));
        }
        expect(furthestMs).toBeLessThanOrEqual(longestMs);
      }),
      { numRuns: 150 },
    );
  });

  it('chooses the same whether it searches or keeps its order', () => {
    fc.assert(
      fc.property(fc.array(member, { minLength: 1, maxLength: 7 }), (members) => {
        const build = () =>
          new Rotation(
            members.map(({ slotMs, weight }) => ({ weight: weight / 7000, nextMs: slotMs, lead: 0 })),
            300_000,
          );
        const [ordered, searched] = [build(), build()];
        for (let slot = 0; slot < 100; slot++) {
          const turn = ordered.next();
          expect(searched.nextAmong(() => true)).toBe(turn);
          const slotMs = members[turn]?.slotMs ?? 0;
          ordered.take(turn, slotMs, slotMs);
          searched.take(turn, slotMs, slotMs);
        }
      }),
    );
  });
});

describe('plays per hour', () => {
  const hour = (plan: ReturnType<typeof compileDay>, of: string, local: string) =>
    itemsBetween(plan, at(local), at(local) + HOUR).filter((id) => id === of).length;

  it('are never more than the maximum, which is spread over the hour', () => {
    const plan = dayOf({
      items: [item('a'), item('b')],
      entries: [entry('a', ['a'], { maxPlaysPerHour: 4 }), entry('b', ['b'])],
    });
    const starts = slotsOf(plan)
      .filter((slot) => slot.item === 'a')
      .map((slot) => slot.startMs);
    expect(hour(plan, 'a', `${MONDAY}T10:00`)).toBe(4);
    const gaps = starts.slice(1).map((startMs, index) => startMs - (starts[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThan(10 * MINUTE);
  });

  it('leave the time to filler when everyone has reached a maximum', () => {
    const plan = dayOf({
      items: [item('a'), evergreen('e')],
      entries: [entry('a', ['a'], { maxPlaysPerHour: 6 })],
    });
    expect(airTime(slotsOf(plan))).toEqual({ a: 24 * MINUTE, filler: DAY - 24 * MINUTE });
  });

  it('are at least the minimum, even against the share', () => {
    const plan = dayOf({
      items: [item('a'), item('b')],
      entries: [
        entry('a', ['a'], { sharePercent: 1, minPlaysPerHour: 12 }),
        entry('b', ['b'], { sharePercent: 99 }),
      ],
    });
    for (const local of ['04:00', '12:00', '03:00']) {
      const day = local === '03:00' ? '2026-08-18' : MONDAY;
      expect(hour(plan, 'a', `${day}T${local}`)).toBeGreaterThanOrEqual(12);
    }
    expect(codes(plan)).toEqual(['no_evergreen']);
  });

  it('prorate the minimum by the time that was won', () => {
    const takeover = { priority: 50, timing: { windows: [{ from: '10:30', to: '11:00' }] } };
    const plan = dayOf({
      items: [item('a'), item('b'), item('x'), evergreen('e')],
      entries: [
        entry('a', ['a'], { minPlaysPerHour: 20, sharePercent: 1 }),
        entry('b', ['b'], { sharePercent: 99 }),
        entry('x', ['x'], takeover),
      ],
    });
    const played = hour(plan, 'a', `${MONDAY}T10:00`);
    expect(played).toBeGreaterThanOrEqual(10);
    expect(played).toBeLessThan(20);
    expect(codes(plan)).toEqual([]);
  });

  it('put the maximum before the minimum', () => {
    const plan = dayOf({
      items: [item('a'), item('b')],
      entries: [entry('a', ['a'], { minPlaysPerHour: 9, maxPlaysPerHour: 3 }), entry('b', ['b'])],
    });
    expect(hour(plan, 'a', `${MONDAY}T10:00`)).toBe(3);
  });

  it('report a minimum that there is no time for', () => {
    const plan = dayOf({
      items: [item('a', 60_000), item('b', 60_000), evergreen('e')],
      entries: [entry('a', ['a'], { minPlaysPerHour: 40 }), entry('b', ['b'], { minPlaysPerHour: 40 })],
    });
    expect(new Set(codes(plan))).toEqual(new Set(['minimum_not_met']));
  });
});

describe('a playlist', () => {
  const items = ['p1', 'p2', 'p3', 'other'].map((id) => item(id));

  it('is one member, whose items come in order', () => {
    const plan = dayOf({ items, entries: [entry('list', ['p1', 'p2', 'p3']), entry('other', ['other'])] });
    const first = slotsOf(plan)
      .slice(0, 8)
      .map((slot) => slot.item);
    expect(first).toEqual(['p1', 'other', 'p2', 'other', 'p3', 'other', 'p1', 'other']);
  });

  it('passes over items that are not valid yet or no longer', () => {
    const late = item('p2', 10_000, { validFromMs: at(`${MONDAY}T05:00`) });
    const plan = dayOf({ items: [item('p1'), late], entries: [entry('list', ['p1', 'p2'])] });
    expect(new Set(itemsBetween(plan, 0, at(`${MONDAY}T05:00`)))).toEqual(new Set(['p1']));
    expect(airTime(slotsOf(plan))).toEqual({ list: DAY });
  });

  it('shuffles each pass of each day anew, with every item once a pass', () => {
    const ids = Array.from({ length: 12 }, (_, index) => `i${index}`);
    const more = { items: ids.map((id) => item(id)), entries: [entry('list', ids, { shuffle: true })] };
    const passes = (day: string) => {
      const slots = slotsOf(dayOf(more, day)).map((slot) => slot.item);
      return [slots.slice(0, 12), slots.slice(12, 24)];
    };
    const [first, second] = passes(MONDAY);
    expect(first?.toSorted()).toEqual(ids.toSorted());
    expect(second?.toSorted()).toEqual(ids.toSorted());
    expect(second).not.toEqual(first);
    expect(passes(MONDAY)).toEqual([first, second]);
    expect(passes('2026-08-18')[0]).not.toEqual(first);
  });

  it('keeps the order of the others when an item is added to a shuffle', () => {
    const ids = Array.from({ length: 10 }, (_, index) => `i${index}`);
    const firstPass = (of: string[]) =>
      slotsOf(dayOf({ items: of.map((id) => item(id)), entries: [entry('list', of, { shuffle: true })] }))
        .slice(0, of.length)
        .map((slot) => slot.item);
    expect(firstPass([...ids, 'new']).filter((id) => id !== 'new')).toEqual(firstPass(ids));
  });
});
