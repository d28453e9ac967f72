import { RENDERER_MEDIA_PATH } from '../../core/protocol/player.ts';
import type { Clock } from './clock.ts';
import { positionAt, rateAt, type Course } from './course.ts';
import type { DisplayFrames } from './display-frames.ts';
import type { Layer, PictureItem } from './layer.ts';
import type { StartLead } from './start-lead.ts';
import type { Airing } from './timetable.ts';

export type PictureAiring = Airing & { item: PictureItem };

/** An item begun within this of its time is played from its beginning, a later one is joined where it should be. */
const ON_TIME_MS = 100;
/** A video that is joined is given this long to find its place. */
const JOIN_MS = 250;
/** An item that has presented no frame this long after it was due, or after it was asked for, is skipped. */
const DUE_TIMEOUT_MS = 900;
const LOAD_TIMEOUT_MS = 3000;

/** One airing on one layer, from getting ready until it has left. */
export class Presentation {
  airing: PictureAiring;
  readonly layer: Layer;
  readonly course: Course;
  /** When it begins to be seen. */
  dueMs: number;
  hasFailed = false;
  /** As it was given to the layer; a later plan has a copy of its own. */
  readonly #item: PictureItem;
  readonly #askedAtMs: number;
  #isStarted = false;
  /** How long after its time the display's next frame comes. */
  #behindMs = 0;
  /** Whether its start tells how long starting takes: not if it came late, or slowly. */
  #teaches: boolean;

  /** Gets it ready, unseen; `fadeMs` is the whole length of the fade around its beginning. */
  constructor(
    airing: PictureAiring,
    layer: Layer,
    { fadeMs, nowMs, clock, isGrouped }: { fadeMs: number; nowMs: number; clock: Clock; isGrouped: boolean },
  ) {
    const { item, startMs, endMs } = airing;
    this.#item = item;
    this.airing = airing;
    this.layer = layer;
    this.course = { startMs, endMs, fadeInMs: fadeMs, fadeOutMs: 0 };
    const isJoined = item.kind === 'video' && nowMs - startMs > ON_TIME_MS;
    this.dueMs = isJoined ? nowMs + JOIN_MS : startMs - fadeMs / 2;
    this.#askedAtMs = nowMs;
    this.#teaches = !isJoined && fadeMs === 0;
    layer.prepare(item, `${RENDERER_MEDIA_PATH}${item.mediaSha256}`, positionAt(this.course, this.dueMs), {
      positionMs: (pageMs) => positionAt(this.course, clock.epochMs(pageMs)),
      rate: (pageMs) => rateAt(this.course, clock.epochMs(pageMs)),
      isGrouped,
    });
  }

  /** The plan has it still, perhaps with another end. */
  continueAs(airing: PictureAiring): void {
    this.airing = airing;
    this.course.endMs = airing.endMs;
  }

  /** It could not fade in time: it comes at its own time, at once. */
  cutInstead(): void {
    this.course.fadeInMs = 0;
    this.dueMs = this.airing.startMs;
  }

  /**
   * Starts a video that is ready so that it moves with the frame of the display that brings it, which is seldom exactly
   * its time. Waits for the rest of a frame: a start with the frame itself would be up to a frame off, each its own way.
   */
  start(nowMs: number, pageMs: number, lead: StartLead, frames: DisplayFrames): void {
    if (this.#isStarted || !this.layer.isReady) return;
    const seenMs = Math.max(this.dueMs, frames.firstFrom(this.dueMs, nowMs));
    const inMs = seenMs - lead.ms - nowMs - frames.ageMs(pageMs);
    if (inMs > frames.intervalMs) return;
    this.#isStarted = true;
    this.#teaches &&= inMs > -ON_TIME_MS / 2;
    // A frame counts from where it begins to be seen, and `nowMs` from the middle between the two it may be.
    this.#behindMs = seenMs - this.dueMs - frames.intervalMs / 2;
    if (inMs <= 0) this.layer.start(this.#item, pageMs);
    else setTimeout(() => this.layer.start(this.#item, performance.now()), inMs);
  }

  keepTime(pageMs: number, lead: StartLead): void {
    this.layer.keepTime(pageMs);
    const { lagMs } = this.layer;
    if (!this.#teaches || lagMs === undefined) return;
    this.#teaches = false;
    lead.learn(lagMs - this.#behindMs);
  }

  /** Why it will not come, while it is waited for. */
  failureBeforeShown(nowMs: number): string | undefined {
    if (this.layer.failure !== undefined) return this.layer.failure;
    if (this.layer.isReady) return undefined;
    const isLate =
      nowMs - Math.max(this.dueMs, this.#askedAtMs) > DUE_TIMEOUT_MS ||
      nowMs - this.#askedAtMs > LOAD_TIMEOUT_MS;
    return isLate ? 'no frame was presented in time' : undefined;
  }

  /** Why it must go, while it is on screen; a picture whose time is over may stand still. */
  failureWhileShown(nowMs: number): string | undefined {
    return nowMs < this.airing.endMs ? this.layer.failure : undefined;
  }
}
