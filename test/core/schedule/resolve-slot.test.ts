import { describe, expect, it } from 'vitest';
import { compileDay, explain, nextChangeMs, resolveSlot } from '../../../core/schedule/index.ts';
import { at, DAY, entry, evergreen, HOUR, item, MONDAY, programme, SECOND, slotsOf } from './a-programme.ts';

const none = new Set<string>();
const START = at(`${MONDAY}T04:00`);

const shared = {
  items: [item('a'), item('b'), item('c'), evergreen('e')],
  entries: [entry('a', ['a']), entry('b', ['b']), entry('c', ['c'])],
};

describe('what is on now', () => {
  const plan = compileDay(programme(shared), MONDAY);

  it('is the slot that holds the instant: its start belongs to it, its end does not', () => {
    for (const slot of slotsOf(plan).slice(0, 50)) {
      expect(resolveSlot(plan, 'main', slot.startMs, none)).toBe(slot);
      expect(resolveSlot(plan, 'main', slot.endMs - 1, none)).toBe(slot);
    }
  });

  it('is nothing outside the day, in a zone the screen lacks, or when the hours are over', () => {
    expect(resolveSlot(plan, 'main', plan.startMs - 1, none)).toBeUndefined();
    expect(resolveSlot(plan, 'main', plan.endMs, none)).toBeUndefined();
    expect(resolveSlot(plan, 'ticker', START, none)).toBeUndefined();
    const short = compileDay(
      programme({ ...shared, operatingHours: { from: '05:00', to: '22:00' } }),
      MONDAY,
    );
    expect(resolveSlot(short, 'main', at(`${MONDAY}T23:00`), none)).toBeUndefined();
  });
});

describe('an item that cannot play', () => {
  it('is replaced inside its bounds by the next in turn, then by evergreen, then by the slate', () => {
    const plan = compileDay(programme(shared), MONDAY);
    const [first] = slotsOf(plan);
    const shown = (...unavailable: string[]) => resolveSlot(plan, 'main', START, new Set(unavailable));
    expect(shown('a')).toMatchObject({ startMs: first?.startMs, endMs: first?.endMs, item: 'b', entry: 'b' });
    expect(shown('a', 'b')?.item).toBe('c');
    expect(shown('a', 'b', 'c')).toMatchObject({ item: 'e', entry: null, reasons: [{ code: 'fallback' }] });
    expect(shown('a', 'b', 'c', 'e')).toBeUndefined();
    expect(resolveSlot(plan, 'main', START + 10 * SECOND, new Set(['a']))?.item).toBe('b');
  });

  it('gives way to others of its length or shorter; evergreen alone may be cut', () => {
    const plan = compileDay(
      programme({
        items: [item('short', 5 * SECOND), item('long', 60 * SECOND), evergreen('e', 20 * SECOND)],
        entries: [entry('a', ['short']), entry('b', ['long'])],
      }),
      MONDAY,
    );
    const short = slotsOf(plan).find((slot) => slot.item === 'short');
    const shown = resolveSlot(plan, 'main', short?.startMs ?? 0, new Set(['short']));
    expect(shown).toMatchObject({ item: 'e', startMs: short?.startMs, endMs: short?.endMs });
  });

  it('leaves the screen to the entries it had overruled', () => {
    const alarm = item('alarm', 10 * SECOND, { emergency: true });
    const plan = compileDay(
      programme({
        items: [...shared.items, alarm],
        entries: [...shared.entries, entry('alarm', ['alarm'], { priority: 100 })],
        withdrawn: [{ itemId: 'alarm', atMs: START + HOUR }],
      }),
      MONDAY,
    );
    expect(resolveSlot(plan, 'main', START + HOUR - 1, none)?.item).toBe('alarm');
    const after = [0, 1, 2, 3, 4, 5].map(
      (slot) => resolveSlot(plan, 'main', START + HOUR + slot * 10 * SECOND, none)?.item,
    );
    expect(new Set(after)).toEqual(new Set(['a', 'b', 'c']));
  });

  it('is withdrawn to the millisecond, and nothing shifts', () => {
    const atMs = START + HOUR + 3 * SECOND;
    const withdrawn = [{ itemId: 'a', atMs }];
    const [before, after] = [
      compileDay(programme(shared), MONDAY),
      compileDay(programme({ ...shared, withdrawn }), MONDAY),
    ];
    expect(slotsOf(after)).toEqual(slotsOf(before));
    for (let nowMs = atMs; nowMs < after.endMs; nowMs += 97 * SECOND)
      expect(resolveSlot(after, 'main', nowMs, none)?.item).not.toBe('a');
    expect(resolveSlot(after, 'main', atMs - 4 * SECOND, none)?.item).toBe('c');
    const slot = slotsOf(after).find(({ item: id, endMs }) => id === 'a' && endMs > atMs);
    expect(resolveSlot(after, 'main', atMs, none)).toMatchObject({
      startMs: slot?.startMs,
      endMs: slot?.endMs,
    });
    expect(explain(after, 'main', atMs)).toEqual([{ code: 'fallback', params: { replaces: 'a' } }]);
  });

  it('is not planned any more from the day after its withdrawal', () => {
    const withdrawn = [{ itemId: 'a', atMs: START + HOUR }];
    const tuesday = compileDay(programme({ ...shared, withdrawn }), '2026-08-18');
    expect(slotsOf(tuesday).some((slot) => slot.item === 'a')).toBe(false);
    expect(tuesday.findings.map(({ code, item: id }) => [code, id])).toEqual([['validity_ends_first', 'a']]);
  });
});

describe('the next change', () => {
  it('is the end of the slot, a withdrawal in it, the next slot’s start, or the end of the day', () => {
    const withdrawn = [{ itemId: 'b', atMs: START + 13 * SECOND }];
    const hours = { from: '04:00', to: '05:00' };
    const plan = compileDay(programme({ ...shared, withdrawn, operatingHours: hours }), MONDAY);
    expect(nextChangeMs(plan, 'main', START)).toBe(START + 10 * SECOND);
    expect(nextChangeMs(plan, 'main', START + 11 * SECOND)).toBe(START + 13 * SECOND);
    expect(nextChangeMs(plan, 'main', START + 13 * SECOND)).toBe(START + 20 * SECOND);
    expect(nextChangeMs(plan, 'main', START - HOUR)).toBe(START);
    expect(nextChangeMs(plan, 'main', START + 2 * HOUR)).toBe(START + DAY);
  });
});

describe('an explanation', () => {
  it('tells the rule, the window, the priority and the turn', () => {
    const timing = { windows: [{ from: '22:00', to: '02:00' }] };
    const plan = compileDay(
      programme({
        items: [item('a'), evergreen('e')],
        entries: [entry('a', ['a'], { timing, sharePercent: 60 })],
      }),
      MONDAY,
    );
    expect(explain(plan, 'main', at(`${MONDAY}T22:00`))).toEqual([
      { code: 'recurrence', params: { entry: 'a', startLocal: '2026-01-01T00:00:00', rrule: 'FREQ=DAILY' } },
      { code: 'window', params: { from: '22:00', to: '02:00' } },
      { code: 'priority', params: { priority: 10, peers: 1 } },
      { code: 'share', params: { percent: 60, peers: 1 } },
    ]);
    expect(explain(plan, 'main', START)).toEqual([{ code: 'filler', params: {} }]);
    expect(explain(plan, 'badge', START)).toEqual([]);
  });
});
