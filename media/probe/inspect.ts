/** Looks at an uploaded file without decoding it, and says what it is or why it cannot be aired. */
import type { MediaProbe } from '../../core/model/catalogue.ts';
import { err, ok, type Result } from '../../core/model/result.ts';
import type { Demuxer } from '../ffmpeg/whitelists.ts';
import type { Rejection } from '../rejections.ts';
import { hasProtectedTrack, topLevelBoxes } from './boxes.ts';
import { ffprobe, type ProbeStream } from './ffprobe.ts';
import { inspectDocument } from './document.ts';
import { gifCanvas } from './gif.ts';
import { identify } from './identify.ts';
import { checkPixels, type Inspected, type VideoFacts } from './model.ts';
import { inspectStill } from './still.ts';
import { timingOf, type Timing } from './timing.ts';
import { chooseSound, pictureTrack, soundTracks } from './tracks.ts';

/** The city's rule: video at most five minutes; encoders round up by a few frames. */
export const MAX_DURATION_MS = 300_000;
const DURATION_TOLERANCE_MS = 2_000;
const MAX_STREAMS = 8;
/** Phones add tracks of gyroscope and focus data, which nobody sees or hears. */
const MAX_TRACKS = 32;
/** A declared length may exceed the packets found by this much before the file counts as cut short. */
const MISSING_TAIL_MS = 500;
/** Demuxers whose header states the true length; the others estimate it from a bitrate. */
const DECLARES_LENGTH = new Set<Demuxer>(['mov', 'matroska', 'avi', 'wav', 'flac']);

export interface InspectOptions {
  signal?: AbortSignal | undefined;
  /** Five minutes when left out. */
  maxDurationMs?: number | undefined;
}

/** ffprobe counts counter-clockwise, from −180 to 180; we turn clockwise by quarter turns. */
function rotationOf(stream: ProbeStream): VideoFacts['rotationDeg'] {
  const degrees = stream.side_data_list.find((data) => data.rotation !== undefined)?.rotation ?? 0;
  const quarters = ((Math.round(-degrees / 90) % 4) + 4) % 4;
  return ([0, 90, 180, 270] as const)[quarters] ?? 0;
}

function describe(
  demuxer: Demuxer,
  durationMs: number,
  video: VideoFacts | null,
  audio: Inspected['audio'],
): MediaProbe {
  return {
    kind: video === null ? 'audio' : 'video',
    container: demuxer,
    durationMs: Math.round(durationMs),
    video:
      video === null
        ? null
        : {
            codec: video.stream.codec_name,
            profile: video.stream.profile,
            pixelFormat: video.stream.pix_fmt,
            widthPx: video.stream.width,
            heightPx: video.stream.height,
            frameRate: video.stream.avg_frame_rate,
            rotationDeg: video.rotationDeg,
            sampleAspect: video.stream.sample_aspect_ratio ?? { num: 1, den: 1 },
            transfer: video.stream.color_transfer,
            hasBFrames: video.stream.has_b_frames > 0,
          },
    audio:
      audio === null
        ? null
        : {
            codec: audio.stream.codec_name,
            sampleRateHz: audio.stream.sample_rate,
            channels: audio.stream.channels,
            track: audio.track,
            tracks: audio.tracks,
          },
    pages: 1,
  };
}

/** From the first packet of some tracks to the end of the last; 0 without any. Broadcast containers start anywhere. */
function spanOf(timings: readonly Timing[]): number {
  const startMs = Math.min(...timings.map((timing) => timing.startMs));
  return Math.max(0, ...timings.map((timing) => timing.endMs - startMs));
}

/** Null for what keeps to a limit, give or take what containers round. */
export const tooLong = (durationMs: number, maxDurationMs: number): Rejection | null =>
  durationMs > maxDurationMs + DURATION_TOLERANCE_MS
    ? { code: 'too_long', detail: `${Math.round(durationMs / 1000)} s` }
    : null;

/** What is found before anything is decoded, over all tracks that may be: choosing among sounds decodes each of them. */
function bombOf(
  picture: ProbeStream | undefined,
  timings: readonly Timing[],
  declaredMs: number,
  maxDurationMs: number,
): Rejection | null {
  const durationMs = Math.max(spanOf(timings), declaredMs);
  const refusal = tooLong(durationMs, maxDurationMs);
  if (refusal !== null) return refusal;
  if (picture === undefined) return null;
  if (picture.width === 0 || picture.height === 0) return { code: 'unreadable', detail: 'no picture size' };
  return checkPixels(picture.width, picture.height);
}

/** Length as found in the packets; the header is only believed to find a missing tail. */
function lengthOf(
  demuxer: Demuxer,
  used: readonly (Timing | null)[],
  declaredMs: number,
): Result<number, Rejection> {
  const timings = used.filter((timing) => timing !== null);
  if (timings.length < used.length) return err({ code: 'unreadable', detail: 'a track is empty' });
  const foundMs = spanOf(timings);
  if (DECLARES_LENGTH.has(demuxer) && foundMs < declaredMs - MISSING_TAIL_MS) {
    return err({ code: 'truncated', detail: `${Math.round(foundMs)} of ${declaredMs} ms` });
  }
  return ok(foundMs);
}

async function checkMp4(path: string): Promise<Rejection | null> {
  const { boxes, whole } = await topLevelBoxes(path);
  if (!whole) return { code: 'truncated', detail: 'the last MP4 box is cut' };
  if (await hasProtectedTrack(path, boxes)) return { code: 'drm', detail: 'protected track' };
  return null;
}

async function inspectAv(
  path: string,
  demuxer: Demuxer,
  { signal, maxDurationMs = MAX_DURATION_MS }: InspectOptions,
): Promise<Result<Inspected, Rejection>> {
  const cut = demuxer === 'mov' ? await checkMp4(path) : null;
  if (cut !== null) return err(cut);
  const report = await ffprobe(path, demuxer, maxDurationMs + 2 * DURATION_TOLERANCE_MS, signal);
  if (!report.ok) return report;
  const { streams, packets } = report.value;
  const shown = streams.filter(({ codec_type: type }) => type === 'video' || type === 'audio');
  if (shown.length > MAX_STREAMS || streams.length > MAX_TRACKS) {
    return err({ code: 'too_many_streams', detail: `${streams.length} tracks` });
  }
  const picture = pictureTrack(streams);
  const sounds = soundTracks(streams);
  const timings = new Map(
    [picture, ...sounds]
      .filter((stream) => stream !== undefined)
      .map((stream) => [stream, timingOf(stream, packets)] as const),
  );
  const found = [...timings.values()].filter((timing) => timing !== null);
  const declaredMs = report.value.format.duration ?? 0;
  const bomb = bombOf(picture, found, declaredMs, maxDurationMs);
  if (bomb !== null) return err(bomb);
  const sound = await chooseSound(path, demuxer, sounds, signal);
  if (picture === undefined && sound === undefined) {
    return err({ code: 'no_picture', detail: 'neither picture nor sound' });
  }
  const timedAs = (stream: ProbeStream): Timing | null => timings.get(stream) ?? null;
  const used = [picture, sound].filter((stream) => stream !== undefined);
  const length = lengthOf(demuxer, used.map(timedAs), declaredMs);
  if (!length.ok) return length;
  const timing = picture === undefined ? null : timedAs(picture);
  const soundTiming = sound === undefined ? null : timedAs(sound);
  const video =
    picture === undefined || timing === null
      ? null
      : { stream: picture, timing, rotationDeg: rotationOf(picture) };
  const audio =
    sound === undefined || soundTiming === null
      ? null
      : { stream: sound, timing: soundTiming, track: sounds.indexOf(sound) + 1, tracks: sounds.length };
  const probe = describe(demuxer, length.value, video, audio);
  return ok({ path, probe, demuxer, video, audio });
}

/**
 * Identifies a file by content, reads its headers and packet index in the sandbox, and refuses what cannot or may
 * not be aired. Errors: every code of `RejectionCode` but `no_sound` and `silent`.
 *
 * @throws AppError `cancelled`, `ffmpeg_missing`, `ffprobe_missing`, `program_failed`
 */
export async function inspect(
  path: string,
  options: InspectOptions = {},
): Promise<Result<Inspected, Rejection>> {
  const identity = await identify(path);
  if (!identity.ok) return identity;
  switch (identity.value.family) {
    case 'av':
      return inspectAv(path, identity.value.demuxer, options);
    case 'document':
      return inspectDocument(path, options.signal);
    case 'convert':
      return err({ code: 'unsupported_format', detail: `${identity.value.from}, not yet converted` });
    case 'image': {
      const still = await inspectStill(path, options.signal);
      const { animation } = identity.value;
      if (!still.ok || still.value.frames === 1 || animation === null) return still;
      const { widthPx, heightPx } = await gifCanvas(path);
      const pixels = checkPixels(widthPx, heightPx);
      return pixels === null ? inspectAv(path, animation, options) : err(pixels);
    }
  }
}
