import type { CarriedCredit, ProgrammeItem } from '../model/programme.ts';
import type { Contender } from './contender.ts';
import { PlaylistOrder } from './playlist.ts';
import { UNITS_PER_MS } from './rotation.ts';

/** A contender, or filler, with what is remembered of it through the day. */
export interface Seat {
  /** Null for filler. */
  contender: Contender | null;
  playlist: PlaylistOrder;
  /** Items played or passed over today. */
  position: number;
  /** Ahead of (+) or behind (−) its share, in 1/1024 ms; while it is winning, its rotation knows better. */
  credit: number;
  /** In the current local clock hour. */
  hourPlays: number;
  hourWonMs: number;
  /** Clock hours in which a minimum was missed. */
  missedHours: number;
  hasPlayed: boolean;
}

/** Takes up what an earlier version of the day's programme left it with, if anything. */
export function seatFor(
  contender: Contender | null,
  items: readonly ProgrammeItem[],
  day: string,
  carried: Omit<CarriedCredit, 'entryId'> | undefined,
): Seat {
  const seed = contender?.shuffle === true ? `${contender.id}/${day}` : null;
  const exact = carried?.exact;
  return {
    contender,
    playlist: new PlaylistOrder(items, seed),
    position: exact?.position ?? 0,
    credit: exact?.credit ?? (carried?.creditMs ?? 0) * UNITS_PER_MS,
    hourPlays: exact?.hourPlays ?? 0,
    hourWonMs: exact?.hourWonMs ?? 0,
    missedHours: 0,
    hasPlayed: (exact?.position ?? 0) > 0,
  };
}

/** An item of a seat that may be started, and how many items before it are passed over. */
export interface Candidate {
  item: ProgrammeItem;
  skipped: number;
}

/** Its next item that is valid for all of its length, or undefined. */
export function upcoming(seat: Seat, atMs: number): Candidate | undefined {
  return firstOf(seat, (item) => isValid(item, atMs));
}

/** Its first item in order, from the next one on, that passes. */
export function firstOf(seat: Seat, passes: (item: ProgrammeItem) => boolean): Candidate | undefined {
  for (let skipped = 0; skipped < seat.playlist.length; skipped++) {
    const item = seat.playlist.at(seat.position + skipped);
    if (item && passes(item)) return { item, skipped };
  }
  return undefined;
}

export function isValid(item: ProgrammeItem, atMs: number): boolean {
  return item.validFromMs <= atMs && atMs + item.airDurationMs <= item.validUntilMs;
}
