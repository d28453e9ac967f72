/** Sound that stands still for this long while it should run has stalled: noticed within the second. */
const STALL_MS = 900;

/** Chromium counts what its decoder put out; the standard has no such number. */
type Decoding = HTMLMediaElement & { readonly webkitAudioDecodedByteCount?: number };

/**
 * Whether sound really goes on: its clock moves, and the decoder has put out samples since. That the amplifier is
 * switched on, no page can know.
 */
export class SoundWatch {
  #positionS = 0;
  #decodedBytes = 0;
  #movedAtMs: number | undefined;

  /** One animation frame of a clip that should be running; true once sound has come. */
  look(element: Decoding, pageMs: number): boolean {
    const decodedBytes = element.webkitAudioDecodedByteCount ?? 0;
    const isMoving = element.currentTime > this.#positionS && decodedBytes > 0;
    // What is decoded lies ahead of what is heard: towards the end the clock alone moves.
    if (isMoving && decodedBytes >= this.#decodedBytes) {
      this.#positionS = element.currentTime;
      this.#decodedBytes = decodedBytes;
      this.#movedAtMs = pageMs;
    }
    this.#movedAtMs ??= pageMs;
    return this.#positionS > 0;
  }

  isStalled(pageMs: number): boolean {
    return this.#movedAtMs !== undefined && pageMs - this.#movedAtMs > STALL_MS;
  }

  reset(): void {
    this.#positionS = 0;
    this.#decodedBytes = 0;
    this.#movedAtMs = undefined;
  }
}
