/** What an editor is told about a picture on each panel before anyone approves it. Nothing here refuses anything. */
import { join } from 'node:path';
import type { z } from 'zod';
import type { Fit } from '../core/model/catalogue.ts';
import type { MediaWarning } from '../core/model/media-warning.ts';
import { panelWarnings } from '../core/picture/media-warnings.ts';
import { displaySize, type Size } from '../core/picture/placing.ts';
import { err, ok, type Result } from '../core/model/result.ts';
import type { WorkOptions } from './ffmpeg/command.ts';
import { canToneMap } from './ffmpeg/tone-map.ts';
import { MAX_STILL_PIXELS, type Demuxer } from './ffmpeg/whitelists.ts';
import { inFreshFolder } from './output.ts';
import { inspectOnce } from './probe/inspect-once.ts';
import type { Inspected, VideoFacts } from './probe/model.ts';
import { colourMatrix, isHdr } from './profiles.ts';
import type { Rejection } from './rejections.ts';
import { stillFile } from './still-file.ts';
import { LegibilityAnswer } from './stills/jobs.ts';
import { runStill } from './stills/run.ts';
import { extractFrame } from './video-frame.ts';

export interface PictureCheck extends WorkOptions {
  sourcePath: string;
  workDir: string;
  panels: readonly Size[];
  fit: Fit;
  /** Which page of a document. */
  page: number;
  /** Instant of a video that is looked at; its middle when null. */
  atMs: number | null;
}

/**
 * Letters whose strokes keep less than this share of their contrast blur into their ground. Measured on white Inter
 * Regular on blue: capitals 7 panel pixels high, the height of a 5 × 7 dot matrix character, keep 78 %, 6 high 64 %.
 */
const KEPT_LIMIT_PERCENT = 70;
/**
 * Edges a passer-by can take in. Measured on the same card, filled with text from edge to edge: lines 24 panel pixels
 * high have 17 %, 16 high 24 %; a two-line headline has below 7 %.
 */
const EDGE_LIMIT_PERCENT = 20;
/** One line of text at the very top or bottom makes 5 % of the margin edges. */
const MARGIN_LIMIT_PERCENT = 5;
/** Edges count only in what was drawn: grass and crowds are full of them and nobody reads them. */
const DRAWN_FLAT_SHARE = 0.3;
/** Details are compared at no more than four times the panel, see `stills/legibility.ts`. */
const FINEST = 4;

type Measured = z.output<typeof LegibilityAnswer>[number];

const percent = (share: number): number => Math.round(100 * share);

function legibilityWarnings(measured: Measured, { widthPx, heightPx }: Size): MediaWarning[] {
  const panel = { widthPx, heightPx };
  const found: MediaWarning[] = [];
  const kept = measured.contrastKept === null ? 100 : percent(measured.contrastKept);
  if (kept < KEPT_LIMIT_PERCENT)
    found.push({ code: 'thin_detail', panel, value: kept, limit: KEPT_LIMIT_PERCENT });
  if (measured.flatShare < DRAWN_FLAT_SHARE) return found;
  const [edges, margin] = [percent(measured.edgeShare), percent(measured.marginEdgeShare)];
  if (edges > EDGE_LIMIT_PERCENT)
    found.push({ code: 'too_dense', panel, value: edges, limit: EDGE_LIMIT_PERCENT });
  if (margin > MARGIN_LIMIT_PERCENT)
    found.push({ code: 'near_edge', panel, value: margin, limit: MARGIN_LIMIT_PERCENT });
  return found;
}

/** One frame as PNG, upright and with square pixels, at its own size or as fine as it is compared. */
async function frameFile(
  { path, probe }: Inspected,
  video: VideoFacts,
  demuxer: Demuxer,
  folder: string,
  { atMs, panels, signal }: PictureCheck,
): Promise<Result<string, Rejection>> {
  const display = displaySize(
    { widthPx: video.stream.width, heightPx: video.stream.height },
    video.stream.sample_aspect_ratio ?? { num: 1, den: 1 },
    video.rotationDeg,
  );
  const finest = FINEST * Math.max(...panels.map(({ widthPx, heightPx }) => Math.max(widthPx, heightPx)));
  const factor = Math.min(1, finest / Math.min(display.widthPx, display.heightPx));
  const size = [display.widthPx, display.heightPx].map((px) => Math.max(2, Math.round(px * factor)));
  const outputPath = join(folder, 'frame.png');
  const durationMs = probe.durationMs ?? 0;
  const failed = await extractFrame({
    ...{ path, demuxer, streamIndex: video.stream.index, durationMs, outputPath, folder, signal },
    at: atMs === null ? { nearMs: durationMs / 2 } : { exactMs: atMs },
    filters: `scale=${size.join(':')}:in_color_matrix=${colourMatrix(video)},format=rgb24`,
    codec: ['-c:v', 'png'],
    muxer: 'image2pipe',
  });
  return failed === null ? ok(outputPath) : err(failed);
}

/**
 * Warnings about a picture, or a frame of a video, on each panel: `upscaled`, `cut_off`, `mostly_black`, `near_edge`,
 * `thin_detail`, `too_dense`, and `hdr_flat`.
 * Errors: those of `probeMedia`; `no_picture` for sound.
 *
 * @throws AppError `cancelled`, `ffmpeg_missing`, `ffprobe_missing`, `program_failed`
 */
export async function checkPicture(order: PictureCheck): Promise<Result<MediaWarning[], Rejection>> {
  const { panels, fit, signal } = order;
  const inspected = await inspectOnce(order.sourcePath, { signal });
  if (!inspected.ok) return inspected;
  const { probe, video, demuxer } = inspected.value;
  if (probe.video === null) return err({ code: 'no_picture', detail: probe.kind });
  return inFreshFolder(order.workDir, async (folder) => {
    const longest = Math.max(...panels.map(({ widthPx, heightPx }) => Math.max(widthPx, heightPx)));
    const file =
      video === null || demuxer === null
        ? await stillFile(inspected.value, order.page, FINEST * longest, folder, signal)
        : await frameFile(inspected.value, video, demuxer, folder, order);
    if (!file.ok) return file;
    const source = { sourcePath: file.value, maxPixels: MAX_STILL_PIXELS };
    const measured = await runStill({ job: 'legibility', ...source, fit, panels }, LegibilityAnswer, {
      signal,
    });
    if (!measured.ok) return measured;
    const isFlat = video !== null && isHdr(video) && !(await canToneMap());
    return ok([
      ...(isFlat ? [{ code: 'hdr_flat', panel: null, value: 1, limit: 0 } as const] : []),
      ...panelWarnings(probe, panels, fit),
      ...panels.flatMap((panel, i) => {
        const answer = measured.value[i];
        return answer === undefined ? [] : legibilityWarnings(answer, panel);
      }),
    ]);
  });
}
