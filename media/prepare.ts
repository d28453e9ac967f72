/** Uploads no part of the pipeline works on as they are become files it does: once, when they are taken in. */
import { join } from 'node:path';
import { err, ok, type Result } from '../core/model/result.ts';
import type { WorkOptions } from './ffmpeg/command.ts';
import { MAX_STILL_PIXELS } from './ffmpeg/whitelists.ts';
import { slidesToPdf } from './documents/slides.ts';
import { heicToPng } from './heic.ts';
import { finish, inFreshFolder } from './output.ts';
import { identify, type ConvertedKind } from './probe/identify.ts';
import { inspectStill } from './probe/still.ts';
import type { Rejection } from './rejections.ts';
import { ConvertAnswer } from './stills/jobs.ts';
import { runStill } from './stills/run.ts';
import { svgObstacle } from './svg.ts';

export interface PrepareOrder extends WorkOptions {
  /** The upload; read only, in the sandbox. */
  sourcePath: string;
  /** Existing folder for work in progress and the finished file. */
  workDir: string;
}

export interface Prepared {
  /** What is worked on from here on: the upload itself, or a file in `workDir` made of it. */
  path: string;
  convertedFrom: ConvertedKind | null;
}

/** Longest side of a drawing made of an SVG: sharp on the largest panel, 13 megapixels at 4:3. */
const SVG_LONG_SIDE_PX = 4096;
/** Pixels of all frames of an animation together: 800 MB while it is unpacked. */
const MAX_ANIMATION_PIXELS = 200_000_000;

type Converter = (order: PrepareOrder, folder: string) => Promise<Result<string, Rejection>>;

const asPng: Converter = async ({ sourcePath, signal }, folder) => {
  const pngPath = join(folder, 'converted.png');
  const job = { job: 'convert', sourcePath, longSidePx: SVG_LONG_SIDE_PX, pngPath } as const;
  const made = await runStill({ ...job, maxPixels: MAX_STILL_PIXELS }, ConvertAnswer, {
    writes: folder,
    signal,
  });
  return made.ok ? ok(pngPath) : made;
};

const CONVERTERS: Record<ConvertedKind, Converter> = {
  async svg(order, folder) {
    const obstacle = await svgObstacle(order.sourcePath);
    if (obstacle !== null) return err(obstacle);
    const drawn = await asPng(order, folder);
    return drawn.ok || drawn.error.code === 'limit_exceeded'
      ? drawn
      : err({ code: 'svg', detail: 'not drawable' });
  },

  /** The converter's own PNG may carry what the phone wrote about the picture: it is written once more without. */
  async heic(order, folder) {
    const photo = await heicToPng(order.sourcePath, folder, order.signal);
    return photo.ok ? asPng({ ...order, sourcePath: photo.value }, folder) : photo;
  },

  slides: ({ sourcePath, signal }, folder) => slidesToPdf(sourcePath, folder, signal),

  async animated_webp({ sourcePath, signal }, folder) {
    const apngPath = join(folder, 'converted.apng');
    const job = { job: 'animate', sourcePath, maxPixels: MAX_ANIMATION_PIXELS, apngPath } as const;
    const made = await runStill(job, ConvertAnswer, { writes: folder, signal });
    return made.ok ? ok(apngPath) : made;
  },
};

async function convertedKind(order: PrepareOrder): Promise<Result<ConvertedKind | null, Rejection>> {
  const identity = await identify(order.sourcePath);
  if (!identity.ok) return identity;
  if (identity.value.family === 'convert') return ok(identity.value.from);
  if (identity.value.family !== 'image' || identity.value.mimeType !== 'image/webp') return ok(null);
  const still = await inspectStill(order.sourcePath, order.signal);
  if (!still.ok) return still;
  return ok(still.value.frames > 1 ? 'animated_webp' : null);
}

/**
 * Turns SVG and HEIC into PNG, presentations into PDF and animated WebP into APNG; all else is left as it is.
 * On any other outcome than a value nothing is left in `workDir`.
 * Errors: `empty`, `unsupported_format`, `svg`, `heic`, `slides`, `unreadable`, `too_many_pixels`, `limit_exceeded`.
 *
 * @throws AppError `cancelled`, `program_failed`
 */
export async function prepareUpload(order: PrepareOrder): Promise<Result<Prepared, Rejection>> {
  const kind = await convertedKind(order);
  if (!kind.ok) return kind;
  const convertedFrom = kind.value;
  if (convertedFrom === null) return ok({ path: order.sourcePath, convertedFrom });
  return inFreshFolder(order.workDir, async (folder) => {
    const made = await CONVERTERS[convertedFrom](order, folder);
    if (!made.ok) return made;
    const { path } = await finish(made.value, order.workDir, 'converted');
    return ok({ path, convertedFrom });
  });
}
