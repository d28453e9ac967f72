/** Until measured. A picture that is revealed is seen about two frames later, a video that is started moves sooner. */
const FIRST_GUESS_MS = -20;
const LEAST_MS = -80;
const MOST_MS = 200;
/** One slow start is an accident; several in a row are how this machine is. */
const LEARNING_RATE = 0.2;
const MOST_LEARNT_AT_ONCE_MS = 40;
/**
 * How much before its time (negative: after) `play()` must be called so that the picture moves on time: learnt on this
 * machine.
 */
export class StartLead {
  #ms = FIRST_GUESS_MS;

  get ms(): number {
    return this.#ms;
  }

  /** `lagMs`: how late (+) or early (−) a video started with this lead turned out to be. */
  learn(lagMs: number): void {
    const bounded = Math.min(MOST_LEARNT_AT_ONCE_MS, Math.max(-MOST_LEARNT_AT_ONCE_MS, lagMs));
    this.#ms = Math.min(MOST_MS, Math.max(LEAST_MS, this.#ms + bounded * LEARNING_RATE));
  }
}
