import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EntryRules } from '../../../core/model/catalogue.ts';
import type { Programme, ProgrammeEntry } from '../../../core/model/programme.ts';
import { carryInAt, compileDay } from '../../../core/schedule/index.ts';
import {
  airTime,
  at,
  DAY,
  entry,
  evergreen,
  item,
  itemsBetween,
  MONDAY,
  programme,
  SECOND,
  slotsOf,
} from './a-programme.ts';

const TEN = at(`${MONDAY}T10:00`);

const group = programme({
  items: [
    item('a', 12_000),
    item('b', 9000),
    item('own', 8000),
    item('long', 30_000),
    evergreen('e', 11_000),
  ],
  entries: [
    entry('a', ['a'], { sharePercent: 40 }),
    entry('b', ['b'], { sharePercent: 20 }),
    entry('noon', ['a', 'b'], { priority: 50, timing: { windows: [{ from: '12:00', to: '13:00' }] } }),
  ],
});

const mask = (
  id: string,
  itemIds: string[],
  rules: Partial<EntryRules> & { timing?: Partial<ProgrammeEntry['timing']> } = {},
): ProgrammeEntry => ({ ...entry(id, itemIds, rules), mask: true });

const withMasks = (...masks: ProgrammeEntry[]): Programme =>
  programme({ ...group, entries: [...group.entries, ...masks], group: { id: 'pusat', canvas: null } });

const bounds = (one: Programme) =>
  slotsOf(compileDay(one, MONDAY)).map(({ startMs, endMs }) => [startMs, endMs]);

describe('an entry for one screen of a sync group', () => {
  it('moves no slot of the group’s plan, and changes none that it does not cover', () => {
    const masks = fc.array(
      fc.record({
        items: fc.subarray(['own', 'long', 'a'], { minLength: 1 }),
        priority: fc.constantFrom(0, 10, 50, 90),
        sharePercent: fc.option(fc.integer({ min: 0, max: 100 })),
        fromHour: fc.integer({ min: 0, max: 22 }),
      }),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(masks, (drawn) => {
        const own = drawn.map(({ items, priority, sharePercent, fromHour }, at) => {
          const hour = (h: number) => `${String(h).padStart(2, '0')}:00`;
          const windows = [{ from: hour(fromHour), to: hour(fromHour + 1) }];
          return mask(`mask-${at}`, items, { priority, sharePercent, timing: { windows } });
        });
        const plan = compileDay(withMasks(...own), MONDAY);
        const shared = slotsOf(compileDay(group, MONDAY));
        const ids = new Set(own.map(({ id }) => id));
        expect(slotsOf(plan)).toHaveLength(shared.length);
        slotsOf(plan).forEach((slot, at) => {
          const planned = shared[at];
          expect([slot.startMs, slot.endMs]).toEqual([planned?.startMs, planned?.endMs]);
          if (!ids.has(slot.entry ?? '')) expect(slot).toEqual(planned);
          else
            expect(plan.items.get(slot.item)?.airDurationMs).toBeLessThanOrEqual(slot.endMs - slot.startMs);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('covers everything below its priority, and gives way to what is above', () => {
    const windows = [{ from: '11:30', to: '12:30' }];
    const plan = compileDay(withMasks(mask('m', ['own'], { priority: 20, timing: { windows } })), MONDAY);
    const half = 30 * 60 * SECOND;
    const before = itemsBetween(plan, TEN + 3 * half, TEN + 4 * half);
    expect(new Set(before)).toEqual(new Set(['own']));
    expect(itemsBetween(plan, TEN + 4 * half, TEN + 5 * half)).not.toContain('own');
  });

  it('takes its share of the slots beside equals, and only filler below them', () => {
    const equal = slotsOf(compileDay(withMasks(mask('m', ['own'], { sharePercent: 25 })), MONDAY));
    const covered = airTime(equal)['m'] ?? 0;
    expect(covered / DAY).toBeGreaterThan(0.2);
    expect(covered / DAY).toBeLessThan(0.27);
    const low = slotsOf(compileDay(withMasks(mask('m', ['own'], { priority: 1 })), MONDAY));
    const shared = slotsOf(compileDay(group, MONDAY));
    expect(low.filter((slot, at) => slot.entry === 'm' && shared[at]?.entry !== null)).toEqual([]);
  });

  it('cuts a slot only when it asks for a hard start', () => {
    const timing = { startLocal: `${MONDAY}T10:00:03`, rrule: null, durationMs: 60_000 };
    const soft = withMasks(mask('m', ['own'], { priority: 90, timing }));
    const hard = withMasks(mask('m', ['own'], { priority: 90, hard: true, timing }));
    expect(bounds(soft)).toEqual(bounds(group));
    const cut = slotsOf(compileDay(hard, MONDAY)).find(({ startMs }) => startMs === TEN + 3 * SECOND);
    expect(cut?.entry).toBe('m');
    expect(bounds(hard).length).toBe(bounds(group).length + 1);
  });

  it('leaves the state that is handed on to the group’s plan alone', () => {
    expect(carryInAt(withMasks(mask('m', ['own'], { priority: 90 })), TEN)).toEqual(carryInAt(group, TEN));
  });

  it('is found when no item of it ever fits', () => {
    const plan = compileDay(withMasks(mask('m', ['long'], { priority: 90 })), MONDAY);
    expect(plan.findings).toContainEqual(expect.objectContaining({ code: 'overruled_all_day', entry: 'm' }));
  });
});
