/** Time that passes only when told: timers run in order, each at its own instant, fractions of a millisecond kept. */
export class SimulatedTime {
  #nowMs = 0;
  #lastId = 0;
  readonly #timers = new Map<number, { atMs: number; run: () => void }>();

  get nowMs(): number {
    return this.#nowMs;
  }

  after(waitMs: number, run: () => void): number {
    this.#lastId += 1;
    this.#timers.set(this.#lastId, { atMs: this.#nowMs + Math.max(0, waitMs), run });
    return this.#lastId;
  }

  cancel(id: number): void {
    this.#timers.delete(id);
  }

  runUntil(untilMs: number): void {
    for (let next = this.#next(); next !== null && next.atMs <= untilMs; next = this.#next()) {
      this.#timers.delete(next.id);
      this.#nowMs = next.atMs;
      next.run();
    }
    this.#nowMs = untilMs;
  }

  /** Lets code that uses the global timers live in this time for as long as `work` runs. */
  asGlobalTimers(work: () => void): void {
    const { setTimeout, clearTimeout } = globalThis;
    Object.assign(globalThis, {
      setTimeout: (run: () => void, waitMs: number) => this.after(waitMs, run),
      clearTimeout: (id: number) => {
        this.cancel(id);
      },
    });
    try {
      work();
    } finally {
      Object.assign(globalThis, { setTimeout, clearTimeout });
    }
  }

  #next(): { id: number; atMs: number; run: () => void } | null {
    let found: { id: number; atMs: number; run: () => void } | null = null;
    for (const [id, timer] of this.#timers) {
      if (found === null || timer.atMs < found.atMs) found = { id, ...timer };
    }
    return found;
  }
}

/** The same numbers for the same seed, in [0, 1) (mulberry32, public domain). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
