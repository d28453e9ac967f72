import type { MediaProbe } from '../../core/model/catalogue.ts';
import { MAX_PIXELS, MAX_SIDE_PX, type Demuxer } from '../ffmpeg/whitelists.ts';
import type { Rejection } from '../rejections.ts';
import type { ProbeStream } from './ffprobe.ts';
import type { Timing } from './timing.ts';

export interface VideoFacts {
  stream: ProbeStream;
  timing: Timing;
  rotationDeg: 0 | 90 | 180 | 270;
}

/** A file that may be worked on. `demuxer` is null for stills, which `stills/` reads. */
export interface Inspected {
  path: string;
  probe: MediaProbe;
  demuxer: Demuxer | null;
  video: VideoFacts | null;
  audio: { stream: ProbeStream; timing: Timing } | null;
}

export function checkPixels(widthPx: number, heightPx: number): Rejection | null {
  if (widthPx <= MAX_SIDE_PX && heightPx <= MAX_SIDE_PX && widthPx * heightPx <= MAX_PIXELS) return null;
  return { code: 'too_many_pixels', detail: `${widthPx}×${heightPx} px` };
}
