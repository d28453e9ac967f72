/** Looking up offsets that were resolved beforehand: nothing here knows a time zone by name. */
import type { ZoneOffsets } from '../model/programme.ts';

export interface Zone {
  timeZone: string;
  /** Instant from which each offset holds, ascending; before the first, the first offset is used. */
  fromMs: readonly number[];
  offsetMs: readonly number[];
  leastOffsetMs: number;
  greatestOffsetMs: number;
}

/** The zone in the form the lookups want; the order of `offsets` does not matter. */
export function zoneFrom(data: ZoneOffsets): Zone {
  const sorted = data.offsets.toSorted((a, b) => a.fromMs - b.fromMs || a.offsetMs - b.offsetMs);
  const offsetMs = sorted.map((entry) => entry.offsetMs);
  return {
    timeZone: data.timeZone,
    fromMs: sorted.map((entry) => entry.fromMs),
    offsetMs,
    leastOffsetMs: Math.min(...offsetMs),
    greatestOffsetMs: Math.max(...offsetMs),
  };
}

/** Offset from UTC in ms that holds at an instant. */
export function offsetAt(zone: Zone, instantMs: number): number {
  let low = 0;
  let high = zone.fromMs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((zone.fromMs[middle] ?? 0) <= instantMs) low = middle;
    else high = middle - 1;
  }
  return zone.offsetMs[low] ?? 0;
}

export const toLocalMs = (zone: Zone, instantMs: number): number => instantMs + offsetAt(zone, instantMs);

/**
 * The instant a wall clock shows `localMs`. A reading that occurs twice means the first time; one that is skipped
 * is read with the offset in force before the gap (RFC 5545 §3.3.5).
 */
export function toInstantMs(zone: Zone, localMs: number): number {
  const { fromMs, offsetMs } = zone;
  let low = 0;
  let high = fromMs.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    const localEnd = (fromMs[middle + 1] ?? Infinity) + (offsetMs[middle] ?? 0);
    if (localMs < localEnd) high = middle;
    else low = middle + 1;
  }
  const instantMs = localMs - (offsetMs[low] ?? 0);
  const skipped = low > 0 && instantMs < (fromMs[low] ?? 0);
  return skipped ? localMs - (offsetMs[low - 1] ?? 0) : instantMs;
}
