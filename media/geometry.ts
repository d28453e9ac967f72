/** How a picture is placed on a panel. Sizes in pixels. */
import type { Fit } from '../core/model/catalogue.ts';

export interface Size {
  widthPx: number;
  heightPx: number;
}

/** The size to scale to; `contain` leaves it inside the panel (then padded), `cover` beyond it (then cropped). */
export function scaledSize(display: Size, panel: Size, fit: Fit): Size {
  if (fit === 'fill') return panel;
  const ratios = [panel.widthPx / display.widthPx, panel.heightPx / display.heightPx];
  const factor = fit === 'contain' ? Math.min(...ratios) : Math.max(...ratios);
  const even = (px: number): number => Math.max(2, 2 * Math.round(px / 2));
  const bounded = fit === 'contain' ? Math.min : Math.max;
  return {
    widthPx: bounded(panel.widthPx, even(display.widthPx * factor)),
    heightPx: bounded(panel.heightPx, even(display.heightPx * factor)),
  };
}

/** Coded size with sample aspect and rotation applied: what a viewer sees. */
export function displaySize(
  coded: Size,
  sampleAspect: { num: number; den: number },
  rotationDeg: 0 | 90 | 180 | 270,
): Size {
  const widthPx = (coded.widthPx * sampleAspect.num) / sampleAspect.den;
  return rotationDeg === 90 || rotationDeg === 270
    ? { widthPx: coded.heightPx, heightPx: widthPx }
    : { widthPx, heightPx: coded.heightPx };
}
