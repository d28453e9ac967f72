import { CELLS_BYTES, differenceHash, hashDistance } from './cells.ts';

/** What two uploads are compared by. */
export interface Look {
  kind: 'video' | 'image' | 'audio';
  /** Null for stills. */
  durationMs: number | null;
  /** Mean colours of the picture, or of a telling frame (`cellsOf`). */
  cells: Uint8Array;
}

/**
 * A still that was compressed or scaled again keeps the mean of 1/72 of its area within a few levels of 255; other
 * words on the same template change some of them by far more.
 */
const STILL_CELL_DIFFERS = 12;
/** The telling frame of a video encoded again may be a neighbour of the first one's, so only the whole is compared. */
const VIDEO_MEAN_DIFFERS = 12;
const VIDEO_HASH_DIFFERS = 10;
/** Encoders round a length up by a few frames. */
const LENGTH_DIFFERS_MS = 500;

/**
 * How far two pictures are apart if they are likely to be two copies of one, smaller is more alike; null if they are
 * not. A hint for people: what is like another by chance is named as well, what was cropped or framed is not found.
 */
export function likeness(one: Look, other: Look): number | null {
  if (one.kind !== other.kind || one.cells.length !== CELLS_BYTES || other.cells.length !== CELLS_BYTES)
    return null;
  const differences = [...one.cells].map((level, at) => Math.abs(level - (other.cells[at] ?? 0)));
  const mean = differences.reduce((sum, difference) => sum + difference, 0) / CELLS_BYTES;
  if (one.kind !== 'video') return Math.max(...differences) <= STILL_CELL_DIFFERS ? mean : null;
  const isAsLong = Math.abs((one.durationMs ?? 0) - (other.durationMs ?? 0)) <= LENGTH_DIFFERS_MS;
  const bits = hashDistance(differenceHash(one.cells), differenceHash(other.cells));
  return isAsLong && mean <= VIDEO_MEAN_DIFFERS && bits <= VIDEO_HASH_DIFFERS ? mean : null;
}
