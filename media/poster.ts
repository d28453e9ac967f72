/** The small JPEGs lists are made of. */
import { displaySize, type Size } from '../core/picture/placing.ts';
import { join } from 'node:path';
import { err, ok, type Result } from '../core/model/result.ts';
import { drawPages } from './documents/pdf.ts';
import { takenAtOf, type TakenAt } from './exif.ts';
import type { WorkOptions } from './ffmpeg/command.ts';
import { MAX_STILL_PIXELS, type Demuxer } from './ffmpeg/whitelists.ts';
import { scaledSize } from './geometry.ts';
import { finish, inFreshFolder, type FinishedFile } from './output.ts';
import { inspectOnce } from './probe/inspect-once.ts';
import type { Inspected, VideoFacts } from './probe/model.ts';
import { colourMatrix } from './profiles.ts';
import type { Rejection } from './rejections.ts';
import { stillFile } from './still-file.ts';
import { PosterAnswer } from './stills/jobs.ts';
import { runStill } from './stills/run.ts';
import { extractFrame } from './video-frame.ts';

export interface PosterOrder extends WorkOptions {
  sourcePath: string;
  workDir: string;
  /** Longest side, 16 to 1920; 640 when left out. */
  maxSidePx?: number;
  /** Only a picture will do: a video is `no_picture`. */
  stillsOnly?: boolean;
  /** Which page of a document, from 1; the first when left out. */
  page?: number;
  /** Exactly the frame a video shows then; a telling one of its first seconds when left out. */
  atMs?: number | null;
}

export interface PosterResult extends FinishedFile, Size {
  mimeType: 'image/jpeg';
  /** When a camera says it took the picture. */
  takenAt: TakenAt | null;
}

/** A frame some way in says more than the first one, which is often black. */
const POSTER_AT_MOST_MS = 3000;

function videoPoster(
  { path, probe }: Inspected,
  video: VideoFacts,
  demuxer: Demuxer,
  size: Size,
  outputPath: string,
  folder: string,
  { atMs = null, signal }: PosterOrder,
): Promise<Rejection | null> {
  const durationMs = probe.durationMs ?? 0;
  const colours = `in_color_matrix=${colourMatrix(video)}:out_color_matrix=bt601:out_range=pc`;
  return extractFrame({
    ...{ path, demuxer, streamIndex: video.stream.index, durationMs, outputPath, folder, signal },
    at: atMs === null ? { nearMs: Math.min(POSTER_AT_MOST_MS, durationMs / 3) } : { exactMs: atMs },
    filters: `scale=${size.widthPx}:${size.heightPx}:${colours},format=yuvj420p,setsar=1`,
    codec: ['-c:v', 'mjpeg', '-q:v', '3'],
    muxer: 'mjpeg',
  });
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
  const inspected = await inspectOnce(order.sourcePath, { signal: order.signal });
  if (!inspected.ok) return inspected;
  const source = inspected.value;
  const maxSidePx = order.maxSidePx ?? 640;
  const known = posterSize(source, maxSidePx);
  const isRefused = order.stillsOnly === true && source.probe.kind !== 'image';
  if (known === null || isRefused) return err({ code: 'no_picture', detail: source.probe.kind });
  return inFreshFolder(order.workDir, async (folder) => {
    const path = join(folder, 'poster.jpg');
    let takenAt: TakenAt | null = null;
    let size = known;
    if (source.video !== null && source.demuxer !== null) {
      const failed = await videoPoster(source, source.video, source.demuxer, size, path, folder, order);
      if (failed !== null) return err(failed);
    } else {
      const still = await stillFile(source, order.page ?? 1, maxSidePx, folder, order.signal);
      if (!still.ok) return still;
      const box = { widthPx: maxSidePx, heightPx: maxSidePx, maxPixels: MAX_STILL_PIXELS };
      const made = await runStill(
        { job: 'poster', sourcePath: still.value, jpegPath: path, ...box },
        PosterAnswer,
        {
          writes: folder,
          signal: order.signal,
        },
      );
      if (!made.ok) return made;
      const { exif, widthPx, heightPx } = made.value;
      size = { widthPx, heightPx };
      takenAt = exif === null ? null : takenAtOf(Buffer.from(exif, 'base64'));
    }
    const file = await finish(path, order.workDir, 'jpg');
    order.onProgress?.(1);
    return ok({ ...file, ...size, mimeType: 'image/jpeg', takenAt });
  });
}

export interface PagePoster extends FinishedFile {
  mimeType: 'image/jpeg';
}

/** Longest side of the small picture of a page; enough to tell pages apart in a list. */
const PAGE_POSTER_PX = 480;

/**
 * A small JPEG of each page of a document, in order; an empty list for all else.
 * Errors: those of `probeMedia`.
 *
 * @throws AppError `cancelled`, `program_failed`
 */
export async function renderPagePosters(
  order: Pick<PosterOrder, 'sourcePath' | 'workDir' | 'signal'>,
): Promise<Result<PagePoster[], Rejection>> {
  const inspected = await inspectOnce(order.sourcePath, { signal: order.signal });
  if (!inspected.ok) return inspected;
  const { path, probe } = inspected.value;
  if (probe.container !== 'pdf') return ok([]);
  return inFreshFolder(order.workDir, async (folder) => {
    const pages = { first: 1, last: probe.pages, longSidePx: PAGE_POSTER_PX, as: 'jpeg' } as const;
    const drawn = await drawPages(path, pages, folder, order.signal);
    if (!drawn.ok) return drawn;
    const posters: PagePoster[] = [];
    for (const page of drawn.value)
      posters.push({ ...(await finish(page, order.workDir, 'jpg')), mimeType: 'image/jpeg' });
    return ok(posters);
  });
}
