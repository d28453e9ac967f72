/**
 * Whose turn it is: Tijdeman's deadline rotation (R. Tijdeman, "The chairman assignment problem", Discrete Mathematics
 * 32, 1980), with slots of different lengths. With k members and longest slot L, a turn may be taken as soon as it leaves
 * its member at most L − L/(2k − 2) ahead of its share, and must be taken before the member is that far behind.
 */
import { Heap } from './heap.ts';

/** Leads are whole numbers of 1/1024 ms, so that a rotation can be handed on and continued exactly. */
export const UNITS_PER_MS = 1024;

export interface RotationMember {
  /** Fraction of the time; above 0. */
  weight: number;
  /** Length of its next slot in ms. */
  nextMs: number;
  /** Set time by which it is ahead of (+) or behind (−) being even, in units. */
  lead: number;
}

export class Rotation {
  /** Sum of credits at the beginning: where the set as a whole stands, so that only differences decide. */
  readonly balance: number;
  readonly #size: number;
  readonly #weight: Float64Array;
  readonly #nextMs: Float64Array;
  /** Set time at which each member is even. */
  readonly #evenAt: Float64Array;
  readonly #opensAt: Float64Array;
  readonly #dueAt: Float64Array;
  readonly #waiting: Heap;
  readonly #open: Heap;
  /** How far from even a member may be, in ms. */
  readonly #boundMs: number;
  /** Units of set time since the rotation began. */
  #clock = 0;
  #isStale = true;

  /** `balance` is given when a rotation is continued. */
  constructor(members: readonly RotationMember[], longestMs: number, balance?: number) {
    const size = members.length;
    this.#size = size;
    this.#weight = new Float64Array(size);
    this.#nextMs = new Float64Array(size);
    this.#evenAt = new Float64Array(size);
    this.#opensAt = new Float64Array(size);
    this.#dueAt = new Float64Array(size);
    this.#waiting = new Heap(this.#opensAt);
    this.#open = new Heap(this.#dueAt);
    this.#boundMs = size > 1 ? longestMs - longestMs / (2 * size - 2) : 0;
    let credits = 0;
    for (let id = 0; id < size; id++) {
      const { weight, nextMs, lead } = members[id] as RotationMember;
      this.#weight[id] = weight;
      this.#nextMs[id] = nextMs;
      this.#evenAt[id] = lead;
      credits += lead * weight;
    }
    this.balance = balance ?? Math.round(credits);
  }

  /** The member whose turn it is, −1 when there are none; O(log n). */
  next(): number {
    if (this.#isStale) this.#rebuild();
    const now = this.#clock + this.balance;
    for (
      let id = this.#waiting.top;
      id >= 0 && (this.#opensAt[id] as number) <= now;
      id = this.#waiting.top
    ) {
      this.#waiting.pop();
      this.#open.push(id);
    }
    const id = this.#open.top;
    return id >= 0 ? id : this.#waiting.top;
  }

  /** The member whose turn it is among those allowed, by looking at each; −1 when none is. */
  nextAmong(isAllowed: (member: number) => boolean): number {
    const now = this.#clock + this.balance;
    let open = -1;
    let waiting = -1;
    for (let id = 0; id < this.#size; id++) {
      if (!isAllowed(id)) continue;
      this.#plan(id);
      if ((this.#opensAt[id] as number) > now) waiting = earlier(this.#opensAt, waiting, id);
      else open = earlier(this.#dueAt, open, id);
    }
    return open >= 0 ? open : waiting;
  }

  /** Gives a member a slot; its next one will last `nextMs`. */
  take(id: number, slotMs: number, nextMs: number): void {
    const slot = slotMs * UNITS_PER_MS;
    this.#clock += slot;
    this.#evenAt[id] = (this.#evenAt[id] as number) + Math.round(slot / (this.#weight[id] as number));
    this.#nextMs[id] = nextMs;
    if (this.#isStale || this.#open.top !== id) {
      this.#isStale = true;
      return;
    }
    this.#open.pop();
    this.#plan(id);
    this.#waiting.push(id);
  }

  lead(id: number): number {
    return (this.#evenAt[id] as number) - this.#clock;
  }

  #rebuild(): void {
    this.#waiting.clear();
    this.#open.clear();
    for (let id = 0; id < this.#size; id++) {
      this.#plan(id);
      this.#waiting.push(id);
    }
    this.#isStale = false;
  }

  #plan(id: number): void {
    const weight = this.#weight[id] as number;
    const nextMs = this.#nextMs[id] as number;
    const evenAt = this.#evenAt[id] as number;
    this.#opensAt[id] = evenAt + ((nextMs - this.#boundMs) / weight - nextMs) * UNITS_PER_MS;
    this.#dueAt[id] = evenAt + (this.#boundMs / weight) * UNITS_PER_MS;
  }
}

/** Ties go to the member that comes first in the total order of entries. */
function earlier(keys: Float64Array, best: number, id: number): number {
  return best < 0 || (keys[id] as number) < (keys[best] as number) ? id : best;
}
