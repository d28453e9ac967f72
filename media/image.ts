/** Stills: a picture for one panel. */
import { join } from 'node:path';
import type { Fit, Rendition } from '../core/model/catalogue.ts';
import { err, ok, type Result } from '../core/model/result.ts';
import type { WorkOptions } from './ffmpeg/command.ts';
import { MAX_STILL_PIXELS } from './ffmpeg/whitelists.ts';
import { finish, inFreshFolder } from './output.ts';
import { inspectOnce } from './probe/inspect-once.ts';
import type { Rejection } from './rejections.ts';
import { stillFile } from './still-file.ts';
import { RenderAnswer } from './stills/jobs.ts';
import { runStill } from './stills/run.ts';

export interface ImageOrder extends WorkOptions {
  sourcePath: string;
  workDir: string;
  /** Even, 16 to 8192. */
  widthPx: number;
  heightPx: number;
  fit: Fit;
  /** Which page of a document, from 1; the first when left out. */
  page?: number;
}

/** A page is drawn this many times larger than the panel and then scaled as a photo would be. */
const PAGE_OVERSAMPLING = 3;

export interface ImageResult {
  path: string;
  rendition: Rendition;
}

/** Flat graphics stay exact as PNG unless that costs more than this many times the JPEG. */
const PNG_WORTH = 2;

/**
 * Makes a still for one panel: upright by its EXIF flag, sRGB, transparent parts white, the rest of the panel black,
 * no metadata. PNG or JPEG, whichever suits the picture. On any other outcome nothing is left in `workDir`.
 * Errors: those of `probeMedia`; `no_picture` also for a video, which `renderVideo` takes.
 *
 * @throws AppError `cancelled`, `program_failed`
 */
export async function renderImage(order: ImageOrder): Promise<Result<ImageResult, Rejection>> {
  const { workDir, widthPx, heightPx, fit, signal, onProgress } = order;
  const inspected = await inspectOnce(order.sourcePath, { signal });
  if (!inspected.ok) return inspected;
  const { kind } = inspected.value.probe;
  if (kind !== 'image') return err({ code: 'no_picture', detail: kind });
  return inFreshFolder(workDir, async (folder) => {
    const [pngPath, jpegPath] = [join(folder, 'still.png'), join(folder, 'still.jpg')];
    const longSidePx = PAGE_OVERSAMPLING * Math.max(widthPx, heightPx);
    const file = await stillFile(inspected.value, order.page ?? 1, longSidePx, folder, signal);
    if (!file.ok) return file;
    const sourcePath = file.value;
    const made = await runStill(
      { job: 'render', sourcePath, maxPixels: MAX_STILL_PIXELS, widthPx, heightPx, fit, pngPath, jpegPath },
      RenderAnswer,
      { writes: folder, signal },
    );
    if (!made.ok) return made;
    const { pngBytes, jpegBytes } = made.value;
    const asPng = pngBytes <= PNG_WORTH * jpegBytes;
    const { path, ...hashes } = await finish(asPng ? pngPath : jpegPath, workDir, asPng ? 'png' : 'jpg');
    onProgress?.(1);
    const mimeType = asPng ? 'image/png' : 'image/jpeg';
    return ok({
      path,
      rendition: {
        kind: 'image',
        mimeType,
        ...hashes,
        widthPx,
        heightPx,
        fit,
        durationMs: null,
        voicing: null,
      },
    });
  });
}
