/**
 * Corrected time that runs on the page's monotonic clock: a step of the system clock between two
 * corrections moves nothing.
 */
export class Clock {
  #epochAtZeroMs = Date.now() - performance.now();

  /** `clockOffsetMs` is corrected time minus the system clock, as of now. */
  correct(clockOffsetMs: number): void {
    this.#epochAtZeroMs = Date.now() + clockOffsetMs - performance.now();
  }

  nowMs(): number {
    return this.#epochAtZeroMs + performance.now();
  }
}
