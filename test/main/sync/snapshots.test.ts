import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import type { Look } from '../../../main/eyes/eye.ts';
import { Snapshots } from '../../../main/sync/snapshots.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const lookOf = (luma: number, isNew = false): Look => ({
  picture: { widthPx: 16, heightPx: 16, rgba: new Uint8Array(16 * 16 * 4).fill(luma) },
  status: { verdict: 'showing', atMs: 0, sinceMs: 0, distance: 0 },
  isNew,
});

/** Snapshots with an eye, and what was sent. */
function opened(monthlyBudgetMb: number | null = null) {
  const sent: { source: string; atMs: number; bytes: number }[] = [];
  const startMs = Date.now();
  const snapshots = new Snapshots({
    api: {
      snapshot: (_session, jpeg, source) => {
        sent.push({ source, atMs: Date.now() - startMs, bytes: jpeg.length });
        return Promise.resolve({ ok: true, value: null });
      },
    },
    monthlyBudgetMb: () => monthlyBudgetMb,
    monotonicMs: () => Date.now(),
    eye: { look: () => Promise.resolve(lookOf(99)) },
    log: quiet,
  });
  const end = new AbortController();
  snapshots.begin({ screenId: 's', token: 't', signal: end.signal, send: () => undefined });
  onTestFinished(async () => {
    end.abort();
    await snapshots.close();
  });
  return { snapshots, sent };
}

it('the first look is sent, then item after item at most once in each stretch', async () => {
  const { snapshots, sent } = opened();
  for (let second = 0; second < 180; second += 10) {
    snapshots.saw(lookOf(second));
    snapshots.changed();
    await vi.advanceTimersByTimeAsync(10_000);
  }
  expect(sent.length).toBeGreaterThanOrEqual(3);
  expect(sent.length).toBeLessThanOrEqual(4);
  expect(new Set(sent.map(({ source }) => source))).toEqual(new Set(['screen']));
});

it('with a budget, pictures of a moving wall that flickers cost at most a fifth of it in a month', async () => {
  const budgetMb = 2;
  const { snapshots, sent } = opened(budgetMb);
  for (let minute = 0; minute < 24 * 60; minute += 1) {
    snapshots.saw(lookOf(minute % 256, minute % 2 === 0));
    await vi.advanceTimersByTimeAsync(60_000);
  }
  const [first] = sent;
  const dayBytes = sent.reduce((sum, { bytes }) => sum + bytes, 0) - 2 * (first?.bytes ?? 0);
  expect(dayBytes).toBeGreaterThan(0);
  expect(dayBytes).toBeLessThanOrEqual((budgetMb * 1_000_000) / 5 / 30);
});

it('a verdict that became another is sent at once', async () => {
  const { snapshots, sent } = opened();
  snapshots.saw(lookOf(1));
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent).toHaveLength(1);
  snapshots.saw(lookOf(200, true));
  await vi.advanceTimersByTimeAsync(100);
  expect(sent).toHaveLength(2);
});

it('a picture that stays is told again only every ten minutes', async () => {
  const { snapshots, sent } = opened();
  for (let minute = 0; minute < 30; minute += 1) {
    snapshots.saw(lookOf(7));
    await vi.advanceTimersByTimeAsync(60_000);
  }
  expect(sent.length).toBeGreaterThanOrEqual(3);
  expect(sent.length).toBeLessThanOrEqual(4);
});

it('one who asks gets a picture of now, however lately one was sent', async () => {
  const { snapshots, sent } = opened();
  snapshots.saw(lookOf(1));
  await vi.advanceTimersByTimeAsync(1000);
  expect(await snapshots.take()).toEqual({ ok: true, detail: 'screen' });
  expect(sent).toHaveLength(2);
});
