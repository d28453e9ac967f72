/** A difference up to this is made up little by little; a larger one is a wrong clock set right, at once. */
const SLEW_MOST_MS = 5000;
/** Share of passing time by which the clock runs faster or slower meanwhile: half a second takes five. */
const SLEW_RATE = 0.1;

/** A system clock that leaves the page's own by more between two looks was set, not steered. */
const STEP_MS = 100;

/** The page's two clocks, handed in so that tests can turn them. */
export interface PageTime {
  /** System wall clock: epoch milliseconds, may jump. */
  systemMs(): number;
  /** Milliseconds since the page began, never jumps. */
  pageMs(): number;
}

const browserTime: PageTime = { systemMs: () => Date.now(), pageMs: () => performance.now() };

/**
 * Corrected time that runs on the page's monotonic clock: a step of the system clock between two corrections moves
 * nothing, and a small correction never makes a slot begin twice or end early.
 */
export class Clock {
  readonly #time: PageTime;
  /** Corrected time at the page's time zero. */
  #epochAtZeroMs: number;
  #aimMs: number;
  #slewedAtMs = 0;
  #isSet = false;
  /** System minus page time: as it is, and as it was before the system clock was last set. */
  #systemBiasMs: number;
  #biasBeforeMs: number;

  constructor(time: PageTime = browserTime) {
    this.#time = time;
    this.#systemBiasMs = time.systemMs() - time.pageMs();
    this.#biasBeforeMs = this.#systemBiasMs;
    this.#epochAtZeroMs = this.#systemBiasMs;
    this.#aimMs = this.#epochAtZeroMs;
  }

  /**
   * `clockOffsetMs` is corrected time minus the system clock, computed when that read `saidAtSystemMs`: if it was set
   * since, the correction is of the clock before.
   */
  correct(clockOffsetMs: number, saidAtSystemMs?: number): void {
    this.#lookAtSystem();
    const pageMs = this.#time.pageMs();
    const lateMs = (biasMs: number) => Math.abs(pageMs + biasMs - (saidAtSystemMs ?? pageMs + biasMs));
    const isOfBefore = lateMs(this.#biasBeforeMs) < lateMs(this.#systemBiasMs);
    this.#aimMs = clockOffsetMs + (isOfBefore ? this.#biasBeforeMs : this.#systemBiasMs);
    const isSmall = Math.abs(this.#aimMs - this.#epochAtZeroMs) <= SLEW_MOST_MS;
    if (!this.#isSet || !isSmall) this.#epochAtZeroMs = this.#aimMs;
    this.#isSet = true;
  }

  nowMs(): number {
    this.#lookAtSystem();
    const pageMs = this.#time.pageMs();
    const mostMs = (pageMs - this.#slewedAtMs) * SLEW_RATE;
    this.#slewedAtMs = pageMs;
    this.#epochAtZeroMs += Math.min(mostMs, Math.max(-mostMs, this.#aimMs - this.#epochAtZeroMs));
    return this.#epochAtZeroMs + pageMs;
  }

  /** The corrected instant of the page's own time (`performance.now`). */
  epochMs(pageMs: number): number {
    return this.#epochAtZeroMs + pageMs;
  }

  #lookAtSystem(): void {
    const biasMs = this.#time.systemMs() - this.#time.pageMs();
    if (Math.abs(biasMs - this.#systemBiasMs) > STEP_MS) this.#biasBeforeMs = this.#systemBiasMs;
    this.#systemBiasMs = biasMs;
  }
}
