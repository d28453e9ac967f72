import { describe, expect, it } from 'vitest';
import { compileDay, explain } from '../../../core/schedule/index.ts';
import type { DayPlan, Slot } from '../../../core/schedule/index.ts';
import {
  at,
  entry,
  evergreen,
  HOUR,
  item,
  MINUTE,
  MONDAY,
  programme,
  SECOND,
  slotsOf,
} from './a-programme.ts';

const NINE = at(`${MONDAY}T09:00`);

/** `usual` runs until 09:00:00, `next` from then on with the given window and rules. */
function handover(
  usual: { airMs: number; hard?: boolean },
  next: { airMs?: number; to?: string; hard?: boolean; emergency?: boolean },
  more: ReturnType<typeof item>[] = [],
): DayPlan {
  return compileDay(
    programme({
      items: [
        item('usual', usual.airMs),
        item('next', next.airMs ?? 10 * SECOND, { emergency: next.emergency ?? false }),
        ...more,
      ],
      entries: [
        entry('usual', ['usual'], {
          hard: usual.hard ?? false,
          timing: { windows: [{ from: '08:00', to: '09:00' }] },
        }),
        entry('next', ['next'], {
          priority: 20,
          hard: next.hard ?? false,
          timing: { windows: [{ from: '09:00', to: next.to ?? '10:00' }] },
        }),
      ],
    }),
    MONDAY,
  );
}

const lastOf = (plan: DayPlan, id: string): Slot | undefined =>
  slotsOf(plan).findLast((slot) => slot.item === id);
const firstOf = (plan: DayPlan, id: string): Slot | undefined =>
  slotsOf(plan).find((slot) => slot.item === id);

describe('a soft boundary', () => {
  it('lets the running item finish, and the next begins right after it', () => {
    const plan = handover({ airMs: (7 * MINUTE) / 6 }, {}); // 70 s: 51 times 70 s is 59:30, the 52nd ends 09:00:40
    const last = lastOf(plan, 'usual');
    expect(last?.endMs).toBe(NINE + 40 * SECOND);
    expect(firstOf(plan, 'next')?.startMs).toBe(last?.endMs);
    expect(explain(plan, 'main', NINE).map((reason) => reason.code)).toContain('finishing');
  });

  it('lets nothing begin that would run over by more than a minute', () => {
    const plan = handover({ airMs: 4 * MINUTE + 10 * SECOND }, {}); // 14 make 58:20, a 15th would end 09:02:30
    expect(lastOf(plan, 'usual')?.endMs).toBe(NINE - 100 * SECOND);
    expect(firstOf(plan, 'next')?.startMs).toBe(NINE);
  });

  it('lets nothing take more than a quarter of the incoming window', () => {
    const overrun40 = { airMs: 70 * SECOND };
    expect(lastOf(handover(overrun40, { to: '09:03' }), 'usual')?.endMs).toBe(NINE + 40 * SECOND);
    expect(lastOf(handover(overrun40, { to: '09:02' }), 'usual')?.endMs).toBe(NINE - 30 * SECOND);
  });

  it('gives what is left before it to items that fit', () => {
    const plan = handover({ airMs: 4 * MINUTE + 10 * SECOND }, {}, [evergreen('e', 30 * SECOND)]);
    const before = slotsOf(plan).filter(({ startMs }) => startMs >= NINE - 100 * SECOND && startMs < NINE);
    expect(before.map((slot) => slot.item)).toEqual(['e', 'e', 'e', 'e']);
    expect(before.at(-1)?.endMs).toBe(NINE + 20 * SECOND);
  });

  it('is none for a member that stays when a peer joins or leaves', () => {
    const plan = compileDay(
      programme({
        items: [item('a', 70 * SECOND), item('b', 70 * SECOND)],
        entries: [
          entry('a', ['a']),
          entry('b', ['b'], { timing: { windows: [{ from: '09:00', to: '09:02' }] } }),
        ],
      }),
      MONDAY,
    );
    const across = slotsOf(plan).find(({ startMs, endMs }) => startMs < NINE && endMs > NINE);
    expect(across).toMatchObject({ item: 'a' });
    expect(across?.reasons.map((reason) => reason.code)).not.toContain('finishing');
  });
});

describe('a hard boundary', () => {
  it.each([
    ['the starting entry is hard', { airMs: 70 * SECOND }, { hard: true }],
    ['the ending entry is hard', { airMs: 70 * SECOND, hard: true }, {}],
    ['the starting item is an emergency', { airMs: 70 * SECOND }, { emergency: true }],
  ])('lets nothing run over it: %s', (_, usual, next) => {
    const plan = handover(usual, next);
    expect(lastOf(plan, 'usual')?.endMs).toBe(NINE - 30 * SECOND);
    expect(firstOf(plan, 'next')?.startMs).toBe(NINE);
  });

  it('is the end of what an item is valid for', () => {
    const untilMs = at(`${MONDAY}T09:00:25`);
    const plan = compileDay(
      programme({
        items: [item('a', 10 * SECOND, { validUntilMs: untilMs }), evergreen('e', 5 * SECOND)],
        entries: [entry('a', ['a'])],
      }),
      MONDAY,
    );
    expect(lastOf(plan, 'a')?.endMs).toBe(at(`${MONDAY}T09:00:20`));
    expect(slotsOf(plan).find(({ startMs }) => startMs === at(`${MONDAY}T09:00:20`))).toMatchObject({
      item: 'e',
    });
  });

  it('is the seam of the day, filled with items that fit', () => {
    const plan = compileDay(
      programme({
        items: [item('a', 299 * SECOND), item('b', 7 * SECOND)],
        entries: [entry('a', ['a']), entry('b', ['b'])],
      }),
      MONDAY,
    );
    const last = slotsOf(plan).at(-1);
    expect(last?.endMs).toBeLessThanOrEqual(plan.endMs);
    expect(plan.endMs - (last?.endMs ?? 0)).toBeLessThan(7 * SECOND);
    expect(last?.reasons.map((reason) => reason.code)).toContain('fits');
  });

  it('is not crossed by an overrun into a short soft stretch before it', () => {
    const plan = compileDay(
      programme({
        items: [item('usual', 70 * SECOND), item('short'), item('alarm', 10 * SECOND, { emergency: true })],
        entries: [
          entry('usual', ['usual'], { timing: { windows: [{ from: '08:00', to: '09:00' }] } }),
          entry('short', ['short'], { priority: 5 }),
          entry('alarm', ['alarm'], {
            priority: 100,
            timing: { startLocal: `${MONDAY}T09:00:20`, durationMs: HOUR, rrule: null },
          }),
        ],
      }),
      MONDAY,
    );
    expect(lastOf(plan, 'usual')?.endMs).toBe(NINE - 30 * SECOND);
    expect(firstOf(plan, 'alarm')?.startMs).toBe(NINE + 20 * SECOND);
  });
});
