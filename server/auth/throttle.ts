/** Slows down guessing: failed attempts are counted per key for a while, in bounded memory. */

const WINDOW_MS = 15 * 60_000;
/** As seen after the clock was corrected backwards in the meantime. */
const LONGEST_WINDOW_MS = WINDOW_MS + 3_600_000;
const MAX_KEYS = 10_000;

interface Count {
  attempts: number;
  resetAtMs: number;
}

export class Throttle {
  readonly #counts = new Map<string, Count>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /**
   * Counts an attempt before it is made, so that parallel ones cannot slip through. False when `key` has used up
   * its `limit` of the last 15 minutes.
   */
  take(key: string, limit: number): boolean {
    const nowMs = this.#nowMs();
    const known = this.#counts.get(key);
    // A count from a time that lies ahead was made by a clock that has been set right since.
    const isOpen =
      known !== undefined && known.resetAtMs > nowMs && known.resetAtMs <= nowMs + LONGEST_WINDOW_MS;
    const count = isOpen ? known : { attempts: 0, resetAtMs: nowMs + WINDOW_MS };
    if (count.attempts >= limit) return false;
    count.attempts += 1;
    this.#counts.delete(key);
    this.#counts.set(key, count);
    if (this.#counts.size > MAX_KEYS) this.#forgetOldest();
    return true;
  }

  /** The attempt was a good one. */
  forgive(key: string): void {
    this.#counts.delete(key);
  }

  #forgetOldest(): void {
    const oldest = this.#counts.keys().next();
    if (oldest.done !== true) this.#counts.delete(oldest.value);
  }
}
