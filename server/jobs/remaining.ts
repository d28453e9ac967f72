/** How far back the pace is measured. */
const LOOK_BACK_MS = 20_000;
/** Before this the pace says nothing. */
const FIRST_GUESS_AFTER_MS = 1000;
/** So much progress in so little time was found, not made: a rendition that existed already. */
const LEAP = 0.02;
const LEAP_WITHIN_MS = 50;

interface Sample {
  atMs: number;
  progress: number;
}

/** Guesses how long work still takes by the pace of its last 20 seconds. Leaps over finished parts are no pace. */
export class Remaining {
  #samples: Sample[] = [];

  /**
   * @param atMs now, epoch ms
   * @param progress 0 to 1 of the whole
   * @returns ms until 1, or null while nothing can be said
   */
  after(atMs: number, progress: number): number | null {
    const last = this.#samples.at(-1);
    const hasLeapt =
      last !== undefined && progress - last.progress >= LEAP && atMs - last.atMs < LEAP_WITHIN_MS;
    // A clock that was set back begins anew as well.
    if (hasLeapt || (last !== undefined && (atMs < last.atMs || progress < last.progress)))
      this.#samples = [];
    this.#samples.push({ atMs, progress });
    const recent = this.#samples.findIndex((sample) => sample.atMs >= atMs - LOOK_BACK_MS);
    // One sample older than the stretch stays, so that slow work still has two to compare.
    this.#samples.splice(0, Math.max(0, recent - 1));
    const first = this.#samples[0] ?? { atMs, progress };
    const [tookMs, made] = [atMs - first.atMs, progress - first.progress];
    if (tookMs < FIRST_GUESS_AFTER_MS || made <= 0) return null;
    return Math.round((tookMs * (1 - progress)) / made);
  }
}
