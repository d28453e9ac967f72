import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  longestLinePx,
  partsThatFit,
  readingSpeed,
  tickerMoves,
  type TickerMove,
} from '../../../renderer/player/ticker-motion.ts';

const sizes = fc.record({
  widthPx: fc.integer({ min: 64, max: 3840 }),
  letterPx: fc.integer({ min: 6, max: 120 }),
});
const airsMs = fc.integer({ min: 1000, max: 300_000 });

/** Left edges of the line's copies at an instant, as the two elements have them. */
function leftsPx(moves: readonly TickerMove[], atMs: number): number[] {
  return moves.map(({ fromPx, toPx, durationMs, delayMs, times }) => {
    if (durationMs === 0 || atMs < delayMs) return durationMs === 0 ? toPx : fromPx;
    const done = (atMs - delayMs) / durationMs;
    return fromPx + (toPx - fromPx) * (done >= times ? 1 : done % 1);
  });
}

it('letters pass at one speed of reading, whatever the line and its air time', () => {
  fc.assert(
    fc.property(sizes, airsMs, fc.integer({ min: 20, max: 20_000 }), (size, airMs, linePx) => {
      const pxPerS = readingSpeed(size.letterPx);
      expect(pxPerS % 60).toBe(0);
      for (const { fromPx, toPx, durationMs } of tickerMoves(linePx, size, airMs)) {
        if (fromPx !== toPx) expect(((fromPx - toPx) / durationMs) * 1000).toBeCloseTo(pxPerS, 6);
      }
    }),
  );
});

it('a line that fits crosses whole, comes again while there is time, and is gone at the end', () => {
  fc.assert(
    fc.property(sizes, airsMs, fc.integer({ min: 20, max: 5000 }), (size, airMs, linePx) => {
      const crossingMs = ((size.widthPx + linePx) / readingSpeed(size.letterPx)) * 1000;
      fc.pre(crossingMs <= airMs);
      const moves = tickerMoves(linePx, size, airMs);
      const isOut = (leftPx: number) => leftPx >= size.widthPx - 0.001 || leftPx + linePx <= 0.001;
      expect(leftsPx(moves, 0).every(isOut)).toBe(true);
      expect(leftsPx(moves, airMs).every(isOut)).toBe(true);
      const [one = 0, other = 0] = leftsPx(moves, airMs / 2);
      if (!isOut(one) && !isOut(other)) expect(Math.abs(one - other)).toBeGreaterThan(linePx);
      expect(leftsPx(moves, crossingMs / 2).some((leftPx) => !isOut(leftPx))).toBe(true);
    }),
  );
});

it('a line too long to cross is there at once, and has shown its end before its time is over', () => {
  fc.assert(
    fc.property(sizes, airsMs, fc.double({ min: 0, max: 1, noNaN: true }), (size, airMs, share) => {
      const mostPx = longestLinePx(size, airMs);
      const crossesPx = (airMs / 1000) * readingSpeed(size.letterPx) - size.widthPx;
      const linePx = Math.max(crossesPx + 1, mostPx * share);
      fc.pre(linePx > 0 && linePx <= mostPx);
      const moves = tickerMoves(linePx, size, airMs);
      expect(leftsPx(moves, 0)[0]).toBeCloseTo(0, 6);
      const [leftPx = 0] = leftsPx(moves, Math.max(0, airMs - 999));
      expect(leftPx + linePx).toBeLessThanOrEqual(Math.max(linePx, size.widthPx) + 0.001);
    }),
  );
});

it('parts hold every word once and in order, and each fits', () => {
  const words = fc.array(fc.stringMatching(/^[A-Za-z]{1,12}$/), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(words, fc.integer({ min: 15, max: 80 }), (all, most) => {
      const parts = partsThatFit(all.join(' '), (part) => part.length <= most);
      expect(parts.join(' ').replaceAll('…', '').split(' ')).toEqual(all);
      for (const part of parts) expect(part.length).toBeLessThanOrEqual(most);
    }),
  );
});

it('what goes on in the next airing says so', () => {
  const parts = partsThatFit('satu dua tiga empat', (part) => part.length <= 10);
  expect(parts).toEqual(['satu dua…', '…tiga…', '…empat']);
});
