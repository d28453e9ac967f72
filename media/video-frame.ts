/** One frame of a video as a picture. */
import { stat } from 'node:fs/promises';
import { runFfmpeg, type MediaInput, type WorkOptions } from './ffmpeg/command.ts';
import { SHORT_RUN } from './ffmpeg/limits.ts';
import type { Demuxer } from './ffmpeg/whitelists.ts';
import type { Rejection } from './rejections.ts';

export interface FrameOrder extends Pick<WorkOptions, 'signal'> {
  path: string;
  demuxer: Demuxer;
  streamIndex: number;
  durationMs: number;
  /** `exact`: what the video shows then. `near`: a telling frame about then, which is quicker. */
  at: { exactMs: number } | { nearMs: number };
  /** What is done to each frame before one is chosen. */
  filters: string;
  codec: readonly string[];
  muxer: 'mjpeg' | 'image2pipe';
  outputPath: string;
  /** Holds `outputPath`. */
  folder: string;
}

const ANIMATIONS = new Set<Demuxer>(['gif', 'apng']);
/** Read from their beginning, as they have no index to find a place by; repeated where they are shorter than needed. */
export const isAnimation = (demuxer: Demuxer): boolean => ANIMATIONS.has(demuxer);

/**
 * A frame is shown until the next one begins, which in a screen recording may be seconds later: reading starts this
 * much before the instant that is wanted, so that what is on the screen there is known.
 */
export const LEAD_MS = 10_000;

/** Finer than any video airs. */
const FPS = 60;
/** The most telling of this many frames. */
const FRAMES_TO_CHOOSE_FROM = 25;

interface Attempt {
  input: Pick<MediaInput, 'part' | 'seekMs'>;
  choose: string;
}

/** Exactly what is shown then; past the end, the last frame. */
function exactly({ demuxer, durationMs }: FrameOrder, atMs: number): Attempt {
  const instantMs = Math.max(0, Math.min(atMs, durationMs));
  const fromMs = isAnimation(demuxer) ? 0 : Math.max(0, instantMs - LEAD_MS);
  const part = { inMs: fromMs, outMs: durationMs };
  const skip = `trim=start=${Math.round(instantMs - fromMs)}ms`;
  return {
    input: fromMs === 0 ? {} : { part },
    choose: `fps=${FPS}:start_time=0,tpad=stop=-1:stop_mode=clone,${skip}`,
  };
}

/** There may be no keyframe to start from any more: then the beginning has to do. */
function near({ demuxer }: FrameOrder, atMs: number): Attempt[] {
  const choose = `thumbnail=n=${FRAMES_TO_CHOOSE_FROM}`;
  const fromStart = { input: {}, choose };
  return isAnimation(demuxer) || atMs <= 0
    ? [fromStart]
    : [{ input: { seekMs: Math.floor(atMs) }, choose }, fromStart];
}

/**
 * Writes the frame.
 * Errors: `limit_exceeded`, `unreadable`.
 *
 * @throws AppError `cancelled`, `ffmpeg_missing`, `program_failed`
 */
export async function extractFrame(order: FrameOrder): Promise<Rejection | null> {
  const { path, demuxer, at, outputPath, folder, muxer, signal } = order;
  for (const { input, choose } of 'exactMs' in at ? [exactly(order, at.exactMs)] : near(order, at.nearMs)) {
    const end = await runFfmpeg({
      inputs: [{ path, demuxer, ...input }],
      graph: `[0:${order.streamIndex}]${order.filters},${choose}[v]`,
      maps: ['[v]'],
      options: ['-frames:v', '1', ...order.codec, '-map_metadata', '-1', '-fflags', '+bitexact'],
      muxer,
      outputPath,
      folder,
      limits: SHORT_RUN,
      signal,
    });
    if (end.stopped !== null) return { code: 'limit_exceeded', detail: `frame: ${end.stopped}` };
    const { size } = await stat(outputPath).catch(() => ({ size: 0 }));
    if (end.exitCode === 0 && size > 0) return null;
  }
  return { code: 'unreadable', detail: 'no frame could be decoded' };
}
