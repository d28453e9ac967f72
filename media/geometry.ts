/** How a picture is placed on a panel. Sizes in pixels. */
import type { Fit } from '../core/model/catalogue.ts';

export interface Size {
  widthPx: number;
  heightPx: number;
}

/** How many times its own size a picture is shown at, the larger direction for `fill`. */
export function enlargement(display: Size, panel: Size, fit: Fit): number {
  const ratios = [panel.widthPx / display.widthPx, panel.heightPx / display.heightPx];
  return fit === 'contain' || fit === 'blur' ? Math.min(...ratios) : Math.max(...ratios);
}

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
