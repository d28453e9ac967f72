/** ffprobe's JSON, parsed into what the rest of media needs. */
import { z } from 'zod';
import { err, ok, type Result } from '../../core/model/result.ts';
import { findBinaries } from '../ffmpeg/binaries.ts';
import { fileUrl, inputGuards } from '../ffmpeg/command.ts';
import { SHORT_RUN } from '../ffmpeg/limits.ts';
import { runProgram } from '../ffmpeg/run.ts';
import type { Demuxer } from '../ffmpeg/whitelists.ts';
import { jsonOf } from '../json-of.ts';
import type { Rejection } from '../rejections.ts';

/** `30000/1001` or `16:9`; `0/0`, `0/1` and `N/A` mean unknown. */
const Ratio = z
  .string()
  .transform((value) => /^(\d+)[/:](\d+)$/.exec(value))
  .transform((match) => ({ num: Number(match?.[1] ?? 0), den: Number(match?.[2] ?? 0) }))
  .transform((ratio) => (ratio.num > 0 && ratio.den > 0 ? ratio : null));

const Seconds = z.coerce.number().transform((seconds) => Math.round(seconds * 1000));

const flag = z.int().default(0);
const Disposition = z.object({
  default: flag,
  attached_pic: flag,
  comment: flag,
  visual_impaired: flag,
  hearing_impaired: flag,
});

const Stream = z.object({
  index: z.int().min(0),
  codec_type: z.string().default('unknown'),
  codec_name: z.string().max(32).default('unknown'),
  profile: z.string().max(64).nullable().default(null),
  pix_fmt: z.string().max(32).nullable().default(null),
  level: z.int().default(0),
  width: z.int().min(0).default(0),
  height: z.int().min(0).default(0),
  has_b_frames: z.int().default(0),
  field_order: z.string().default('unknown'),
  color_range: z.string().nullable().default(null),
  color_space: z.string().nullable().default(null),
  color_transfer: z.string().max(32).nullable().default(null),
  color_primaries: z.string().nullable().default(null),
  sample_aspect_ratio: Ratio.nullable().default(null),
  avg_frame_rate: Ratio.nullable().default(null),
  time_base: Ratio,
  start_time: Seconds.nullable().default(null),
  duration: Seconds.nullable().default(null),
  sample_rate: z.coerce.number().int().min(0).default(0),
  channels: z.int().min(0).default(0),
  disposition: Disposition.prefault({}),
  side_data_list: z.array(z.object({ rotation: z.number().optional() })).default([]),
});
export type ProbeStream = z.infer<typeof Stream>;

const Packet = z.object({
  stream_index: z.int(),
  pts: z.int().optional(),
  duration: z.int().default(0),
  flags: z.string().default(''),
});
export type ProbePacket = z.infer<typeof Packet>;

const Report = z.object({
  streams: z.array(Stream).default([]),
  packets: z.array(Packet).default([]),
  format: z.object({ duration: Seconds.nullable().default(null) }),
});
export type ProbeReport = z.infer<typeof Report>;

/** Everything but packets' side data; text of the file (tags) is not even read. */
const ENTRIES = [
  'stream=index,codec_type,codec_name,profile,pix_fmt,level,width,height,has_b_frames,field_order',
  'color_range,color_space,color_transfer,color_primaries,sample_aspect_ratio,avg_frame_rate,time_base,start_time',
  'duration,sample_rate,channels',
].join(',');
const DISPOSITIONS = 'stream_disposition=default,attached_pic,comment,visual_impaired,hearing_impaired';
const REST = `${DISPOSITIONS}:stream_side_data=rotation:format=duration`;
const PACKET_ENTRIES = 'packet=stream_index,pts,duration,flags';

/**
 * About 200,000 packets at some 80 bytes each: an hour of MP3 has 150,000, five minutes of video with eight tracks of
 * sound 120,000. They are parsed on the server's own thread, and a file of one tick a packet has millions.
 */
const REPORT_BYTES = 16 * 2 ** 20;

/**
 * Reads headers and the packet index of the first `scanMs` of a file without decoding it.
 * Errors: `unreadable`, `limit_exceeded`.
 *
 * @throws AppError `cancelled`, `ffprobe_missing`, `program_failed`
 */
export async function ffprobe(
  path: string,
  demuxer: Demuxer,
  scanMs: number,
  signal?: AbortSignal,
): Promise<Result<ProbeReport, Rejection>> {
  const { ffprobe: program } = await findBinaries();
  const end = await runProgram({
    program,
    args: [
      ...['-loglevel', 'error', '-hide_banner'],
      ...inputGuards(demuxer),
      ...['-read_intervals', `%+${Math.ceil(scanMs / 1000)}`],
      ...['-show_entries', `${ENTRIES}:${REST}:${PACKET_ENTRIES}`, '-print_format', 'json=compact=1'],
      ...['-i', fileUrl(path)],
    ],
    reads: [path],
    limits: SHORT_RUN,
    stdoutBytes: REPORT_BYTES,
    signal,
  });
  if (end.stopped !== null) return err({ code: 'limit_exceeded', detail: `ffprobe: ${end.stopped}` });
  if (end.exitCode !== 0) return err({ code: 'unreadable', detail: `ffprobe: exit code ${end.exitCode}` });
  const report = Report.safeParse(jsonOf(end.stdout));
  if (!report.success) return err({ code: 'unreadable', detail: 'ffprobe: unexpected report' });
  return ok(report.data);
}
