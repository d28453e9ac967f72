import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displaySize } from '../../core/picture/placing.ts';
import { scaledSize } from '../../media/geometry.ts';

const side = fc.integer({ min: 1, max: 8192 });
const evenSide = fc.integer({ min: 8, max: 4096 }).map((half) => 2 * half);
const size = (px: fc.Arbitrary<number>) => fc.record({ widthPx: px, heightPx: px });

describe('placing a picture on a panel', () => {
  test('contain never exceeds the panel, cover never falls short of it, and all sizes are even', () => {
    fc.assert(
      fc.property(size(side), size(evenSide), (picture, panel) => {
        const inside = scaledSize(picture, panel, 'contain');
        const over = scaledSize(picture, panel, 'cover');
        expect(inside.widthPx <= panel.widthPx && inside.heightPx <= panel.heightPx).toBe(true);
        expect(over.widthPx >= panel.widthPx && over.heightPx >= panel.heightPx).toBe(true);
        for (const px of Object.values({ ...inside, w: over.widthPx, h: over.heightPx }))
          expect(px % 2).toBe(0);
      }),
    );
  });

  test('contain touches the panel on one side at least', () => {
    fc.assert(
      fc.property(size(side), size(evenSide), (picture, panel) => {
        const inside = scaledSize(picture, panel, 'contain');
        expect(inside.widthPx === panel.widthPx || inside.heightPx === panel.heightPx).toBe(true);
      }),
    );
  });

  test('a quarter turn exchanges the sides after the sample aspect is applied', () => {
    const coded = { widthPx: 720, heightPx: 576 };
    expect(displaySize(coded, { num: 16, den: 11 }, 90)).toEqual({ widthPx: 576, heightPx: (720 * 16) / 11 });
    expect(displaySize(coded, { num: 1, den: 1 }, 180)).toEqual(coded);
  });
});
