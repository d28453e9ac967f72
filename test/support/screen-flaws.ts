import type { Reading } from './frame-codes.ts';

/** A frame of 30 fps content is on screen for two samples of sixty a second; four and more are a hold. */
const HOLD_SAMPLES = 4;
const SAMPLES_A_SECOND = 60;

export interface Flaws {
  samples: number;
  /** Times another item came on. */
  changes: number;
  /** Samples without any picture, after the first. */
  black: number;
  /** Samples with a frame of an item after a later one began, or an earlier frame than before. */
  stale: number;
  /** Samples in which no whole code could be read. */
  unreadable: number;
  /** Frames that stood for `HOLD_SAMPLES` or more. */
  holds: Stand[];
  /** Of those, frames that were the last or first of their item. */
  holdsAtChange: Stand[];
  /** Frames of the content that were never seen; those around a change only where an item's length is given. */
  skipped: number;
  /** Samples during which the last frame of an item was seen, and the first of the next, per change. */
  lastFrameSamples: number[];
  firstFrameSamples: number[];
}

interface Stand {
  item: number;
  frame: number;
  samples: number;
}

/**
 * Counts what a viewer would see as a fault; items are numbered in the order they play and start over after `items`.
 * Where each has `itemFrames`, those it lost at its end and its beginning are counted too.
 */
export function countFlaws(readings: readonly Reading[], items: number, itemFrames?: number): Flaws {
  const flaws: Flaws = {
    ...{ samples: 0, changes: 0, black: 0, stale: 0, unreadable: 0, skipped: 0 },
    ...{ holds: [], holdsAtChange: [], lastFrameSamples: [], firstFrameSamples: [] },
  };
  const stands: Stand[] = [];
  for (const reading of readings) {
    const last = stands.at(-1);
    if (!last && reading.kind !== 'frame') continue;
    flaws.samples += 1;
    if (reading.kind === 'black') flaws.black += 1;
    else if (reading.kind !== 'frame') flaws.unreadable += 1;
    else if (last?.item === reading.item && last.frame === reading.frame) last.samples += 1;
    else if (!last || follows(last, reading, items)) stands.push({ ...reading, samples: 1 });
    else {
      flaws.stale += 1;
      // An item that begins again is stale once, not for as long as it takes to get there again.
      if (reading.item === last.item) stands.push({ ...reading, samples: 1 });
    }
  }
  // The first and the last stand are cut by the capture's own ends.
  stands.slice(1, -1).forEach((stand, index) => {
    const before = stands[index];
    const after = stands[index + 2];
    if (!before || !after) return;
    const isFirst = before.item !== stand.item;
    const isLast = after.item !== stand.item;
    if (isFirst) flaws.changes += 1;
    if (isFirst) flaws.firstFrameSamples.push(stand.samples);
    if (isLast) flaws.lastFrameSamples.push(stand.samples);
    const framesOn = stand.frame - before.frame + (isFirst ? (itemFrames ?? Number.NaN) : 0);
    if (framesOn > 1) flaws.skipped += framesOn - 1;
    if (stand.samples < HOLD_SAMPLES) return;
    flaws.holds.push(stand);
    if (isFirst || isLast) flaws.holdsAtChange.push(stand);
  });
  return flaws;
}

/** True once so many changes were counted; counts at most once a second of samples, because it counts all of them. */
export function changesSeen(atLeast: number, items: number): (readings: readonly Reading[]) => boolean {
  let counted = 0;
  return (readings) => {
    if (readings.length < counted) counted = 0;
    if (readings.length - counted < SAMPLES_A_SECOND) return false;
    counted = readings.length;
    return countFlaws(readings, items).changes >= atLeast;
  };
}

const follows = (last: Stand, now: { item: number; frame: number }, items: number): boolean =>
  now.item === last.item ? now.frame > last.frame : now.item === (last.item + 1) % items;
