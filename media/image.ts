/** Stills: a picture for one panel, and the small JPEGs lists are made of. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fit, Rendition } from '../core/model/catalogue.ts';
import { err, ok, type Result } from '../core/model/result.ts';
import { runFfmpeg, type WorkOptions } from './ffmpeg/command.ts';
import { SHORT_RUN } from './ffmpeg/limits.ts';
import { MAX_PIXELS, type Demuxer } from './ffmpeg/whitelists.ts';
import { takenAtOf, type TakenAt } from './exif.ts';
import { displaySize, scaledSize, type Size } from './geometry.ts';
import { finish, inFreshFolder, type FinishedFile } from './output.ts';
import { inspect } from './probe/inspect.ts';
import type { Inspected, VideoFacts } from './probe/model.ts';
import { colourMatrix } from './profiles.ts';
import type { Rejection } from './rejections.ts';
import { PosterAnswer, RenderAnswer } from './stills/jobs.ts';
import { runStill } from './stills/run.ts';

export interface ImageOrder extends WorkOptions {
  sourcePath: string;
  workDir: string;
  /** Even, 16 to 8192. */
  widthPx: number;
  heightPx: number;
  fit: Fit;
}

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
  const { sourcePath, workDir, widthPx, heightPx, fit, signal, onProgress } = order;
  const inspected = await inspect(sourcePath, { signal });
  if (!inspected.ok) return inspected;
  const { kind } = inspected.value.probe;
  if (kind !== 'image') return err({ code: 'no_picture', detail: kind });
  return inFreshFolder(workDir, async (folder) => {
    const [pngPath, jpegPath] = [join(folder, 'still.png'), join(folder, 'still.jpg')];
    const made = await runStill(
      { job: 'render', sourcePath, maxPixels: MAX_PIXELS, widthPx, heightPx, fit, pngPath, jpegPath },
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

export interface PosterOrder extends WorkOptions {
  sourcePath: string;
  workDir: string;
  /** Longest side, 16 to 1920; 640 when left out. */
  maxSidePx?: number;
  /** Only a picture will do: a video is `no_picture`. */
  stillsOnly?: boolean;
}

export interface PosterResult extends FinishedFile, Size {
  mimeType: 'image/jpeg';
  /** When a camera says it took the picture. */
  takenAt: TakenAt | null;
}

/** A frame some way in says more than the first one, which is often black. */
const POSTER_AT_MOST_MS = 3000;
const FRAMES_TO_CHOOSE_FROM = 25;

async function videoPoster(
  source: Inspected,
  video: VideoFacts,
  demuxer: Demuxer,
  size: Size,
  path: string,
  folder: string,
  signal?: AbortSignal,
): Promise<Rejection | null> {
  const seekMs = Math.min(POSTER_AT_MOST_MS, Math.floor((source.probe.durationMs ?? 0) / 3));
  const scale = `scale=${size.widthPx}:${size.heightPx}:in_color_matrix=${colourMatrix(video)}:out_color_matrix=bt601:out_range=pc`;
  const end = await runFfmpeg({
    inputs: [{ path: source.path, demuxer, seekMs }],
    graph: `[0:${video.stream.index}]${scale},format=yuvj420p,setsar=1,thumbnail=n=${FRAMES_TO_CHOOSE_FROM}[v]`,
    maps: ['[v]'],
    options: ['-frames:v', '1', '-c:v', 'mjpeg', '-q:v', '3', '-map_metadata', '-1', '-fflags', '+bitexact'],
    muxer: 'mjpeg',
    outputPath: path,
    folder,
    limits: SHORT_RUN,
    signal,
  });
  if (end.stopped !== null) return { code: 'limit_exceeded', detail: `poster: ${end.stopped}` };
  const { size: bytes } = await stat(path).catch(() => ({ size: 0 }));
  return end.exitCode === 0 && bytes > 0 ? null : { code: 'unreadable', detail: 'no frame could be decoded' };
}

/** The display size scaled into a square, never up. */
function posterSize(source: Inspected, maxSidePx: number): Size | null {
  const { video } = source.probe;
  if (video === null) return null;
  const display = displaySize(video, video.sampleAspect, video.rotationDeg);
  const sidePx = Math.max(2, Math.min(maxSidePx, Math.max(display.widthPx, display.heightPx)));
  return scaledSize(display, { widthPx: sidePx, heightPx: sidePx }, 'contain');
}

/**
 * A small JPEG of a video (a telling frame of its first seconds) or a picture, upright, without metadata.
 * Errors: those of `probeMedia`; `no_picture` for sound.
 *
 * @throws AppError `cancelled`, `ffmpeg_missing`, `ffprobe_missing`, `program_failed`
 */
export async function renderPoster(order: PosterOrder): Promise<Result<PosterResult, Rejection>> {
  const inspected = await inspect(order.sourcePath, { signal: order.signal });
  if (!inspected.ok) return inspected;
  const source = inspected.value;
  const size = posterSize(source, order.maxSidePx ?? 640);
  const isRefused = order.stillsOnly === true && source.probe.kind !== 'image';
  if (size === null || isRefused) return err({ code: 'no_picture', detail: source.probe.kind });
  return inFreshFolder(order.workDir, async (folder) => {
    const path = join(folder, 'poster.jpg');
    let takenAt: TakenAt | null = null;
    if (source.video !== null && source.demuxer !== null) {
      const failed = await videoPoster(
        source,
        source.video,
        source.demuxer,
        size,
        path,
        folder,
        order.signal,
      );
      if (failed !== null) return err(failed);
    } else {
      const made = await runStill(
        { job: 'poster', sourcePath: order.sourcePath, maxPixels: MAX_PIXELS, ...size, jpegPath: path },
        PosterAnswer,
        { writes: folder, signal: order.signal },
      );
      if (!made.ok) return made;
      const { exif } = made.value;
      takenAt = exif === null ? null : takenAtOf(Buffer.from(exif, 'base64'));
    }
    const file = await finish(path, order.workDir, 'jpg');
    order.onProgress?.(1);
    return ok({ ...file, ...size, mimeType: 'image/jpeg', takenAt });
  });
}
