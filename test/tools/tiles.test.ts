import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tiles } from '../../tools/start/tiles.ts';

it('no window hides another', () => {
  const size = fc.record({
    widthPx: fc.integer({ min: 16, max: 1920 }),
    heightPx: fc.integer({ min: 16, max: 1080 }),
  });
  fc.assert(
    fc.property(fc.array(size, { maxLength: 8 }), (sizes) => {
      const placed = tiles(sizes);
      for (const [index, a] of placed.entries())
        for (const b of placed.slice(index + 1)) {
          const apart =
            a.x + a.widthPx <= b.x ||
            b.x + b.widthPx <= a.x ||
            a.y + a.heightPx <= b.y ||
            b.y + b.heightPx <= a.y;
          expect(apart).toBe(true);
        }
    }),
  );
});
