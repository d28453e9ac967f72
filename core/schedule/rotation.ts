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
  /** Set time it is ahead of (+) or behind (−) the moment it is exactly even, in units. */
  lead: number;
}

export class Rotation {
  readonly #members: RotationMember[];
  /** Set time at which each member is even. */
  readonly #evenAt: number[];
  readonly #opensAt: number[];
  readonly #dueAt: number[];
  readonly #waiting: Heap;
  readonly #open: Heap;
  /** Units of set time since the rotation began. */
  #clock = 0;
  #stale = true;
  readonly #longestMs: number;
  readonly #slackMs: number;
  /** Sum of credits at the beginning: where the set as a whole stands, so that only differences decide. */
  readonly balance: number;

  /** `balance` is given when a rotation is continued. */
  constructor(members: RotationMember[], longestMs: number, balance?: number) {
    this.#members = members;
    this.#longestMs = longestMs;
    this.#slackMs = members.length > 1 ? longestMs / (2 * members.length - 2) : longestMs;
    this.#evenAt = members.map((member) => member.lead);
    this.balance =
      balance ?? Math.round(members.reduce((sum, member) => sum + member.lead * member.weight, 0));
    this.#opensAt = new Array<number>(members.length).fill(0);
    this.#dueAt = new Array<number>(members.length).fill(0);
    const opens = this.#opensAt;
    const due = this.#dueAt;
    this.#waiting = new Heap((a, b) => before(opens, a, b));
    this.#open = new Heap((a, b) => before(due, a, b));
  }

  /** The member whose turn it is, by O(log n). */
  next(): number {
    if (this.#stale) this.#rebuild();
    const now = this.#clock + this.balance;
    for (let id = this.#waiting.top; id !== undefined && this.#at(this.#opensAt, id) <= now;) {
      this.#waiting.pop();
      this.#open.push(id);
      id = this.#waiting.top;
    }
    return this.#open.top ?? this.#waiting.top ?? -1;
  }

  /** The member whose turn it is among those allowed, by looking at each; −1 when none is. */
  nextAmong(isAllowed: (member: number) => boolean): number {
    const now = this.#clock + this.balance;
    let open = -1;
    let waiting = -1;
    for (let id = 0; id < this.#members.length; id++) {
      if (!isAllowed(id)) continue;
      this.#plan(id);
      if (this.#at(this.#opensAt, id) <= now) {
        if (open < 0 || before(this.#dueAt, id, open)) open = id;
      } else if (waiting < 0 || before(this.#opensAt, id, waiting)) waiting = id;
    }
    return open >= 0 ? open : waiting;
  }

  /** Gives a member a slot; its next one will last `nextMs`. */
  take(id: number, slotMs: number, nextMs: number): void {
    const member = this.#members[id];
    if (!member) return;
    this.#clock += slotMs * UNITS_PER_MS;
    this.#evenAt[id] = this.#at(this.#evenAt, id) + Math.round((slotMs * UNITS_PER_MS) / member.weight);
    member.nextMs = nextMs;
    if (this.#stale || this.#open.top !== id) {
      this.#stale = true;
      return;
    }
    this.#open.pop();
    this.#plan(id);
    this.#waiting.push(id);
  }

  lead(id: number): number {
    return this.#at(this.#evenAt, id) - this.#clock;
  }

  #rebuild(): void {
    this.#waiting.clear();
    this.#open.clear();
    for (let id = 0; id < this.#members.length; id++) {
      this.#plan(id);
      this.#waiting.push(id);
    }
    this.#stale = false;
  }

  #plan(id: number): void {
    const member = this.#members[id];
    if (!member) return;
    const { weight, nextMs } = member;
    const evenAt = this.#at(this.#evenAt, id);
    const bound = this.#longestMs - this.#slackMs;
    this.#opensAt[id] = evenAt + ((nextMs - bound) / weight - nextMs) * UNITS_PER_MS;
    this.#dueAt[id] = evenAt + (bound / weight) * UNITS_PER_MS;
  }

  #at(values: readonly number[], id: number): number {
    return values[id] ?? 0;
  }
}

/** Ties go to the member that comes first in the total order of entries. */
function before(keys: readonly number[], a: number, b: number): boolean {
  const [keyA, keyB] = [keys[a] ?? 0, keys[b] ?? 0];
  return keyA < keyB || (keyA === keyB && a < b);
}
