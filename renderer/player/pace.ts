/** Weight of one frame in the running estimate; frames come unevenly on a busy machine. */
const FRAME_WEIGHT = 0.1;
/** An estimate from fewer frames is worth nothing yet. */
const FRAMES_TO_JUDGE = 6;
/** Further from its time than this a video is made faster or slower, until it is back within the second. */
const OFF_MS = 8;
const BACK_MS = 3;
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
  #isCorrecting = false;

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
  correction(): Correction {
    const lagMs = this.lagMs ?? 0;
    if (Math.abs(lagMs) > SEEK_MS && this.#frames >= FRAMES_BEFORE_SEEK) return { kind: 'seek' };
    this.#isCorrecting = Math.abs(lagMs) > (this.#isCorrecting ? BACK_MS : OFF_MS);
    if (!this.#isCorrecting) return { kind: 'rate', factor: 1 };
    const wanted = Math.round(lagMs / MAKE_UP_MS / CORRECTION_STEP) * CORRECTION_STEP;
    return { kind: 'rate', factor: 1 + Math.min(MOST_CORRECTION, Math.max(-MOST_CORRECTION, wanted)) };
  }

  reset(): void {
    this.#lagMs = 0;
    this.#frames = 0;
    this.#isCorrecting = false;
  }
}
