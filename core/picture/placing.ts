/** How a picture lies on a panel. Sizes in pixels. */
import type { Fit } from '../model/catalogue.ts';

export interface Size {
  widthPx: number;
  heightPx: number;
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

/** How many times its own size a picture is shown at, the larger direction for `fill`. */
export function enlargement(display: Size, panel: Size, fit: Fit): number {
  const ratios = [panel.widthPx / display.widthPx, panel.heightPx / display.heightPx];
  return fit === 'contain' || fit === 'blur' ? Math.min(...ratios) : Math.max(...ratios);
}
