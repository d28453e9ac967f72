import type { Programme } from '../../core/model/programme.ts';
import { broadcastDay, dayBounds, isOpen } from '../../core/schedule/index.ts';

/** The first minutes of a broadcast day: at four in the morning nobody looks at a screen that is never dark. */
const SEAM_MS = 30 * 60_000;

/**
 * Whether the player may be started anew now, which leaves the screen without a picture for some seconds: outside the
 * operating hours, and on a screen that is never dark in the first half hour of its broadcast day. A screen without
 * a programme shows none anyway.
 */
export function isQuiet(programme: Programme | null, nowMs: number): boolean {
  if (programme === null) return true;
  if (programme.operatingHours !== null) return !isOpen(programme, nowMs);
  const { startMs } = dayBounds(programme, broadcastDay(programme, nowMs));
  return nowMs - startMs < SEAM_MS;
}
