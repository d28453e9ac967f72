import fc from 'fast-check';
import { expect, test } from 'vitest';
import { biasAt, exchange, fitClock, type Exchange } from '../../../main/sync/clock-fit.ts';

const EPOCH_MS = Date.UTC(2026, 7, 17);

interface Way {
  pauseMs: number;
  upMs: number;
  heldMs: number;
  downMs: number;
}

const delayMs = fc.oneof(
  fc.double({ min: 0, max: 5, noNaN: true }),
  fc.double({ min: 0, max: 900, noNaN: true }),
);
const ways = fc.array(
  fc.record<Way>({
    pauseMs: fc.double({ min: 0, max: 120_000, noNaN: true }),
    upMs: delayMs,
    heldMs: fc.double({ min: 0, max: 3, noNaN: true }),
    downMs: delayMs,
  }),
  { minLength: 1, maxLength: 40 },
);

/** A server clock that runs faster than the monotonic one by `ppm`, which changes by `wanderPpm` a minute. */
function serverClock(ppm: number, wanderPpm: number): (monotonicMs: number) => number {
  return (monotonicMs) => {
    const minutes = monotonicMs / 60_000;
    return EPOCH_MS + monotonicMs * (1 + (ppm + (wanderPpm * minutes) / 2) * 1e-6);
  };
}

function exchangesOver(all: readonly Way[], serverMs: (monotonicMs: number) => number, isCut: boolean) {
  const stamp = (ms: number) => (isCut ? Math.floor(ms) : ms);
  const made: Exchange[] = [];
  let nowMs = 0;
  for (const { pauseMs, upMs, heldMs, downMs } of all) {
    const t0Ms = nowMs + pauseMs;
    nowMs = t0Ms + upMs + heldMs + downMs;
    made.push(exchange(t0Ms, stamp(serverMs(t0Ms + upMs)), stamp(serverMs(t0Ms + upMs + heldMs)), nowMs));
  }
  return { made, nowMs };
}

test('the error bound holds for any delays, any drift a crystal has, and any time after', () => {
  fc.assert(
    fc.property(
      ways,
      fc.double({ min: -100, max: 100, noNaN: true }),
      fc.double({ min: -0.5, max: 0.5, noNaN: true }),
      fc.boolean(),
      fc.double({ min: 0, max: 30 * 60_000, noNaN: true }),
      (all, ppm, wanderPpm, isCut, laterMs) => {
        const serverMs = serverClock(ppm, wanderPpm);
        const { made, nowMs } = exchangesOver(all, serverMs, isCut);
        const fit = fitClock(made, nowMs);
        if (fit === null) throw new Error('true exchanges were taken for contradictions');
        const { biasMs, errorMs } = biasAt(fit, nowMs + laterMs);
        const trueMs = serverMs(nowMs + laterMs) - (nowMs + laterMs);
        expect(Math.abs(biasMs - trueMs)).toBeLessThanOrEqual(errorMs);
      },
    ),
    { numRuns: 1000 },
  );
});

test('the order of the exchanges never matters', () => {
  fc.assert(
    fc.property(ways, (all) => {
      const { made, nowMs } = exchangesOver(all, serverClock(30, 0), false);
      const [one, other] = [fitClock(made, nowMs), fitClock(made.toReversed(), nowMs)];
      if (one === null || other === null) throw new Error('no fit');
      const [first, second] = [biasAt(one, nowMs), biasAt(other, nowMs)];
      expect(second.errorMs).toBeCloseTo(first.errorMs, 2);
      expect(second.biasMs).toBeCloseTo(first.biasMs, 2);
    }),
  );
});

test('a drift of 50 ppm is learnt, so that an hour without answers costs milliseconds', () => {
  const serverMs = serverClock(50, 0);
  const all = Array.from({ length: 60 }, (_, index) => ({
    pauseMs: 10_000,
    upMs: 15 + ((index * 7) % 20),
    heldMs: 0,
    downMs: 15 + ((index * 11) % 20),
  }));
  const { made, nowMs } = exchangesOver(all, serverMs, true);
  const fit = fitClock(made, nowMs);
  const hourLaterMs = nowMs + 3_600_000;
  const { biasMs } = biasAt(fit!, hourLaterMs);
  // 50 ppm unlearnt would be 180 ms.
  expect(Math.abs(biasMs - (serverMs(hourLaterMs) - hourLaterMs))).toBeLessThan(15);
});

test('answers of two different clocks have no fit', () => {
  const one = exchange(0, EPOCH_MS + 5, EPOCH_MS + 5, 10);
  const other = exchange(1000, EPOCH_MS + 1505, EPOCH_MS + 1505, 1010);
  expect(fitClock([one, other], 1010)).toBeNull();
  expect(fitClock([other], 1010)).not.toBeNull();
});
