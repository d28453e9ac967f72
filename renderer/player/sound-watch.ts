/** Sound that stands still for this long while it should run has stalled: noticed within the second. */
const STALL_MS = 900;

/** Chromium counts what its decoder put out; the standard has no such number. */
type Decoding = HTMLMediaElement & { readonly webkitAudioDecodedByteCount?: number };

/**
 * Whether sound really goes on: its clock moves, and the decoder has put out samples of this file. That the amplifier
 * is switched on, no page can know.
 */
export class SoundWatch {
  #positionS = 0;
  #movedAtMs: number | undefined;

  /** One animation frame of a clip that should be running; true once sound has come. */
  look(element: Decoding, pageMs: number): boolean {
    // Nothing decoded means silence, whatever the clock says. What is decoded lies ahead of what is heard, so that
    // towards the end the clock alone moves.
    const isDecoded = (element.webkitAudioDecodedByteCount ?? 0) > 0;
    if (isDecoded && element.currentTime > this.#positionS) {
      this.#positionS = element.currentTime;
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
    this.#movedAtMs = undefined;
  }
}
