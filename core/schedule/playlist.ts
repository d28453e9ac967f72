import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { ProgrammeItem } from '../model/programme.ts';
import { compareText } from './compare-text.ts';

/**
 * A playlist's items in the order they are aired. `position` counts the items played or passed over today.
 * A shuffled pass sorts by SHA-256(seed, day, cycle, item), so that adding an item moves no other past its neighbours.
 */
export class PlaylistOrder {
  readonly length: number;
  readonly longestMs: number;
  readonly #items: readonly ProgrammeItem[];
  readonly #seed: string | null;
  #cycle = -1;
  #pass: readonly ProgrammeItem[];

  /** `seed` names entry and day; null keeps the playlist's own order. */
  constructor(items: readonly ProgrammeItem[], seed: string | null) {
    this.length = items.length;
    this.#items = items;
    this.#seed = items.length > 1 ? seed : null;
    this.#pass = items;
    let longestMs = 0;
    for (const item of items) longestMs = Math.max(longestMs, item.airDurationMs);
    this.longestMs = longestMs;
  }

  at(position: number): ProgrammeItem | undefined {
    if (this.length === 1) return this.#items[0];
    const cycle = Math.floor(position / this.length);
    if (this.#seed !== null && cycle !== this.#cycle) {
      this.#cycle = cycle;
      this.#pass = shuffled(this.#items, `${this.#seed}/${cycle}`);
    }
    return this.#pass[position - cycle * this.length];
  }
}

function shuffled(items: readonly ProgrammeItem[], seed: string): readonly ProgrammeItem[] {
  return items
    .map((item) => ({ item, key: bytesToHex(sha256(utf8ToBytes(`${seed}/${item.id}`))) }))
    .sort((a, b) => compareText(a.key, b.key))
    .map(({ item }) => item);
}
