/** A difference up to this is made up little by little; a larger one is a wrong clock set right, at once. */
const SLEW_MOST_MS = 5000;
/** Share of passing time by which the clock runs faster or slower meanwhile. */
const SLEW_RATE = 0.05;

/**
 * Corrected time that runs on the page's monotonic clock: a step of the system clock between two corrections moves
 * nothing, and a small correction never makes a slot begin twice or end early.
 */
export class Clock {
  /** Corrected time at the page's time zero. */
  #epochAtZeroMs = Date.now() - performance.now();
  #aimMs = this.#epochAtZeroMs;
  #slewedAtMs = 0;
  #isSet = false;

  /** `clockOffsetMs` is corrected time minus the system clock, as of now. */
  correct(clockOffsetMs: number): void {
    this.#aimMs = Date.now() + clockOffsetMs - performance.now();
    const isSmall = Math.abs(this.#aimMs - this.#epochAtZeroMs) <= SLEW_MOST_MS;
    if (!this.#isSet || !isSmall) this.#epochAtZeroMs = this.#aimMs;
    this.#isSet = true;
  }

  nowMs(): number {
    const pageMs = performance.now();
    const mostMs = (pageMs - this.#slewedAtMs) * SLEW_RATE;
    this.#slewedAtMs = pageMs;
    this.#epochAtZeroMs += Math.min(mostMs, Math.max(-mostMs, this.#aimMs - this.#epochAtZeroMs));
    return this.#epochAtZeroMs + pageMs;
  }

  /** The page's own time (`performance.now`) of a corrected instant. */
  pageMs(epochMs: number): number {
    return epochMs - this.#epochAtZeroMs;
  }
}
