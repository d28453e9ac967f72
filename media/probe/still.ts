import sharp, { type Sharp } from 'sharp';
import { err, ok, type Result } from '../../core/model/result.ts';
import { MAX_PIXELS } from '../ffmpeg/whitelists.ts';
import type { Rejection } from '../rejections.ts';
import { checkPixels, type Inspected } from './model.ts';

/** The loaders `identify` lets through; libvips chooses by content as well, and must agree. */
const STILL_FORMATS = new Set<string>(['png', 'jpeg', 'webp']);

/** EXIF orientation (CIPA DC-008, tag 274) as a clockwise turn; mirrored variants keep their turn. */
const TURN_OF_ORIENTATION = [0, 0, 0, 180, 180, 270, 90, 90, 270] as const;

/** Opens a still with a pixel limit; damage and missing data are errors, not grey areas. */
export const openStill = (path: string): Sharp =>
  sharp(path, { limitInputPixels: MAX_PIXELS, failOn: 'truncated' });

/** Decodes once at 1/8 size or so, which finds missing data and costs little. */
async function decodes(path: string): Promise<boolean> {
  return openStill(path)
    .resize(64, 64, { fit: 'inside' })
    .raw()
    .toBuffer()
    .then(
      () => true,
      () => false,
    );
}

/** Errors: `too_many_pixels` (from the header, before anything is decoded), `truncated`, `unreadable`. */
export async function inspectStill(path: string): Promise<Result<Inspected, Rejection>> {
  // The header is read without the pixel limit, so that the refusal can name the size.
  const header = await sharp(path, { limitInputPixels: false })
    .metadata()
    .catch(() => null);
  if (header === null || !STILL_FORMATS.has(header.format))
    return err({ code: 'unreadable', detail: 'no picture header' });
  const pixels = checkPixels(header.width, header.height);
  if (pixels !== null) return err(pixels);
  if (!(await decodes(path))) return err({ code: 'truncated', detail: 'picture data is missing or damaged' });
  return ok({
    path,
    demuxer: null,
    video: null,
    audio: null,
    probe: {
      kind: 'image',
      container: header.format,
      durationMs: null,
      video: {
        codec: header.format,
        profile: null,
        pixelFormat: header.space,
        widthPx: header.width,
        heightPx: header.height,
        frameRate: null,
        rotationDeg: TURN_OF_ORIENTATION[header.orientation ?? 1] ?? 0,
        sampleAspect: { num: 1, den: 1 },
        transfer: null,
        hasBFrames: false,
      },
      audio: null,
    },
  });
}
