import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileDay, compileDays, planHash } from '../../../core/schedule/index.ts';
import type { Programme } from '../../../core/model/programme.ts';
import { entry, evergreen, item, MONDAY, offsetsOf, programme, SECOND, slotsOf } from './a-programme.ts';

const ZONES = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura', 'Europe/Berlin'];
const OFFSETS = ZONES.map(offsetsOf);

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '59'))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`);
const window = fc.record({ from: time, to: time }).filter(({ from, to }) => from !== to);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

const anItem = fc.tuple(fc.integer({ min: 1, max: 90 }), fc.boolean(), fc.boolean());
const anEntry = fc.record({
  itemCount: fc.integer({ min: 1, max: 3 }),
  firstItem: fc.nat(),
  priority: fc.constantFrom(0, 10, 10, 10, 50),
  sharePercent: maybe(fc.integer({ min: 0, max: 100 })),
  minPlaysPerHour: maybe(fc.integer({ min: 1, max: 30 })),
  maxPlaysPerHour: maybe(fc.integer({ min: 1, max: 30 })),
  hard: fc.boolean(),
  shuffle: fc.boolean(),
  windows: fc.array(window, { maxLength: 2 }),
  rrule: fc.constantFrom('FREQ=DAILY', 'FREQ=WEEKLY;BYDAY=SU,MO', 'FREQ=HOURLY;INTERVAL=5'),
  timeZone: fc.constantFrom(...ZONES),
});
const aProgramme = fc
  .record({
    timeZone: fc.constantFrom(...ZONES),
    dayStartLocal: time,
    operatingHours: maybe(window),
    items: fc.array(anItem, { minLength: 1, maxLength: 6 }),
    entries: fc.array(anEntry, { maxLength: 8 }),
  })
  .map(({ items, entries, ...screen }): Programme => {
    const made = items.map(([seconds, isEvergreen, emergency], index) => {
      const length = seconds * SECOND;
      return isEvergreen ? evergreen(`i${index}`, length) : item(`i${index}`, length, { emergency });
    });
    return programme({
      ...screen,
      zoneOffsets: OFFSETS,
      items: made,
      entries: entries.map(({ itemCount, firstItem, windows, rrule, timeZone, ...rules }, index) => {
        const ids = Array.from({ length: itemCount }, (_, step) => `i${(firstItem + step) % made.length}`);
        const durationMs = rrule.startsWith('FREQ=HOURLY') ? 7_200_000 : 86_400_000;
        return entry(`e${index}`, [...new Set(ids)], {
          ...rules,
          timing: { windows, rrule, timeZone, durationMs },
        });
      }),
    });
  });
const days = fc.constantFrom(MONDAY, '2026-03-29', '2026-10-25');

describe('any plan', () => {
  it('has at most one item in a zone at an instant, within the day, in order', () => {
    let slotsSeen = 0;
    fc.assert(
      fc.property(aProgramme, days, (given, day) => {
        const plan = compileDay(given, day);
        const slots = slotsOf(plan);
        let endMs = plan.startMs;
        for (const slot of slots) {
          if (slot.startMs < endMs || slot.endMs <= slot.startMs)
            throw new Error(`overlap at ${slot.startMs}`);
          endMs = slot.endMs;
        }
        expect(endMs).toBeLessThanOrEqual(plan.endMs);
        slotsSeen += slots.length;
      }),
      { numRuns: 40 },
    );
    expect(slotsSeen).toBeGreaterThan(1000);
  });

  it('shows an item for exactly its length, evergreen at most that long, and says why', () => {
    fc.assert(
      fc.property(aProgramme, days, (given, day) => {
        const plan = compileDay(given, day);
        const wrong = slotsOf(plan).filter(({ startMs, endMs, item, entry, reasons }) => {
          const lengthMs = plan.items.get(item)?.airDurationMs ?? NaN;
          const isCut = entry === null && endMs - startMs < lengthMs;
          return (!isCut && endMs - startMs !== lengthMs) || reasons.length === 0;
        });
        expect(wrong).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it('leaves no instant without a picture while the screen is lit and evergreen is there', () => {
    fc.assert(
      fc.property(aProgramme, days, (given, day) => {
        const always = given.items.map((item) => ({ ...item, validFromMs: 0, validUntilMs: 8e12 }));
        const lit: Programme = { ...given, items: always, operatingHours: null, withdrawn: [] };
        if (!always.some((item) => item.evergreen)) return;
        const plan = compileDay(lit, day);
        let litUntilMs = plan.startMs;
        for (const { startMs, endMs } of slotsOf(plan)) {
          expect(startMs).toBe(litUntilMs);
          litUntilMs = endMs;
        }
        expect(litUntilMs).toBe(plan.endMs);
      }),
      { numRuns: 20 },
    );
  });

  it('does not depend on the order of anything in the programme', () => {
    const shuffles = fc.tuple(aProgramme, fc.infiniteStream(fc.nat()));
    fc.assert(
      fc.property(shuffles, days, ([given, order], day) => {
        const mixed = <T>(list: readonly T[]): T[] =>
          list
            .map((value) => ({ value, key: order.next().value ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ value }) => value);
        const other: Programme = {
          ...given,
          items: mixed(given.items),
          entries: mixed(given.entries),
          zoneOffsets: mixed(given.zoneOffsets),
        };
        const [plan, again] = [compileDay(given, day), compileDay(other, day)];
        expect(again.zones).toEqual(plan.zones);
        expect(again.findings).toEqual(plan.findings);
        expect(planHash(again)).toBe(planHash(plan));
      }),
      { numRuns: 20 },
    );
  });

  it('is the same whether its day is compiled alone or with others', () => {
    const several = ['2026-03-29', MONDAY, '2026-08-18', '2026-10-25'];
    fc.assert(
      fc.property(aProgramme, (given) => {
        const together = compileDays(given, several);
        expect(together).toEqual(several.map((day) => compileDay(given, day)));
      }),
      { numRuns: 10 },
    );
  });

  it('is silent about no entry: each is on screen, or rests, or has a finding', () => {
    fc.assert(
      fc.property(aProgramme, (given) => {
        const plan = compileDay(given, MONDAY);
        const shown = new Set(slotsOf(plan).map((slot) => slot.entry));
        const reported = new Set(plan.findings.map((finding) => finding.entry));
        const wanting = plan.zones.flatMap((zone) => zone.contenders).map((contender) => contender.entry);
        expect(wanting.filter((id) => !shown.has(id) && !reported.has(id))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

describe('the plan hash', () => {
  const plan = compileDay(
    programme({ items: [item('a'), item('b')], entries: [entry('x', ['a', 'b'])] }),
    MONDAY,
  );
  const [first, ...rest] = slotsOf(plan);
  const changed = (change: object) => {
    if (!first) throw new Error('no slot');
    return planHash({
      ...plan,
      zones: [{ ...(plan.zones[0] ?? fail()), slots: [{ ...first, ...change }, ...rest] }],
    });
  };
  const fail = (): never => {
    throw new Error('no zone');
  };

  it('changes with zone, bounds, item and entry', () => {
    const hash = planHash(plan);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    for (const change of [{ startMs: 1 }, { endMs: 1 }, { item: 'b' }, { entry: null }])
      expect(changed(change)).not.toBe(hash);
    const moved = { ...plan, zones: plan.zones.map((zone) => ({ ...zone, zone: 'badge' as const })) };
    expect(planHash(moved)).not.toBe(hash);
  });

  it('does not change with reasons, findings or the version of the programme', () => {
    expect(changed({ reasons: [] })).toBe(planHash(plan));
    expect(planHash({ ...plan, findings: [], screenId: 'another' })).toBe(planHash(plan));
  });
});
