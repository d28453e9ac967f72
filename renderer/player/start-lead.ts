/** Until measured: about one frame at 30 fps. */
const FIRST_GUESS_MS = 34;
const MOST_MS = 200;
/** One slow start is an accident; several in a row are how this machine is. */
const LEAST_LEARNING_RATE = 0.2;
const MOST_LEARNT_AT_ONCE_MS = 40;

/** How much before its time `play()` must be called so that the picture moves on time: learnt on this machine. */
export class StartLead {
  #ms = FIRST_GUESS_MS;
  #starts = 0;

  get ms(): number {
    return this.#ms;
  }

  /** `lagMs`: how late (+) or early (−) a video started with this lead turned out to be. */
  learn(lagMs: number): void {
    this.#starts += 1;
    const rate = Math.max(LEAST_LEARNING_RATE, 1 / this.#starts);
    const bounded = Math.min(MOST_LEARNT_AT_ONCE_MS, Math.max(-MOST_LEARNT_AT_ONCE_MS, lagMs));
    this.#ms = Math.min(MOST_MS, Math.max(0, this.#ms + bounded * rate));
  }
}
