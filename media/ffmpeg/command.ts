/** ffmpeg's command line. fluent-ffmpeg (archived upstream) only orders the arguments here and can go. */
import ffmpeg, { type FfmpegCommand } from 'fluent-ffmpeg';
import { AppError } from '../../core/model/app-error.ts';
import { findBinaries } from './binaries.ts';
import { SHORT_RUN, type Limits } from './limits.ts';
import { progressOf } from './progress.ts';
import { runProgram, type ProgramEnd } from './run.ts';
import {
  CODEC_WHITELIST,
  FORMAT_WHITELIST,
  MAX_PIXELS,
  PROTOCOL_WHITELIST,
  type Demuxer,
} from './whitelists.ts';

/** Called with 0 … 1. */
export type OnProgress = (fraction: number) => void;

export interface WorkOptions {
  signal?: AbortSignal | undefined;
  onProgress?: OnProgress | undefined;
}

export interface MediaInput {
  /** Absolute path. */
  path: string;
  demuxer: Demuxer;
  /** Where to start reading: at the keyframe before. */
  seekMs?: number;
  /** The part that is read, from the first frame that begins in it; what comes out starts at 0. */
  part?: { inMs: number; outMs: number } | undefined;
  /** An animation begins anew at its end, as often as it says itself: mostly for ever. */
  loops?: boolean;
  /** Read and decode keyframes only, as far as damage shows: they are not turned into pixels. */
  keyframesOnly?: boolean;
  /** Stop at the first damage instead of concealing it. */
  strict?: boolean;
}

export interface FfmpegJob extends WorkOptions {
  inputs: readonly MediaInput[];
  /** Filter graph with labelled outputs, and the labels or streams to encode. */
  graph?: string;
  maps: readonly string[];
  /** Encoder options, one argument an element; never anything an uploader wrote. */
  options: readonly string[];
  /** Muxer, and where it writes: a file, or nothing but the pipes of the graph. */
  muxer: string;
  outputPath?: string;
  /** The one folder that may be written. */
  folder?: string;
  /** Expected length, for progress. */
  durationMs?: number;
  /** Those of a short run when left out. */
  limits?: Limits;
}

/** What guards the reading of an untrusted file, for ffmpeg and ffprobe alike. */
export const inputGuards = (demuxer: Demuxer): string[] => [
  ...['-protocol_whitelist', PROTOCOL_WHITELIST],
  ...['-format_whitelist', FORMAT_WHITELIST],
  ...['-codec_whitelist', CODEC_WHITELIST],
  ...['-max_pixels', String(MAX_PIXELS)],
  ...['-f', demuxer],
];

export const fileUrl = (path: string): string => `file:${path}`;

/**
 * More frames than this failing to decode is damage that would show; ffmpeg then ends with code 69. Its own default
 * accepts two thirds.
 */
const MAX_ERROR_RATE = '0.02';

const COMMON = [
  ...['-y', '-nostdin', '-hide_banner', '-nostats', '-loglevel', 'error', '-progress', 'pipe:3'],
  ...['-max_error_rate', MAX_ERROR_RATE],
];

const readOptions = (input: MediaInput): string[] => [
  ...(input.seekMs === undefined ? [] : ['-noaccurate_seek', '-ss', `${input.seekMs}ms`]),
  ...(input.part === undefined
    ? []
    : ['-ss', `${input.part.inMs}ms`, '-t', `${input.part.outMs - input.part.inMs}ms`]),
  ...(input.loops === true ? ['-ignore_loop', '0'] : []),
  ...(input.keyframesOnly === true
    ? ['-discard', 'nokey', '-skip_frame', 'nokey', '-skip_idct', 'all', '-skip_loop_filter', 'all']
    : []),
  ...(input.strict === true ? ['-xerror', '-err_detect', 'explode'] : []),
];

/** The arguments of a job, in ffmpeg's order. */
export function ffmpegArguments(job: FfmpegJob): string[] {
  const command: FfmpegCommand = ffmpeg();
  for (const input of job.inputs) {
    // Spread, not an array: fluent-ffmpeg splits the strings of an array at blanks.
    command.input(fileUrl(input.path)).inputOptions(...inputGuards(input.demuxer), ...readOptions(input));
  }
  if (job.graph !== undefined) command.complexFilter(job.graph);
  const maps = job.maps.flatMap((map) => ['-map', map]);
  command.output(job.outputPath === undefined ? '-' : fileUrl(job.outputPath));
  command.outputOptions(...COMMON, ...maps, ...job.options, '-f', job.muxer);
  return (command as unknown as { _getArguments(): string[] })._getArguments();
}

/**
 * Runs ffmpeg; the caller judges the exit code.
 *
 * @throws AppError `cancelled`, `ffmpeg_missing`, `program_failed`
 */
export async function runFfmpeg(job: FfmpegJob): Promise<ProgramEnd> {
  const { ffmpeg: program } = await findBinaries();
  const { onProgress, durationMs } = job;
  return runProgram({
    program,
    args: ffmpegArguments(job),
    reads: job.inputs.map((input) => input.path),
    writes: job.folder,
    limits: job.limits ?? SHORT_RUN,
    signal: job.signal,
    onProgressLine:
      onProgress === undefined || durationMs === undefined ? undefined : progressOf(durationMs, onProgress),
  });
}

/** Fails for a run on files of our own making, whose failure is a fault. */
export function mustSucceed(end: ProgramEnd, what: string): ProgramEnd {
  if (end.exitCode === 0 && end.stopped === null) return end;
  throw new AppError('ffmpeg_failed', `ffmpeg failed while ${what}`, {
    context: { exitCode: end.exitCode, stopped: end.stopped, stderrTail: end.stderrTail },
  });
}
