/** The X Window dump format (X11/XWDFile.h, version 7), as far as true-colour screens of today write it. */
import { AppError } from '../../core/model/app-error.ts';
import type { Rgba } from '../../core/picture/cells.ts';
import type { DesktopRect } from '../shell/shell.ts';
import { cut, type Grabber } from './grabber.ts';
import { runGrab } from './run-grab.ts';

/** Fields of the header we read, by their place among its 32-bit big-endian words. */
const FIELD = {
  headerBytes: 0,
  version: 1,
  format: 2,
  widthPx: 4,
  heightPx: 5,
  byteOrder: 7,
  bitsPerPixel: 11,
  bytesPerRow: 12,
  redMask: 14,
  greenMask: 15,
  blueMask: 16,
  colours: 19,
} as const;
const HEADER_BYTES = 100;
const VERSION = 7;
const Z_PIXMAP = 2;
const MSB_FIRST = 1;
const COLOUR_BYTES = 12;

/** @throws AppError `grab_failed` for what is no dump of a screen with 24 or 32 bits a pixel. */
export function readXwd(dump: Buffer, area: DesktopRect): Rgba {
  const field = (name: keyof typeof FIELD): number => dump.readUInt32BE(FIELD[name] * 4);
  if (dump.length < HEADER_BYTES || field('version') !== VERSION || field('format') !== Z_PIXMAP) {
    throw new AppError('grab_failed', 'xwd wrote no picture');
  }
  const bytesPerPixel = field('bitsPerPixel') / 8;
  const [widthPx, heightPx, bytesPerRow] = [field('widthPx'), field('heightPx'), field('bytesPerRow')];
  const pixels = dump.subarray(field('headerBytes') + field('colours') * COLOUR_BYTES);
  const isShort = pixels.length < bytesPerRow * heightPx || bytesPerRow < widthPx * bytesPerPixel;
  if ((bytesPerPixel !== 3 && bytesPerPixel !== 4) || isShort) {
    throw new AppError('grab_failed', 'the screen has colours of another depth', {
      context: { bytesPerPixel },
    });
  }
  const byteOf = (mask: number): number => {
    const shift = Math.log2(mask & -mask) >> 3;
    return field('byteOrder') === MSB_FIRST ? bytesPerPixel - 1 - shift : shift;
  };
  const layout = {
    bytesPerPixel,
    bytesPerRow,
    red: byteOf(field('redMask')),
    green: byteOf(field('greenMask')),
    blue: byteOf(field('blueMask')),
  };
  const picture = cut(pixels, { widthPx, heightPx }, layout, area);
  if (picture === null)
    throw new AppError('grab_failed', 'the output lies beyond the desktop', { context: { area } });
  return picture;
}

/** The root window of the display this process was started on, other programs' windows and all. */
export const x11Grabber: Grabber = {
  async grab(area) {
    return readXwd(await runGrab('xwd', ['-root', '-silent']), area);
  },
};
