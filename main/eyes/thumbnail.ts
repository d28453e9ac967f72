import { encode } from 'jpeg-js';
import type { Rgba } from '../../core/picture/cells.ts';
import { CAPTURE_JPEG_QUALITY, CAPTURE_MAX_WIDTH_PX } from '../shell/shell.ts';

/** A JPEG at most 640 px wide, each of its pixels the mean of those it stands for. */
export function thumbnail(picture: Rgba): Buffer {
  const { widthPx, heightPx, rgba } = shrink(picture, CAPTURE_MAX_WIDTH_PX);
  return encode({ width: widthPx, height: heightPx, data: rgba }, CAPTURE_JPEG_QUALITY).data;
}

function shrink(picture: Rgba, maxWidthPx: number): Rgba {
  if (picture.widthPx <= maxWidthPx) return picture;
  const scale = picture.widthPx / maxWidthPx;
  const heightPx = Math.max(1, Math.round(picture.heightPx / scale));
  const rgba = new Uint8Array(maxWidthPx * heightPx * 4);
  for (let y = 0, to = 0; y < heightPx; y += 1) {
    const top = Math.min(picture.heightPx - 1, Math.floor(y * scale));
    const bottom = Math.min(picture.heightPx, Math.max(top + 1, Math.floor((y + 1) * scale)));
    for (let x = 0; x < maxWidthPx; x += 1, to += 4) {
      const left = Math.floor(x * scale);
      const right = Math.max(left + 1, Math.floor((x + 1) * scale));
      let [red, green, blue] = [0, 0, 0];
      for (let row = top; row < bottom; row += 1) {
        for (let at = (row * picture.widthPx + left) * 4, n = left; n < right; n += 1, at += 4) {
          red += picture.rgba[at] ?? 0;
          green += picture.rgba[at + 1] ?? 0;
          blue += picture.rgba[at + 2] ?? 0;
        }
      }
      const pixels = (bottom - top) * (right - left);
      rgba[to] = red / pixels;
      rgba[to + 1] = green / pixels;
      rgba[to + 2] = blue / pixels;
      rgba[to + 3] = 255;
    }
  }
  return { widthPx: maxWidthPx, heightPx, rgba };
}
