/** What the packet index says about a stream's time: length, regularity, keyframes. Times in ms. */
import type { ProbePacket, ProbeStream } from './ffprobe.ts';

export interface Timing {
  frames: number;
  startMs: number;
  endMs: number;
  /** All frames last equally long, within one tick of the time base or 1 ms. */
  constantRate: boolean;
  maxKeyframeGapMs: number;
  startsWithKeyframe: boolean;
}

export function timingOf(stream: ProbeStream, packets: readonly ProbePacket[]): Timing | null {
  const base = stream.time_base;
  if (base === null) return null;
  const inMs = (ticks: number): number => (ticks * 1000 * base.num) / base.den;
  // Packets marked D (discard) lie before an edit list's start and are never shown.
  const own = packets.filter((packet) => packet.stream_index === stream.index && !packet.flags.includes('D'));
  const frames = own
    .flatMap((packet) => (packet.pts === undefined ? [] : [{ ...packet, pts: packet.pts }]))
    .sort((a, b) => a.pts - b.pts);
  const first = frames[0];
  const last = frames.at(-1);
  if (first === undefined || last === undefined) return null;
  const step = frames.length > 1 ? (last.pts - first.pts) / (frames.length - 1) : last.duration;
  const toleranceTicks = Math.max(1, 1 / inMs(1));
  const constantRate = frames.every(
    (frame, i) => Math.abs(frame.pts - first.pts - i * step) <= toleranceTicks,
  );
  const endPts = last.pts + (last.duration > 0 ? last.duration : step);
  const keys = frames.filter((frame) => frame.flags.startsWith('K')).map((frame) => frame.pts);
  const gaps = [...keys, endPts].map((pts, i, all) => pts - (all[i - 1] ?? first.pts));
  const maxGap = gaps.reduce((most, gap) => Math.max(most, gap));
  return {
    frames: frames.length,
    startMs: inMs(first.pts),
    endMs: inMs(endPts),
    constantRate,
    maxKeyframeGapMs: inMs(maxGap),
    startsWithKeyframe: first.flags.startsWith('K'),
  };
}
