/** One video for one panel: copied when it is what panels play, else transcoded; verified, hashed, atomic. */
import { join } from 'node:path';
import type { Fit, Rendition } from '../core/model/catalogue.ts';
import type { MediaWarningCode } from '../core/model/media-warning.ts';
import { AppError } from '../core/model/app-error.ts';
import { err, ok, type Result } from '../core/model/result.ts';
import { runFfmpeg, type FfmpegJob, type MediaInput, type WorkOptions } from './ffmpeg/command.ts';
import { encodeRun } from './ffmpeg/limits.ts';
import { within } from './ffmpeg/progress.ts';
import { canToneMap } from './ffmpeg/tone-map.ts';
import { pictureFilters, skipSound } from './graph.ts';
import { finish, hashAndSync, inFreshFolder, putInPlace, type FinishedFile } from './output.ts';
import { inspectOnce } from './probe/inspect-once.ts';
import type { Inspected, VideoFacts } from './probe/model.ts';
import { isHdr, panelRate, pictureObstacles, soundConforms, type PanelTarget } from './profiles.ts';
import type { Rejection } from './rejections.ts';
import { trackLoudnessOnce } from './loudness.ts';
import { programmeLevel, soundFilters, TARGET_LUFS, type SoundLevel } from './sound/programme.ts';
import { flawsOf } from './verify.ts';
import { isAnimation, LEAD_MS } from './video-frame.ts';

export interface VideoOrder extends WorkOptions {
  /** The upload; read only, in the sandbox. */
  sourcePath: string;
  /** Existing folder for work in progress and the finished file. */
  workDir: string;
  /** Even, 16 to 8192. */
  widthPx: number;
  heightPx: number;
  fit: Fit;
  /** 1 s to 5 min; the source is trimmed, or its last frame held; an animation is repeated. */
  airDurationMs: number;
  /** The part of the source that airs, in its own time; all of it when left out. */
  segment?: { inMs: number; outMs: number } | null;
  sound?: VideoSound;
}

/** What screens with loudspeakers are given to hear. */
export interface VideoSound {
  /** −16 when left out. */
  targetLufs?: number;
  /** Louder (+) or softer (−) than that. */
  volumeDb?: number;
  /** The rendition has no sound at all. */
  mute?: boolean;
}

export interface VideoResult {
  path: string;
  rendition: Rendition;
  /** `copy` took the picture as it was; `encode` lists why it could not. */
  how: { kind: 'copy'; sound: 'none' | 'copied' | 'levelled' } | { kind: 'encode'; because: string[] };
  /** `hdr_flat`: this ffmpeg lacks zscale; colours of HDR sources come out flat. */
  warnings: Extract<MediaWarningCode, 'hdr_flat'>[];
}

/** Loudness within this of the target needs no new encoding of a sound track that conforms. */
const LOUDNESS_TOLERANCE_LU = 0.5;
/** Between samples a peak is higher by up to half a decibel in speech and music. */
const MAX_SAMPLE_PEAK_DBFS = -1.5;

interface Source {
  inspected: Inspected;
  video: VideoFacts;
  input: MediaInput;
  /** How the sound is brought to the target; null without sound. */
  level: SoundLevel | null;
}

/**
 * At 128 kbit/s the fast coder takes half the time and is the truer one (ffmpeg-codecs(1); on speech and on tones in
 * noise its signal-to-distortion ratio was higher).
 */
const SOUND_CODEC = ['-c:a', 'aac', '-aac_coder', 'fast', '-b:a', '128k', '-ar', '48000', '-ac', '2'];
/** Nothing the uploader wrote about the file travels on; the index comes first so that playback starts at once. */
const CONTAINER = [
  ...['-map_metadata', '-1', '-map_chapters', '-1', '-fflags', '+bitexact', '-movflags', '+faststart'],
  ...['-max_muxing_queue_size', '4096'],
];

/**
 * x264: no B-frames, so that one item's first frame can follow another's last; a closed GOP of one second; peaks
 * bounded at 0.2 bit a pixel, for players on prepaid 4G and cheap decoders.
 */
function pictureCodec(target: PanelTarget, fps: number): string[] {
  const maxrateBps = Math.max(500_000, Math.round(target.widthPx * target.heightPx * fps * 0.2));
  return [
    ...['-c:v', 'libx264', '-preset', 'fast', '-crf', '20', '-profile:v', 'high', '-pix_fmt', 'yuv420p'],
    ...['-bf', '0', '-g', String(fps), '-keyint_min', String(fps), '-sc_threshold', '0'],
    ...['-maxrate', String(maxrateBps), '-bufsize', String(maxrateBps)],
    ...['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709', '-color_range', 'tv'],
    ...['-r', String(fps), '-flags:v', '+cgop+bitexact', '-flags:a', '+bitexact'],
  ];
}

/** Reads from before the part that airs; the rest is left out once frames have their places. */
function withLead(input: MediaInput): MediaInput & { skipMs: number } {
  const { part, demuxer } = input;
  if (part === undefined) return { ...input, skipMs: 0 };
  const fromMs = isAnimation(demuxer) ? 0 : Math.max(0, part.inMs - LEAD_MS);
  return { ...input, part: { inMs: fromMs, outMs: part.outMs }, skipMs: part.inMs - fromMs };
}

async function encodeJob(source: Source, target: PanelTarget, outputPath: string): Promise<FfmpegJob> {
  const { video, level, inspected } = source;
  const { skipMs, ...read } = withLead(source.input);
  const rate = panelRate(video);
  const picture = pictureFilters(video, target, rate, isHdr(video) && (await canToneMap()), skipMs);
  const graphs = [`[0:${video.stream.index}]${picture}[v]`];
  if (level !== null) {
    const sound = skipSound(skipMs) + soundFilters(target.airDurationMs, level);
    graphs.push(`[0:${inspected.audio?.stream.index}]${sound}[a]`);
  }
  return {
    inputs: [{ ...read, loops: isAnimation(read.demuxer) }],
    graph: graphs.join(';'),
    maps: level === null ? ['[v]'] : ['[v]', '[a]'],
    options: [...pictureCodec(target, rate), ...SOUND_CODEC, ...CONTAINER],
    muxer: 'mp4',
    outputPath,
    durationMs: target.airDurationMs,
    limits: encodeRun(target.airDurationMs),
  };
}

function copyJob(source: Source, target: PanelTarget, copySound: boolean, outputPath: string): FfmpegJob {
  const { inspected, video, input, level } = source;
  const soundIndex = inspected.audio?.stream.index;
  const graph =
    level === null || copySound
      ? {}
      : { graph: `[0:${soundIndex}]${soundFilters(target.airDurationMs, level)}[a]` };
  const sound = 'graph' in graph ? '[a]' : `0:${soundIndex}`;
  return {
    inputs: [input],
    ...graph,
    maps: level === null ? [`0:${video.stream.index}`] : [`0:${video.stream.index}`, sound],
    options: ['-c:v', 'copy', ...('graph' in graph ? SOUND_CODEC : ['-c:a', 'copy']), ...CONTAINER],
    muxer: 'mp4',
    outputPath,
    durationMs: target.airDurationMs,
    limits: encodeRun(target.airDurationMs),
  };
}

/** The part that airs, or undefined when that is all of it; sound is cut with the picture. */
function partOf({ segment }: VideoOrder, durationMs: number): MediaInput['part'] {
  if (segment == null || (segment.inMs === 0 && segment.outMs >= durationMs)) return undefined;
  // Past the end there is nothing to show: the last second is.
  const inMs = Math.max(0, Math.min(segment.inMs, durationMs - 1000));
  return { inMs, outMs: segment.outMs };
}

/** Whether panels can have the track as it is: as loud as wanted, and below R 128's −1 dBTP as far as samples tell. */
async function isLevelled(
  inspected: Inspected,
  input: MediaInput,
  streamIndex: number,
  wantedLufs: number,
  order: VideoOrder,
): Promise<boolean> {
  if (!soundConforms(inspected, order.airDurationMs)) return false;
  const heard = await trackLoudnessOnce(input, streamIndex, order);
  if (!heard.ok) return false;
  const { integratedLufs, samplePeakDbfs } = heard.value;
  return (
    Math.abs(wantedLufs - integratedLufs) <= LOUDNESS_TOLERANCE_LU && samplePeakDbfs <= MAX_SAMPLE_PEAK_DBFS
  );
}

/** Of the part that is read, what comes out: sound after the air time must not make what airs softer or louder. */
function airedPart(
  { path, demuxer, part }: MediaInput,
  airDurationMs: number,
  durationMs: number,
): MediaInput {
  const inMs = part?.inMs ?? 0;
  const outMs = Math.min(part?.outMs ?? durationMs, durationMs, inMs + airDurationMs);
  const isWhole = inMs === 0 && outMs >= durationMs;
  return { path, demuxer, part: isWhole ? undefined : { inMs, outMs } };
}

async function levelFor(
  inspected: Inspected,
  video: VideoFacts,
  input: MediaInput,
  order: VideoOrder,
): Promise<Result<SoundLevel | null, Rejection>> {
  const { targetLufs = TARGET_LUFS, volumeDb = 0, mute = false } = order.sound ?? {};
  if (inspected.audio === null || mute) return ok(null);
  const { index } = inspected.audio.stream;
  const wantedLufs = targetLufs + volumeDb;
  const mayCopy = input.part === undefined && pictureObstacles(video, order).length === 0;
  if (mayCopy && (await isLevelled(inspected, input, index, wantedLufs, order)))
    return ok({ gainDb: 0, limitDbfs: null });
  const aired = mayCopy ? input : airedPart(input, order.airDurationMs, inspected.probe.durationMs ?? 0);
  return programmeLevel(aired, index, wantedLufs, order);
}

async function openSource(order: VideoOrder): Promise<Result<Source, Rejection>> {
  const inspected = await inspectOnce(order.sourcePath, { signal: order.signal });
  if (!inspected.ok) return inspected;
  const { path, video, demuxer, probe } = inspected.value;
  if (video === null || demuxer === null) return err({ code: 'no_picture', detail: probe.kind });
  const input: MediaInput = { path, demuxer, part: partOf(order, probe.durationMs ?? 0) };
  const level = await levelFor(inspected.value, video, input, order);
  if (!level.ok) return level;
  return ok({ inspected: inspected.value, video, input, level: level.value });
}

/** Why the picture has to be encoded; a part of a video starts between keyframes. */
const obstaclesOf = ({ video, input }: Source, order: VideoOrder): string[] => [
  ...pictureObstacles(video, order),
  ...(input.part === undefined ? [] : ['segment']),
];

async function run(job: FfmpegJob, order: VideoOrder): Promise<Rejection | null> {
  const onProgress = within(order.onProgress, 0.05, 0.95);
  const end = await runFfmpeg({ ...job, signal: order.signal, onProgress });
  if (end.stopped !== null) return { code: 'limit_exceeded', detail: `encoding: ${end.stopped}` };
  if (end.exitCode !== 0) return { code: 'unreadable', detail: 'the picture or sound cannot be decoded' };
  return null;
}

async function tryCopy(
  source: Source,
  order: VideoOrder,
  folder: string,
): Promise<{ file: FinishedFile; sound: 'none' | 'copied' | 'levelled' } | null> {
  if (obstaclesOf(source, order).length > 0) return null;
  const { level } = source;
  const copySound =
    soundConforms(source.inspected, order.airDurationMs) &&
    Math.abs(level?.gainDb ?? 0) <= LOUDNESS_TOLERANCE_LU &&
    level?.limitDbfs == null;
  const path = join(folder, 'copy.mp4');
  if ((await run({ ...copyJob(source, order, copySound, path), folder }, order)) !== null) return null;
  const [flaws, hashes] = await Promise.all([
    flawsOf(path, order, { fps: null, signal: order.signal }),
    hashAndSync(path),
  ]);
  if (!flaws.ok || flaws.value.length > 0) return null;
  const file = await putInPlace(path, hashes, order.workDir, 'mp4');
  return { file, sound: level === null ? 'none' : copySound ? 'copied' : 'levelled' };
}

function result(
  order: VideoOrder,
  file: FinishedFile,
  how: VideoResult['how'],
  warnings: VideoResult['warnings'],
): VideoResult {
  const { path, sha256, bytes, chunkSha256 } = file;
  const { widthPx, heightPx, fit } = order;
  return {
    path,
    how,
    warnings,
    rendition: {
      kind: 'video',
      mimeType: 'video/mp4',
      ...{ sha256, bytes, chunkSha256, widthPx, heightPx, fit, voicing: null },
      durationMs: order.airDurationMs,
    },
  };
}

/**
 * Makes the rendition of a video for one panel: exactly `widthPx` × `heightPx`, upright, square pixels, H.264 High
 * 4:2:0 BT.709 at 25, 30, 50 or 60 fps without B-frames, a keyframe each second, AAC 48 kHz stereo at −16 LUFS or no
 * sound, `airDurationMs` long to the frame, index first. An upload that is all this already is copied, not encoded.
 * On any other outcome than a value nothing is left in `workDir`.
 * Errors: every code of `RejectionCode` but `no_sound` and `silent`.
 *
 * @throws AppError `cancelled`, `rendition_invalid`, `ffmpeg_missing`, `ffprobe_missing`, `program_failed`
 */
export async function renderVideo(order: VideoOrder): Promise<Result<VideoResult, Rejection>> {
  const source = await openSource(order);
  if (!source.ok) return source;
  order.onProgress?.(0.05);
  return inFreshFolder(order.workDir, async (folder) => {
    const copy = await tryCopy(source.value, order, folder);
    if (copy !== null) {
      order.onProgress?.(1);
      return ok(result(order, copy.file, { kind: 'copy', sound: copy.sound }, []));
    }
    const path = join(folder, 'encode.mp4');
    const { video } = source.value;
    const failed = await run({ ...(await encodeJob(source.value, order, path)), folder }, order);
    if (failed !== null) return err(failed);
    const flaws = await flawsOf(path, order, { fps: panelRate(video), signal: order.signal });
    if (!flaws.ok) return err({ code: 'unreadable', detail: 'no picture could be decoded' });
    if (flaws.value.length > 0) {
      throw new AppError('rendition_invalid', 'an encoded video is not what was ordered', {
        context: { flaws: flaws.value, probe: source.value.inspected.probe },
      });
    }
    const file = await finish(path, order.workDir, 'mp4');
    order.onProgress?.(1);
    const flat = isHdr(video) && !(await canToneMap());
    const because = obstaclesOf(source.value, order);
    return ok(result(order, file, { kind: 'encode', because }, flat ? ['hdr_flat'] : []));
  });
}
