import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  brightestLuma,
  cellsOf,
  CELLS_BYTES,
  differenceHash,
  hashDistance,
} from '../../../core/picture/cells.ts';

const flat = (widthPx: number, heightPx: number, colour: readonly [number, number, number]) => {
  const rgba = new Uint8Array(widthPx * heightPx * 4);
  for (let at = 0; at < rgba.length; at += 4) rgba.set([...colour, 255], at);
  return { widthPx, heightPx, rgba };
};

const drawn = (widthPx: number, heightPx: number, luma: (x: number, y: number) => number) => {
  const rgba = new Uint8Array(widthPx * heightPx * 4);
  for (let y = 0; y < heightPx; y += 1) {
    for (let x = 0; x < widthPx; x += 1) {
      const value = luma(x / widthPx, y / heightPx);
      rgba.set([value, value, value, 255], (y * widthPx + x) * 4);
    }
  }
  return { widthPx, heightPx, rgba };
};

it('cells are the mean colours of equal parts, whatever the size', () => {
  const size = fc.integer({ min: 1, max: 64 });
  const level = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(size, size, fc.tuple(level, level, level), (widthPx, heightPx, colour) => {
      const cells = cellsOf(flat(widthPx, heightPx, colour));
      expect(cells.length).toBe(CELLS_BYTES);
      for (let at = 0; at < cells.length; at += 1) expect(cells[at]).toBe(colour[at % 3]);
    }),
  );
});

it('a cell at the right is told from one at the left, a row below from one above', () => {
  const cells = cellsOf(drawn(90, 80, (x, y) => (x >= 8 / 9 && y >= 7 / 8 ? 200 : 0)));
  expect([...cells.subarray(-3)]).toEqual([200, 200, 200]);
  expect(Math.max(...cells.subarray(0, -3))).toBe(0);
});

it('the hash of a picture is that of the same picture in another size, and far from its mirror image', () => {
  const picture = (x: number, y: number) => 128 + 100 * Math.sin(9 * x + 5 * y * y);
  const large = differenceHash(cellsOf(drawn(640, 320, picture)));
  const small = differenceHash(cellsOf(drawn(144, 128, picture)));
  const mirrored = differenceHash(cellsOf(drawn(640, 320, (x, y) => picture(1 - x, y))));
  expect(hashDistance(large, small)).toBeLessThanOrEqual(2);
  expect(hashDistance(large, mirrored)).toBeGreaterThan(20);
});

it('an even area hashes to nothing, however its last bits flicker', () => {
  expect(differenceHash(cellsOf(drawn(90, 80, (x) => 100 + (Math.round(x * 90) % 2))))).toBe('0'.repeat(16));
});

it('distance is a metric: nothing to itself, the same both ways, never more than 64', () => {
  const hash = fc.bigInt(0n, 2n ** 64n - 1n).map((value) => value.toString(16).padStart(16, '0'));
  fc.assert(
    fc.property(hash, hash, hash, (a, b, c) => {
      expect(hashDistance(a, a)).toBe(0);
      expect(hashDistance(a, b)).toBe(hashDistance(b, a));
      expect(hashDistance(a, c)).toBeLessThanOrEqual(hashDistance(a, b) + hashDistance(b, c));
      expect(hashDistance(a, b)).toBeLessThanOrEqual(64);
    }),
  );
});

it('the brightest cell tells a black picture from one with a lit corner', () => {
  expect(brightestLuma(cellsOf(flat(32, 32, [3, 3, 3])))).toBeCloseTo(3);
  expect(brightestLuma(cellsOf(drawn(90, 80, (x, y) => (x < 1 / 9 && y < 1 / 8 ? 255 : 0))))).toBeGreaterThan(
    200,
  );
});
