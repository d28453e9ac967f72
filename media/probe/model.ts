import type { MediaProbe } from '../../core/model/catalogue.ts';
import {
  MAX_PIXELS,
  MAX_SIDE_PX,
  MAX_STILL_PIXELS,
  MAX_STILL_SIDE_PX,
  type Demuxer,
} from '../ffmpeg/whitelists.ts';
import type { Rejection } from '../rejections.ts';
import type { ProbeStream } from './ffprobe.ts';
import type { Timing } from './timing.ts';

export interface VideoFacts {
  stream: ProbeStream;
  timing: Timing;
  rotationDeg: 0 | 90 | 180 | 270;
}

/** A file that may be worked on. `demuxer` is null for stills and documents, which ffmpeg does not read. */
export interface Inspected {
  path: string;
  probe: MediaProbe;
  demuxer: Demuxer | null;
  video: VideoFacts | null;
  /** The sound that is heard: track `track`, counted from 1, of `tracks`. */
  audio: { stream: ProbeStream; timing: Timing; track: number; tracks: number } | null;
}

const tooManyPixels = (widthPx: number, heightPx: number): Rejection => ({
  code: 'too_many_pixels',
  detail: `${widthPx}×${heightPx} px`,
});

/** Frames of a video are held whole, several at a time. */
export function checkPixels(widthPx: number, heightPx: number): Rejection | null {
  const fits = widthPx <= MAX_SIDE_PX && heightPx <= MAX_SIDE_PX && widthPx * heightPx <= MAX_PIXELS;
  return fits ? null : tooManyPixels(widthPx, heightPx);
}

export function checkStillPixels(widthPx: number, heightPx: number): Rejection | null {
  const fits =
    widthPx <= MAX_STILL_SIDE_PX && heightPx <= MAX_STILL_SIDE_PX && widthPx * heightPx <= MAX_STILL_PIXELS;
  return fits ? null : tooManyPixels(widthPx, heightPx);
}
