import { err, ok, type Result } from '../../core/model/result.ts';
import { MAX_STILL_PIXELS } from '../ffmpeg/whitelists.ts';
import { KnownFiles } from '../known-files.ts';
import type { Rejection } from '../rejections.ts';
import { InspectAnswer } from '../stills/jobs.ts';
import { runStill } from '../stills/run.ts';
import { checkStillPixels, type Inspected } from './model.ts';

/** The loaders `identify` lets through; libvips chooses by content as well, and must agree. */
const STILL_FORMATS = new Set<string>(['png', 'jpeg', 'webp', 'heif', 'gif']);

/** EXIF orientation (CIPA DC-008, tag 274) as a clockwise turn; mirrored variants keep their turn. */
const TURN_OF_ORIENTATION = [0, 0, 0, 180, 180, 270, 90, 90, 270] as const;

export interface InspectedStill extends Inspected {
  /** More than one in an animation. */
  frames: number;
}

const looked = new KnownFiles<InspectedStill>();

/**
 * Looked at once for preparing and probing alike, as long as the file stays what it is.
 * Errors: `too_many_pixels` (from the header, before anything is decoded), `truncated`, `unreadable`,
 * `limit_exceeded`.
 *
 * @throws AppError `cancelled`, `program_failed`
 */
export async function inspectStill(
  path: string,
  signal: AbortSignal | undefined,
): Promise<Result<InspectedStill, Rejection>> {
  const answer = await looked.ask(path, 'still', () => look(path, signal));
  return answer.ok ? ok({ ...answer.value, path }) : answer;
}

async function look(
  path: string,
  signal: AbortSignal | undefined,
): Promise<Result<InspectedStill, Rejection>> {
  const job = { job: 'inspect', sourcePath: path, maxPixels: MAX_STILL_PIXELS } as const;
  const answer = await runStill(job, InspectAnswer, { signal });
  if (!answer.ok) return answer;
  const { header, decodes } = answer.value;
  if (header === null || !STILL_FORMATS.has(header.format))
    return err({ code: 'unreadable', detail: 'no picture header' });
  const { widthPx, heightPx, space, orientation, pages } = header;
  // AVIF is the one HEIF this decoder is let near; see `identify`.
  const format = header.format === 'heif' ? 'avif' : header.format;
  const pixels = checkStillPixels(widthPx, heightPx);
  if (pixels !== null) return err(pixels);
  if (!decodes) return err({ code: 'truncated', detail: 'picture data is missing or damaged' });
  return ok({
    path,
    frames: pages,
    demuxer: null,
    video: null,
    audio: null,
    probe: {
      kind: 'image',
      container: format,
      durationMs: null,
      video: {
        codec: format,
        profile: null,
        pixelFormat: space,
        widthPx,
        heightPx,
        frameRate: null,
        rotationDeg: TURN_OF_ORIENTATION[orientation] ?? 0,
        sampleAspect: { num: 1, den: 1 },
        transfer: null,
        hasBFrames: false,
      },
      audio: null,
      pages: 1,
    },
  });
}
