/** A video that presents nothing for this long while it should run has stalled: noticed within the second. */
const STALL_MS = 900;
/** A page that was held up itself blames no video for the time it did not look. */
const MOST_BETWEEN_LOOKS_MS = 100;

/** Notices that a running video presents no frames, whatever its own clock says. */
export class FrameWatch {
  #stillMs = 0;
  #lookedAtMs: number | undefined;

  get isStalled(): boolean {
    return this.#stillMs > STALL_MS;
  }

  /** A frame was presented, or the wait for one begins. */
  frame(): void {
    this.#stillMs = 0;
  }

  /** One animation frame during which the video should be running. */
  look(pageMs: number): void {
    const sinceMs = pageMs - (this.#lookedAtMs ?? pageMs);
    this.#lookedAtMs = pageMs;
    this.#stillMs += Math.min(sinceMs, MOST_BETWEEN_LOOKS_MS);
  }

  reset(): void {
    this.#stillMs = 0;
    this.#lookedAtMs = undefined;
  }
}
