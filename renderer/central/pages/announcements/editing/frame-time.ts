import type { MediaProbe } from '../../../../../core/model/catalogue.ts';

type FrameRate = NonNullable<MediaProbe['video']>['frameRate'];

/** For files that do not say how long a frame lasts. */
const USUAL_FRAME_MS = 40;

export const frameMs = (rate: FrameRate): number =>
  rate === null ? USUAL_FRAME_MS : (1000 * rate.den) / rate.num;

/** The start of the frame nearest to an instant, in whole ms within [0, `lastMs`]. */
export function snapToFrame(atMs: number, rate: FrameRate, lastMs: number): number {
  const step = frameMs(rate);
  const snapped = Math.round(Math.round(atMs / step) * step);
  return Math.min(lastMs, Math.max(0, snapped));
}

/** `1:05,480`: minutes, seconds and thousandths. */
export function writeFrameTime(atMs: number): string {
  const wholeMs = Math.round(atMs);
  const minutes = Math.floor(wholeMs / 60_000);
  const seconds = Math.floor(wholeMs / 1000) % 60;
  const two = String(seconds).padStart(2, '0');
  return `${minutes}:${two},${String(wholeMs % 1000).padStart(3, '0')}`;
}

/** Milliseconds of `1:05,48`, `65.48` or `1:05`; null for anything else. */
export function readFrameTime(typed: string): number | null {
  const found = /^(?:(\d{1,3}):)?(\d{1,3})(?:[.,](\d{1,3}))?$/.exec(typed.trim());
  if (!found) return null;
  const [, minutes = '0', seconds = '0', fraction = ''] = found;
  if (found[1] !== undefined && Number(seconds) > 59) return null;
  return Number(minutes) * 60_000 + Number(seconds) * 1000 + Number(fraction.padEnd(3, '0'));
}
