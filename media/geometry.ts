/** The even sizes 4:2:0 pictures are scaled to. */
import type { Fit } from '../core/model/catalogue.ts';
import { enlargement, type Size } from '../core/picture/placing.ts';

/**
 * The size to scale to; `contain` and `blur` leave it inside the panel (then padded, or laid on a blurred copy),
 * `cover` beyond it (then cropped).
 */
export function scaledSize(display: Size, panel: Size, fit: Fit): Size {
  if (fit === 'fill') return panel;
  const factor = enlargement(display, panel, fit);
  const even = (px: number): number => Math.max(2, 2 * Math.round(px / 2));
  const bounded = fit === 'cover' ? Math.max : Math.min;
  return {
    widthPx: bounded(panel.widthPx, even(display.widthPx * factor)),
    heightPx: bounded(panel.heightPx, even(display.heightPx * factor)),
  };
}
