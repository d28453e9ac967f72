import type { Rgba } from '../../core/picture/cells.ts';
import type { DesktopRect } from '../shell/shell.ts';

/** Takes what is on the real screen, whoever put it there. */
export interface Grabber {
  /**
   * The part of the desktop `area` covers; parts beyond the desktop are left out.
   *
   * @throws AppError `grab_failed`.
   */
  grab(area: DesktopRect): Promise<Rgba>;
}

/** Order of the bytes of one pixel of a grabbed desktop. */
export interface PixelLayout {
  bytesPerPixel: number;
  bytesPerRow: number;
  /** Byte of each colour within a pixel. */
  red: number;
  green: number;
  blue: number;
  /** Rows from the bottom, as in BMP. */
  isBottomUp?: boolean;
}

/** Cuts `area` out of a desktop whose top left corner is `0,0`; null where it does not touch the desktop. */
export function cut(
  pixels: Uint8Array,
  desktop: { widthPx: number; heightPx: number },
  layout: PixelLayout,
  area: DesktopRect,
): Rgba | null {
  const left = Math.max(0, area.x);
  const top = Math.max(0, area.y);
  const widthPx = Math.min(desktop.widthPx, area.x + area.widthPx) - left;
  const heightPx = Math.min(desktop.heightPx, area.y + area.heightPx) - top;
  if (widthPx <= 0 || heightPx <= 0) return null;
  const { bytesPerPixel, bytesPerRow, red, green, blue, isBottomUp = false } = layout;
  const rgba = new Uint8Array(widthPx * heightPx * 4);
  for (let y = 0, to = 0; y < heightPx; y += 1) {
    const row = isBottomUp ? desktop.heightPx - 1 - (top + y) : top + y;
    let from = row * bytesPerRow + left * bytesPerPixel;
    for (let x = 0; x < widthPx; x += 1, from += bytesPerPixel, to += 4) {
      rgba[to] = pixels[from + red] ?? 0;
      rgba[to + 1] = pixels[from + green] ?? 0;
      rgba[to + 2] = pixels[from + blue] ?? 0;
      rgba[to + 3] = 255;
    }
  }
  return { widthPx, heightPx, rgba };
}
