import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Programme } from '../../../core/model/programme.ts';
import { carryInAt, compileDay, plannedLog } from '../../../core/schedule/index.ts';
import {
  airTime,
  at,
  bare,
  DAY,
  entry,
  evergreen,
  item,
  MONDAY,
  programme,
  SECOND,
  slotsOf,
} from './a-programme.ts';

const START = at(`${MONDAY}T04:00`);
const TEN = at(`${MONDAY}T10:00`);

/** The programme that takes effect at an instant, with what the one before leaves it. */
const publish = (before: Programme, atMs: number, changes: Partial<Programme> = {}): Programme =>
  programme({ ...before, ...changes, effectiveFromMs: atMs, carryIn: carryInAt(before, atMs) });

const busy = programme({
  operatingHours: { from: '05:00', to: '01:00' },
  items: [
    item('a', 7000),
    item('b', 11_000),
    item('c', 13_000),
    item('d', 9000),
    evergreen('e', 8000),
    evergreen('f', 5000),
  ],
  entries: [
    entry('a', ['a'], { sharePercent: 37 }),
    entry('b', ['b', 'c', 'd'], { sharePercent: 21, shuffle: true }),
    entry('c', ['c'], { sharePercent: 13.3, maxPlaysPerHour: 20 }),
    entry('d', ['d'], {
      minPlaysPerHour: 3,
      sharePercent: 2,
      timing: { windows: [{ from: '09:30', to: '23:10' }] },
    }),
    entry('top', ['d', 'a'], { priority: 50, timing: { windows: [{ from: '12:00', to: '12:20' }] } }),
  ],
});

/** A sixth and five sixths: turns open exactly on time, which the least rounding of a credit would miss. */
const even = programme({
  items: [item('a'), item('b')],
  entries: [entry('a', ['a'], { sharePercent: 100 / 6 }), entry('b', ['b'], { sharePercent: 500 / 6 })],
});

describe('publishing what has not changed', () => {
  it('continues to the millisecond, however often and whenever it is done', () => {
    const times = fc.array(fc.integer({ min: 0, max: DAY - 1 }), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.constantFrom(busy, even), times, (first, offsetsMs) => {
        let current = first;
        const versions = [compileDay(current, MONDAY)];
        for (const offsetMs of offsetsMs.toSorted((x, y) => x - y)) {
          current = publish(current, START + offsetMs);
          versions.push(compileDay(current, MONDAY));
        }
        const log = JSON.stringify(bare(plannedLog(versions, 'main')));
        expect(log === JSON.stringify(bare(slotsOf(compileDay(first, MONDAY))))).toBe(true);
      }),
      { numRuns: 24 },
    );
  });

  it('does not plan the past again', () => {
    const plan = compileDay(publish(busy, TEN), MONDAY);
    const [first, second] = slotsOf(plan);
    expect(first?.endMs).toBeGreaterThan(TEN);
    expect(first?.reasons).toEqual([{ code: 'carried_in', params: { effectiveFromMs: TEN } }]);
    expect(second?.startMs).toBe(first?.endMs);
    expect(slotsOf(compileDay(publish(busy, TEN), '2026-08-16'))).toEqual([]);
  });

  it('leaves the next day as it would be without', () => {
    const next = '2026-08-18';
    expect(compileDay(publish(busy, TEN), next).zones).toEqual(compileDay(busy, next).zones);
  });
});

describe('publishing a change', () => {
  const before = programme({
    items: [item('a', 30 * SECOND), item('b', 30 * SECOND), evergreen('e', 10 * SECOND)],
    entries: [entry('a', ['a']), entry('b', ['b'])],
  });
  const midway = TEN + 10 * SECOND; // item `a` runs from 10:00:00 to 10:00:30
  const running = (after: Programme) => slotsOf(compileDay(after, MONDAY))[0];
  const alarm = item('alarm', 20 * SECOND, { emergency: true });

  it('lets the running item finish while its entry stays', () => {
    const after = publish(before, midway, { entries: [entry('a', ['a']), entry('new', ['b'])] });
    expect(running(after)).toMatchObject({ item: 'a', startMs: TEN, endMs: TEN + 30 * SECOND });
  });

  it('lets it finish softly under an entry that takes over, cuts it under an emergency', () => {
    const added = (id: string) => [...before.entries, entry('x', [id], { priority: 50 })];
    expect(running(publish(before, midway, { entries: added('e') }))).toMatchObject({
      endMs: TEN + 30 * SECOND,
    });
    const urgent = publish(before, midway, { items: [...before.items, alarm], entries: added('alarm') });
    expect(running(urgent)).toMatchObject({ item: 'alarm', startMs: midway });
  });

  it('cuts it at an emergency that begins while it runs', () => {
    const timing = { startLocal: `${MONDAY}T10:00:20`, durationMs: 60_000, rrule: null };
    const entries = [...before.entries, entry('x', ['alarm'], { priority: 100, timing })];
    const slots = slotsOf(
      compileDay(publish(before, midway, { items: [...before.items, alarm], entries }), MONDAY),
    );
    expect(slots[0]).toMatchObject({ item: 'a', startMs: TEN, endMs: TEN + 20 * SECOND });
    expect(slots[1]).toMatchObject({ item: 'alarm', startMs: TEN + 20 * SECOND });
  });

  it('cuts it at once when the new programme does not hold it', () => {
    const after = publish(before, midway, {
      items: before.items.filter(({ id }) => id !== 'a'),
      entries: [entry('b', ['b'])],
    });
    expect(running(after)).toMatchObject({ item: 'b', startMs: midway });
    const log = plannedLog([compileDay(before, MONDAY), compileDay(after, MONDAY)], 'main');
    expect(log.find(({ startMs }) => startMs === TEN)).toMatchObject({ item: 'a', endMs: midway });
  });

  it('keeps what entries are owed', () => {
    const behind = programme({
      ...before,
      effectiveFromMs: TEN,
      carryIn: [
        {
          zone: 'main',
          running: null,
          credits: [
            { entryId: 'a', creditMs: 300_000 },
            { entryId: 'b', creditMs: -300_000 },
          ],
        },
      ],
    });
    const next = slotsOf(compileDay(behind, MONDAY)).slice(0, 10);
    expect(airTime(next)).toEqual({ b: 300 * SECOND });
  });

  it('shares the rest of the day evenly in spite of a cut', () => {
    const timing = { startLocal: `${MONDAY}T10:00:20`, durationMs: 60_000, rrule: null };
    const entries = [...before.entries, entry('x', ['alarm'], { priority: 100, timing })];
    const after = publish(before, midway, { items: [...before.items, alarm], entries });
    const aired = airTime(plannedLog([compileDay(before, MONDAY), compileDay(after, MONDAY)], 'main'));
    expect(Math.abs((aired['a'] ?? 0) - (aired['b'] ?? 0))).toBeLessThanOrEqual(60 * SECOND);
  });
});
