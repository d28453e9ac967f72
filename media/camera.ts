/** One frame of a camera's stream. The only thing media fetches from a network, and it fetches nothing else. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { err, ok, type Result } from '../core/model/result.ts';
import { findBinaries } from './ffmpeg/binaries.ts';
import { fileUrl } from './ffmpeg/command.ts';
import type { Limits } from './ffmpeg/limits.ts';
import { runProgram } from './ffmpeg/run.ts';
import { MAX_PIXELS } from './ffmpeg/whitelists.ts';
import type { Rejection } from './rejections.ts';

export interface FrameOrder {
  /** `rtsp://` with the address, not the name, of a host the caller has judged. */
  url: string;
  /** Takes the frame; the caller clears it up. */
  folder: string;
  signal?: AbortSignal | undefined;
}

const MIB = 2 ** 20;
/** A keyframe comes every few seconds; a 4K one decodes in less than one. */
const FRAME_RUN: Limits = { wallMs: 20_000, cpuSeconds: 20, memoryBytes: 4096 * MIB, fileBytes: 32 * MIB };

/**
 * What IP cameras send. Interleaved over TCP, so that a router needs to let nothing in, and no protocol but these can
 * be named by the other side.
 */
const GUARDS = [
  ...['-protocol_whitelist', 'rtsp,tcp'],
  ...['-format_whitelist', 'rtsp'],
  ...['-codec_whitelist', 'h264,hevc,mjpeg,mpeg4'],
  ...['-max_pixels', String(MAX_PIXELS)],
  ...['-rtsp_transport', 'tcp', '-allowed_media_types', 'video', '-timeout', '10000000'],
  ...['-f', 'rtsp'],
];

/**
 * Decodes the first whole frame into a JPEG, for the still worker to take from there.
 * Errors: `unreadable`, `limit_exceeded`.
 *
 * @throws AppError `cancelled`, `ffmpeg_missing`, `program_failed`
 */
export async function grabFrame({ url, folder, signal }: FrameOrder): Promise<Result<string, Rejection>> {
  const { ffmpeg } = await findBinaries();
  const path = join(folder, 'frame.jpg');
  const end = await runProgram({
    program: ffmpeg,
    args: [
      ...['-y', '-nostdin', '-hide_banner', '-nostats', '-loglevel', 'error'],
      ...[...GUARDS, '-i', url],
      ...['-frames:v', '1', '-an', '-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-q:v', '3', '-f', 'mjpeg'],
      fileUrl(path),
    ],
    reads: [],
    writes: folder,
    network: true,
    limits: FRAME_RUN,
    signal,
  });
  if (end.stopped !== null) return err({ code: 'limit_exceeded', detail: `camera: ${end.stopped}` });
  const { size } = await stat(path).catch(() => ({ size: 0 }));
  const isThere = end.exitCode === 0 && size > 0;
  return isThere ? ok(path) : err({ code: 'unreadable', detail: 'the camera sent no frame' });
}
