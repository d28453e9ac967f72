/** Weight of one frame in the running estimate; frames come unevenly on a busy machine. */
const FRAME_WEIGHT = 0.1;
/** An estimate from fewer frames is worth nothing yet. */
const FRAMES_TO_JUDGE = 6;
/**
 * Further from its time than this a video is made faster or slower, until it is back within the second. A change of
 * speed may cost a frame, so a screen that stands alone leaves small differences be; in a group they would be seen.
 */
const ALONE = { offMs: 60, backMs: 10 };
const GROUPED = { offMs: 12, backMs: 4 };
/** A speed is kept for so many frames before it is thought over. */
const FRAMES_PER_SPEED = 15;
/** The correction is as large as would make up the lag in this time. */
const MAKE_UP_MS = 500;
/** More would be seen; it also keeps up with the page's clock while that is slewed. */
const MOST_CORRECTION = 0.15;
const CORRECTION_STEP = 0.01;
/** Only beyond this a video jumps: a seek is seen. And not again before so many frames were seen. */
const SEEK_MS = 500;
const FRAMES_BEFORE_SEEK = 15;

export type Correction = { kind: 'rate'; factor: number } | { kind: 'seek' };

/** How far a video is from its time, and what to do about it. */
export class Pace {
  #lagMs = 0;
  #frames = 0;
  /** Speed against the normal one, and since which frame. */
  #factor = 1;
  #chosenAtFrame = 0;

  /** How far the video is behind (+) or ahead of (−) its time; undefined until enough frames were seen. */
  get lagMs(): number | undefined {
    return this.#frames >= FRAMES_TO_JUDGE ? this.#lagMs : undefined;
  }

  /** A frame was presented so late (+) or early (−). */
  frame(lagMs: number): void {
    this.#frames += 1;
    this.#lagMs += (lagMs - this.#lagMs) * Math.max(FRAME_WEIGHT, 1 / this.#frames);
  }

  /** What makes the video meet its time again: small differences by its speed, only large ones by a jump. */
  correction(isGrouped: boolean): Correction {
    const lagMs = this.lagMs ?? 0;
    if (Math.abs(lagMs) > SEEK_MS && this.#frames >= FRAMES_BEFORE_SEEK) return { kind: 'seek' };
    const { offMs, backMs } = isGrouped ? GROUPED : ALONE;
    if (Math.abs(lagMs) <= (this.#factor === 1 ? offMs : backMs)) this.#factor = 1;
    else if (this.#factor === 1 || this.#frames - this.#chosenAtFrame >= FRAMES_PER_SPEED)
      this.#choose(lagMs);
    return { kind: 'rate', factor: this.#factor };
  }

  #choose(lagMs: number): void {
    this.#chosenAtFrame = this.#frames;
    const wanted = Math.round(lagMs / MAKE_UP_MS / CORRECTION_STEP) * CORRECTION_STEP;
    const least = Math.sign(lagMs) * CORRECTION_STEP;
    this.#factor = 1 + Math.min(MOST_CORRECTION, Math.max(-MOST_CORRECTION, wanted === 0 ? least : wanted));
  }

  reset(): void {
    this.#lagMs = 0;
    this.#frames = 0;
    this.#factor = 1;
    this.#chosenAtFrame = 0;
  }
}
