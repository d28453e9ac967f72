/** At most screens; learnt on this one. */
const FIRST_GUESS_MS = 1000 / 60;
/** From 165 Hz to 24 Hz: what is further apart is several frames, or a page that stood still. */
const LEAST_MS = 6;
const MOST_MS = 42;
const LEARNING_RATE = 0.02;

/** The frames of the display: what is drawn for one is seen with it, and between two nothing changes. */
export class DisplayFrames {
  #atMs = 0;
  #intervalMs = FIRST_GUESS_MS;

  get intervalMs(): number {
    return this.#intervalMs;
  }

  /** A frame began at `frameMs` of the page's time, as `requestAnimationFrame` says. */
  began(frameMs: number): void {
    const frames = Math.max(1, Math.round((frameMs - this.#atMs) / this.#intervalMs));
    const intervalMs = (frameMs - this.#atMs) / frames;
    this.#atMs = frameMs;
    if (intervalMs < LEAST_MS || intervalMs > MOST_MS) return;
    this.#intervalMs += (intervalMs - this.#intervalMs) * LEARNING_RATE;
  }

  /** How long ago the present frame began; never more than a frame, or a page that was busy would live in the past. */
  ageMs(pageMs: number): number {
    return Math.min(this.#intervalMs, Math.max(0, pageMs - this.#atMs));
  }

  /** The first frame not before `atMs`, when the present one is seen at `nowMs`; the same time scale for all three. */
  firstFrom(atMs: number, nowMs: number): number {
    return nowMs + Math.ceil((atMs - nowMs) / this.#intervalMs) * this.#intervalMs;
  }
}
