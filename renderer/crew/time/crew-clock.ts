import type { ClockFact } from '../store/database.ts';

/** The phone's own clocks. `monoMs` never runs back, but may stand still while the phone sleeps. */
export interface ClockSource {
  wallMs(): number;
  monoMs(): number;
}

/** Setting a clock by hand or by the network is off by less than this. */
const TOLERANCE_MS = 120_000;
/**
 * How far the phone's own word may raise the floor beyond the last signed time: long enough for a day without network,
 * short enough that a clock set to next year by mistake does not lock the crew out for long.
 */
const UNSIGNED_REACH_MS = 36 * 3_600_000;

/**
 * What time it is for the tour. The server's signed time counts most; without network the phone's clock, corrected by
 * what it was off by when they last met, but never below the floor: the latest time already lived through. A phone
 * whose clock shows less than the floor was set back, and what it would make valid again is not to be heard.
 */
export class CrewClock {
  readonly #source: ClockSource;
  #signedMs: number;
  #offsetMs: number;
  #floorMs: number;
  #base: { atMs: number; monoMs: number };

  constructor(source: ClockSource, saved: ClockFact | undefined) {
    this.#source = source;
    this.#signedMs = saved?.signedMs ?? 0;
    this.#offsetMs = saved?.offsetMs ?? 0;
    this.#floorMs = saved?.floorMs ?? 0;
    this.#base = { atMs: source.wallMs() + this.#offsetMs, monoMs: source.monoMs() };
  }

  /** Takes the time of a statement that was signed for the question just asked. */
  learn(serverTimeMs: number): void {
    this.#signedMs = serverTimeMs;
    this.#offsetMs = serverTimeMs - this.#source.wallMs();
    this.#floorMs = serverTimeMs;
    this.#base = { atMs: serverTimeMs, monoMs: this.#source.monoMs() };
  }

  /** Never below the floor, nor before what has passed since the app was opened. */
  nowMs(): number {
    return Math.floor(Math.max(this.#bestMs(), this.#floorMs));
  }

  /** Neither the phone's clock nor the time since the app was opened reaches what has been lived through. */
  get isSetBack(): boolean {
    return this.#bestMs() < this.#floorMs - TOLERANCE_MS;
  }

  #bestMs(): number {
    const shownMs = this.#source.wallMs() + this.#offsetMs;
    const livedMs = this.#base.atMs + (this.#source.monoMs() - this.#base.monoMs);
    return Math.max(shownMs, livedMs);
  }

  /** What to keep on the phone; to be asked for every minute or so and at each play. */
  fact(): ClockFact {
    const reach = this.#signedMs === 0 ? this.#floorMs : this.#signedMs + UNSIGNED_REACH_MS;
    this.#floorMs = Math.max(this.#floorMs, Math.min(this.nowMs(), reach));
    return { signedMs: this.#signedMs, offsetMs: this.#offsetMs, floorMs: this.#floorMs };
  }
}
