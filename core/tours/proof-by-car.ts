/** What a car was asked to play of one announcement, and played, added up over plays, days or tours. */
import { z } from 'zod';
import { EpochMs, Id } from '../model/primitives.ts';
import type { ProvenPlay } from './proof.ts';

export const CarSum = z.strictObject({
  /** Complete plays its tours asked for. */
  planned: z.int().min(0),
  /** Clips heard to their end and scripts read. */
  heard: z.int().min(0),
  cut: z.int().min(0),
  /** How many of the heard were read by a voice. */
  live: z.int().min(0),
  airTimeMs: z.int().min(0),
  /** Where it was heard to its end, as far as that is known. */
  areaIds: z.array(Id),
  /** When its first and its last play began. */
  firstMs: EpochMs.nullable(),
  lastMs: EpochMs.nullable(),
});
export type CarSum = z.infer<typeof CarSum>;

export const NO_PLAYS: CarSum = {
  planned: 0,
  heard: 0,
  cut: 0,
  live: 0,
  airTimeMs: 0,
  areaIds: [],
  firstMs: null,
  lastMs: null,
};

/** One play, heard in these areas. */
export function sumOfPlay(
  { how, startMs, endMs, complete }: Pick<ProvenPlay, 'how' | 'startMs' | 'endMs' | 'complete'>,
  areaIds: readonly string[],
): CarSum {
  return {
    planned: 0,
    heard: complete ? 1 : 0,
    cut: complete ? 0 : 1,
    live: complete && how === 'live' ? 1 : 0,
    airTimeMs: endMs - startMs,
    areaIds: complete ? [...areaIds] : [],
    firstMs: startMs,
    lastMs: startMs,
  };
}

/** Both together; areas in the order they come in. */
export function addCarSums(a: CarSum, b: CarSum): CarSum {
  return {
    planned: a.planned + b.planned,
    heard: a.heard + b.heard,
    cut: a.cut + b.cut,
    live: a.live + b.live,
    airTimeMs: a.airTimeMs + b.airTimeMs,
    areaIds: [...new Set([...a.areaIds, ...b.areaIds])],
    firstMs: earliest(a.firstMs, b.firstMs),
    lastMs: latest(a.lastMs, b.lastMs),
  };
}

const earliest = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);
const latest = (a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : Math.max(a, b);
