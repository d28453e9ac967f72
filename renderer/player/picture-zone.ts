import type { OutputRect, ZoneId } from '../../core/model/catalogue.ts';
import type { Transition } from '../../core/model/screen-settings.ts';
import type { Clock } from './clock.ts';
import type { DisplayFrames } from './display-frames.ts';
import { Layer } from './layer.ts';
import { placeAt } from './place.ts';
import type { PlayReport } from './play-report.ts';
import { Presentation, type PictureAiring } from './presentation.ts';
import { StartLead } from './start-lead.ts';
import { isSame, type Airing } from './timetable.ts';

/** The next item is loaded once the current one has settled. */
const SETTLE_MS = 400;
/** An airing that ends sooner than this is no longer joined: what follows is got ready instead. */
const SHORTEST_JOIN_MS = 600;
/** A fade that could not begin this long after its time gives way to a cut. */
const FADE_LATE_MS = 50;
/** A picture whose time is over bridges the wait for the one that is due for at most so long. */
const OVERSTAY_MS = 1500;

export interface PictureZoneOptions {
  id: ZoneId;
  clock: Clock;
  frames: DisplayFrames;
  report: PlayReport;
  onFailed(itemId: string, detail: string): void;
  /** Whether a picture that is fading out may still be seen. */
  mayBeSeen(airing: Airing, nowMs: number): boolean;
}

/** Videos and stills of one zone, on two layers that take turns. */
export class PictureZone {
  readonly kind = 'picture';
  readonly id: ZoneId;
  readonly root = document.createElement('div');
  readonly report: PlayReport;
  /** How one item gives way to the next when nothing interrupts it. */
  transition: Transition = { kind: 'cut' };
  /** Whether other screens show the same at the same time. */
  isGrouped = false;
  readonly #layers = [new Layer(), new Layer()] as const;
  readonly #lead = new StartLead();
  readonly #options: PictureZoneOptions;
  #shown: Presentation | undefined;
  #next: Presentation | undefined;
  /** What the shown one is still fading over. */
  #outgoing: Presentation | undefined;
  #shownAtMs = 0;
  /** Since when the picture on screen is not the one that is due. */
  #overdueSinceMs: number | undefined;

  constructor(options: PictureZoneOptions) {
    this.id = options.id;
    this.report = options.report;
    this.#options = options;
    this.root.className = `zone zone-${options.id}`;
    this.root.append(...this.#layers.map((layer) => layer.root));
  }

  /** Where the zone is on the output, and where its pictures are within the zone: larger than it on a wall. */
  place(zone: OutputRect, pictures: OutputRect): void {
    placeAt(this.root, zone);
    for (const layer of this.#layers) placeAt(layer.root, pictures);
  }

  get isEmpty(): boolean {
    return this.#shown === undefined;
  }

  /** Whether exactly this is on screen; undefined stands for nothing. */
  isShowing(airing: Airing | undefined): boolean {
    return isSame(this.#shown?.airing, airing);
  }

  get droppedFrames(): number {
    return this.#layers.reduce((sum, layer) => sum + layer.droppedFrames, 0);
  }

  /**
   * One step, called every animation frame with the instant at which its picture is seen. `now` is what should be on
   * screen, `following` what comes after it; undefined means nothing may play.
   */
  tick(nowMs: number, now: Airing | undefined, following: Airing | undefined): void {
    this.#skipFailures(nowMs);
    const due = now && isPicture(now) ? now : undefined;
    const ahead = following && isPicture(following) && following.startMs > nowMs ? following : undefined;
    if (!due) {
      this.#leave(nowMs);
      this.#prepare(ahead, nowMs);
    } else if (this.#shown && isSame(due, this.#shown.airing)) {
      this.#overdueSinceMs = undefined;
      this.#shown.continueAs(due);
      if (nowMs - this.#shownAtMs > SETTLE_MS && !this.#outgoing) this.#prepare(ahead, nowMs);
    } else {
      this.#overdueSinceMs ??= nowMs;
      if (nowMs - this.#overdueSinceMs > OVERSTAY_MS) this.#leave(nowMs);
      const isPrepared = isSame(this.#next?.airing, due);
      const isTooLate = due.endMs - nowMs < SHORTEST_JOIN_MS && !isPrepared;
      this.#prepare(isTooLate ? ahead : due, nowMs);
    }
    this.#step(nowMs, due);
  }

  /** Takes everything off the screen. */
  end(nowMs: number): void {
    this.#leave(nowMs);
    this.#prepare(undefined, nowMs);
  }

  /** Gets an airing ready on the layer that is free; what was got ready before and is not wanted any more goes. */
  #prepare(airing: PictureAiring | undefined, nowMs: number): void {
    if (isSame(this.#next?.airing, airing)) return;
    this.#next?.layer.clear();
    this.#next = undefined;
    if (this.#shown) this.#shown.course.fadeOutMs = 0;
    if (!airing) return;
    this.#dropOutgoing();
    const layer = this.#shown?.layer === this.#layers[0] ? this.#layers[1] : this.#layers[0];
    this.#next = new Presentation(airing, layer, {
      fadeMs: this.#fadeMs(airing, nowMs),
      ...{ nowMs, clock: this.#options.clock, isGrouped: this.isGrouped },
    });
    // There is nothing that it could cover before it moves, and to reveal it would take another frame.
    if (!this.#shown && nowMs >= airing.startMs) layer.open();
  }

  /** Only an item that ran to its own end fades into one that begins there; everything harder is a cut. */
  #fadeMs(next: PictureAiring, nowMs: number): number {
    const before = this.#shown?.airing;
    if (this.transition.kind === 'cut' || !before || next.item.emergency) return 0;
    const isWhole = before.endMs - before.startMs >= before.item.airDurationMs;
    if (!isWhole || before.endMs !== next.startMs) return 0;
    const shortestMs = Math.min(before.endMs - before.startMs, next.endMs - next.startMs);
    const fadeMs = Math.min(this.transition.durationMs, shortestMs / 2);
    return nowMs < next.startMs - fadeMs / 2 ? fadeMs : 0;
  }

  /** Starts what is ready about its time, and shows it at its time, if it is still what is due. */
  #step(nowMs: number, due: Airing | undefined): void {
    const pageMs = performance.now();
    this.#finishFade(nowMs);
    this.#next?.start(nowMs, pageMs, this.#lead, this.#options.frames);
    if (this.#next) this.#fade(this.#next, nowMs, due);
    const next = this.#next;
    if (next?.layer.isReady && isSame(next.airing, due) && nowMs >= this.#comesAtMs(next)) {
      this.#take(next, nowMs);
    }
    if (this.#shown && isSame(this.#shown.airing, due)) this.#shown.keepTime(pageMs, this.#lead);
    this.#shown?.start(nowMs, pageMs, this.#lead, this.#options.frames);
    this.#outgoing?.layer.keepTime(pageMs);
    if (this.#next?.layer.isFading) this.#next.layer.keepTime(pageMs);
  }

  /** An empty screen takes a picture at once, and does not wait for it to move. */
  #comesAtMs({ dueMs, airing }: Presentation): number {
    return this.#shown ? Math.max(dueMs, airing.startMs) : airing.startMs;
  }

  /** Lets the next one come on over the shown one. */
  #fade(next: Presentation, nowMs: number, due: Airing | undefined): void {
    const { course, layer } = next;
    if (course.fadeInMs === 0 || layer.isFading || nowMs < next.dueMs) return;
    if (layer.isReady && this.#shown && isSame(this.#shown.airing, due)) {
      this.#shown.course.fadeOutMs = course.fadeInMs;
      layer.fadeIn(course.fadeInMs, nowMs - next.dueMs);
    } else if (nowMs > next.dueMs + FADE_LATE_MS) {
      next.cutInstead();
    }
  }

  /** The change itself: what was next is what is shown. */
  #take(next: Presentation, nowMs: number): void {
    const before = this.#shown;
    if (before) this.report.ended(before.airing, nowMs, before.hasFailed);
    this.report.shown(next.airing, nowMs);
    this.#dropOutgoing();
    if (next.layer.isFading) {
      this.#outgoing = before;
    } else {
      next.layer.reveal();
      before?.layer.leave();
    }
    this.#shown = next;
    this.#shownAtMs = nowMs;
    this.#next = undefined;
    this.#overdueSinceMs = undefined;
  }

  /** Ends a fade at its time; at once if what fades out may not be seen any more. */
  #finishFade(nowMs: number): void {
    const outgoing = this.#outgoing;
    if (!outgoing || !this.#shown) return;
    if (!this.#options.mayBeSeen(outgoing.airing, nowMs)) {
      this.#dropOutgoing();
    } else if (nowMs >= this.#shown.course.startMs + this.#shown.course.fadeInMs / 2) {
      this.#shown.layer.reveal();
      outgoing.layer.leave();
      this.#outgoing = undefined;
    }
  }

  #dropOutgoing(): void {
    if (!this.#outgoing) return;
    this.#shown?.layer.reveal();
    this.#outgoing.layer.clear();
    this.#outgoing = undefined;
  }

  #leave(nowMs: number): void {
    const before = this.#shown;
    this.#overdueSinceMs = undefined;
    this.#dropOutgoing();
    if (!before) return;
    this.#shown = undefined;
    this.report.ended(before.airing, nowMs, before.hasFailed);
    before.layer.clear();
  }

  #skipFailures(nowMs: number): void {
    const shown = this.#shown;
    const shownFailure = shown?.failureWhileShown(nowMs);
    if (shown && shownFailure !== undefined) {
      shown.hasFailed = true;
      this.#options.onFailed(shown.airing.item.id, shownFailure);
    }
    const next = this.#next;
    const nextFailure = next?.failureBeforeShown(nowMs);
    if (!next || nextFailure === undefined) return;
    this.#prepare(undefined, nowMs);
    this.#options.onFailed(next.airing.item.id, nextFailure);
  }
}

function isPicture(airing: Airing): airing is PictureAiring {
  return airing.item.kind === 'video' || airing.item.kind === 'image';
}
