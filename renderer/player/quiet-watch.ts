import type { Programme } from '../../core/model/programme.ts';
import { quietAt } from '../../core/tours/index.ts';
import type { ClipAiring } from './clip-zone.ts';

/** Prayer times move by a minute a day: once a second is often enough. */
const ASK_EVERY_MS = 1000;

/** Whether the city's rules silence a loudspeaker; asked every animation frame, computed once a second. */
export class QuietWatch {
  #programme: Programme | undefined;
  #startMs: number | undefined;
  #askedAtMs = -Infinity;
  #isQuiet = false;

  /** A clip that would reach into a silence is not begun either. */
  isQuiet(programme: Programme, { startMs, endMs }: ClipAiring, nowMs: number): boolean {
    const isKnown =
      programme === this.#programme &&
      startMs === this.#startMs &&
      Math.abs(nowMs - this.#askedAtMs) < ASK_EVERY_MS;
    if (isKnown) return this.#isQuiet;
    this.#programme = programme;
    this.#startMs = startMs;
    this.#askedAtMs = nowMs;
    this.#isQuiet = [nowMs, endMs - 1].some((atMs) => isSilentAt(programme, atMs));
    return this.#isQuiet;
  }
}

function isSilentAt({ quiet, timeZone }: Programme, atMs: number): boolean {
  if (!quiet) return false;
  const { rules, location } = quiet;
  return quietAt(rules, { places: [], location, timeZone }, location, atMs).length > 0;
}
