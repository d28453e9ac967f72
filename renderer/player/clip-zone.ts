/** The clips of a fixed loudspeaker: one voice that begins on time, is heard whole or not counted, and shows nothing. */
import { RENDERER_MEDIA_PATH } from '../../core/protocol/player.ts';
import type { ProgrammeItem } from '../../core/model/programme.ts';
import type { PlayReport } from './play-report.ts';
import { SoundWatch } from './sound-watch.ts';
import { isSame, type Airing } from './timetable.ts';

export type ClipAiring = Airing & { item: Extract<ProgrammeItem, { kind: 'audio' }> };

/** A sentence is not joined in its middle: a clip that could not begin within this of its time is left out. */
const LATEST_START_MS = 1500;

export interface ClipZoneOptions {
  report: PlayReport;
  onFailed(itemId: string, detail: string): void;
}

export class ClipZone {
  readonly report: PlayReport;
  readonly #options: ClipZoneOptions;
  /** Lives as long as the page and is used again for every clip. */
  readonly #element = new Audio();
  readonly #watch = new SoundWatch();
  #airing: ClipAiring | undefined;
  #stage: 'idle' | 'loading' | 'running' | 'heard' | 'over' = 'idle';
  #failure: string | undefined;
  /** Whether it was loaded before it was due: only then is it to blame for being late. */
  #isAskedInTime = false;
  /** Goes up with every use, so that callbacks of an earlier use are ignored. */
  #use = 0;

  constructor(options: ClipZoneOptions) {
    this.report = options.report;
    this.#options = options;
    this.#element.preload = 'auto';
  }

  /** One step, called every animation frame: `now` is what should be heard, `following` what comes after it. */
  tick(nowMs: number, now: ClipAiring | undefined, following: ClipAiring | undefined): void {
    if (this.#isBegun && !isSame(this.#airing, now)) this.#leave(nowMs);
    if (!this.#isBegun) this.#ready(now ?? following, nowMs);
    if (now === undefined || !isSame(this.#airing, now)) return;
    this.#airing = now;
    if (this.#stage === 'loading') this.#begin(nowMs, now);
    if (this.#stage === 'running' || this.#stage === 'heard') this.#listen(nowMs, now);
  }

  get #isBegun(): boolean {
    return this.#stage === 'running' || this.#stage === 'heard' || this.#stage === 'over';
  }

  /** Loads what is heard next; what was loaded before and is not wanted any more goes. */
  #ready(airing: ClipAiring | undefined, nowMs: number): void {
    if (isSame(this.#airing, airing)) return;
    this.#clear();
    if (airing === undefined) return;
    const use = this.#use;
    this.#airing = airing;
    this.#isAskedInTime = nowMs <= airing.startMs;
    this.#stage = 'loading';
    this.#element.onerror = () => {
      if (use === this.#use) this.#failure = this.#element.error?.message ?? 'the browser cannot play it';
    };
    this.#element.onended = () => {
      if (use === this.#use && this.#stage === 'heard') this.#stage = 'over';
    };
    this.#element.src = `${RENDERER_MEDIA_PATH}${airing.item.mediaSha256}`;
  }

  #begin(nowMs: number, { item, startMs }: ClipAiring): void {
    const isReady = this.#element.readyState >= HTMLMediaElement.HAVE_FUTURE_DATA;
    const isLate = nowMs - startMs > LATEST_START_MS;
    if (this.#failure !== undefined || (isLate && !isReady && this.#isAskedInTime)) {
      this.#options.onFailed(item.id, this.#failure ?? 'the clip did not load in time');
      this.#clear();
    } else if (isReady && !isLate) {
      const use = this.#use;
      this.#stage = 'running';
      this.#element.play().catch((cause: unknown) => {
        if (use === this.#use) this.#failure = `play refused: ${String(cause)}`;
      });
    }
  }

  #listen(nowMs: number, airing: ClipAiring): void {
    const pageMs = performance.now();
    if (this.#watch.look(this.#element, pageMs) && this.#stage === 'running') {
      this.#stage = 'heard';
      this.report.shown(airing, nowMs);
    }
    const isStalled = this.#watch.isStalled(pageMs) && !this.#element.ended;
    if (this.#failure === undefined && !isStalled) return;
    this.#options.onFailed(airing.item.id, this.#failure ?? 'the sound stopped');
    this.#leave(nowMs);
  }

  /** Its slot is over, or it was taken off: a play counts when the clip ran to its own end. */
  #leave(nowMs: number): void {
    const { report } = this;
    if (this.#airing && (this.#stage === 'heard' || this.#stage === 'over'))
      report.ended(this.#airing, nowMs, this.#stage !== 'over');
    this.#clear();
  }

  #clear(): void {
    if (this.#stage === 'idle') return;
    this.#use += 1;
    this.#airing = undefined;
    this.#failure = undefined;
    this.#stage = 'idle';
    this.#watch.reset();
    this.#element.pause();
    this.#element.removeAttribute('src');
    this.#element.load();
  }
}

export const isClip = (airing: Airing | undefined): airing is ClipAiring => airing?.item.kind === 'audio';
