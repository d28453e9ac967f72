/** What a panel plays, and which uploads are that already. Pure decisions; `video.ts` acts on them. */
import type { Fit } from '../core/model/catalogue.ts';
import type { Size } from '../core/picture/placing.ts';
import type { Inspected, VideoFacts } from './probe/model.ts';

export interface PanelTarget extends Size {
  fit: Fit;
  /** Length of one airing; the rendition is trimmed or padded to it. */
  airDurationMs: number;
}

/** Rates an LED wall's 50 or 60 Hz card shows evenly. */
const PANEL_RATES = [25, 30, 50, 60] as const;
export type PanelRate = (typeof PANEL_RATES)[number];

/** H.264 level 4.2 (ITU-T H.264 table A-1), which decoders in cheap kiosks reach. */
const MAX_LEVEL = 42;
/** A player that joins late decodes from the last keyframe; a second of that is quick enough. */
const MAX_KEYFRAME_GAP_MS = 1000;
/**
 * Players take a video for stalled after 900 ms without a new frame, which one frame a second always is. Cameras and
 * screen recorders make no fewer than this; what has fewer is encoded at a panel's rate.
 */
const SLOWEST_FPS = 20;
/** Frames of an odd rate differ by a tick of the clock they are counted in. */
const FPS_TOLERANCE = 0.01;
const CONFORMING_PROFILES = new Set(['Constrained Baseline', 'Main', 'High']);
/** Untagged video of this height or more is BT.709, below it BT.601: what encoders leave unsaid. */
const HD_HEIGHT_PX = 720;

/** The panel rate nearest to the source's own; 24 → 25, 29.97 → 30, variable rates by their average. */
export function panelRate(video: VideoFacts): PanelRate {
  const average = video.stream.avg_frame_rate;
  const fps = average === null ? 30 : average.num / average.den;
  return PANEL_RATES.reduce((best, rate) => (Math.abs(rate - fps) < Math.abs(best - fps) ? rate : best));
}

export const frameCount = (airDurationMs: number, fps: number): number =>
  Math.ceil((airDurationMs * fps) / 1000);

export const isHdr = (video: VideoFacts): boolean =>
  video.stream.color_transfer === 'smpte2084' || video.stream.color_transfer === 'arib-std-b67';

/** Name of the YCbCr matrix as ffmpeg's scale filter wants it. */
export function colourMatrix(video: VideoFacts): 'bt709' | 'bt601' | 'bt2020' {
  const { color_space: space, height } = video.stream;
  if (space === 'bt709') return 'bt709';
  if (space === 'bt2020nc' || space === 'bt2020c') return 'bt2020';
  if (space === 'smpte170m' || space === 'bt470bg') return 'bt601';
  return height >= HD_HEIGHT_PX ? 'bt709' : 'bt601';
}

/** Why the picture cannot be copied as it is; empty when it can. */
export function pictureObstacles(video: VideoFacts, target: PanelTarget): string[] {
  const { stream, timing } = video;
  const frameMs = timing.frames > 0 ? (timing.endMs - timing.startMs) / timing.frames : 0;
  const checks: [string, boolean][] = [
    ['codec', stream.codec_name === 'h264'],
    ['profile', CONFORMING_PROFILES.has(stream.profile ?? '')],
    ['level', stream.level > 0 && stream.level <= MAX_LEVEL],
    ['pixel format', stream.pix_fmt === 'yuv420p'],
    ['colour', colourMatrix(video) === 'bt709' && stream.color_range !== 'pc' && !isHdr(video)],
    ['size', stream.width === target.widthPx && stream.height === target.heightPx],
    ['rotation', video.rotationDeg === 0],
    ['aspect', (stream.sample_aspect_ratio?.num ?? 1) === (stream.sample_aspect_ratio?.den ?? 1)],
    ['interlaced', stream.field_order === 'progressive' || stream.field_order === 'unknown'],
    ['B-frames', stream.has_b_frames === 0],
    ['variable rate', timing.constantRate],
    ['frame rate', frameMs > 1000 / 61 && frameMs <= 1000 / (SLOWEST_FPS - FPS_TOLERANCE)],
    ['keyframes', timing.startsWithKeyframe && timing.maxKeyframeGapMs <= MAX_KEYFRAME_GAP_MS + frameMs],
    ['start', Math.abs(timing.startMs) < frameMs],
    ['duration', Math.abs(timing.endMs - timing.startMs - target.airDurationMs) <= frameMs],
  ];
  return checks.filter(([, holds]) => !holds).map(([name]) => name);
}

/** AAC frames last 21 ms: sound may end this much after the picture, or start this much late. */
const SOUND_SLACK_MS = 50;

/** Whether the sound could be copied, its loudness aside. */
export function soundConforms({ audio }: Inspected, airDurationMs: number): boolean {
  if (audio === null) return true;
  const { stream, timing } = audio;
  const plays =
    stream.codec_name === 'aac' &&
    stream.profile === 'LC' &&
    stream.sample_rate === 48_000 &&
    stream.channels === 2;
  return (
    plays && Math.abs(timing.startMs) <= SOUND_SLACK_MS && timing.endMs <= airDurationMs + SOUND_SLACK_MS
  );
}
