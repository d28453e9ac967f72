import type { ZoneLayout } from '../../core/model/catalogue.ts';
import { RENDERER_MEDIA_PATH } from '../../core/protocol/player.ts';
import type { Clock } from './clock.ts';
import { Layer, type PictureItem } from './layer.ts';
import type { PlayReport } from './play-report.ts';
import { StartLead } from './start-lead.ts';
import { isSame, type Airing } from './timetable.ts';

/** The next item is loaded once the current one has settled. */
const SETTLE_MS = 400;
/** An item begun within this of its time is played from its beginning, a later one is joined where it should be. */
const ON_TIME_MS = 100;
/** A video that is joined is given this long to find its place. */
const JOIN_MS = 250;
/** An airing that ends sooner than this is no longer joined: what follows is got ready instead. */
const SHORTEST_JOIN_MS = 600;
/** An item that has presented no frame this long after it was due, or after it was asked for, is skipped. */
const DUE_TIMEOUT_MS = 1000;
const LOAD_TIMEOUT_MS = 3000;
/** A picture whose time is over bridges the wait for the one that is due for at most so long. */
const OVERSTAY_MS = 1500;

interface Presentation {
  airing: Airing & { item: PictureItem };
  layer: Layer;
  askedAtMs: number;
  /** When it is to be on screen, and at which place of the item. */
  dueMs: number;
  isStarted: boolean;
  /** Whether its start tells how long starting takes: not if it came late. */
  teaches: boolean;
}

/** Videos and stills of one zone, on two layers that take turns. */
export class PictureZone {
  readonly root = document.createElement('div');
  readonly layout: ZoneLayout;
  readonly #layers = [new Layer(), new Layer()] as const;
  readonly #lead = new StartLead();
  readonly #clock: Clock;
  readonly report: PlayReport;
  readonly #onFailed: (itemId: string, detail: string) => void;
  #shown: Presentation | undefined;
  #next: Presentation | undefined;
  #shownAtMs = 0;
  /** Since when the picture on screen is not the one that is due. */
  #overdueSinceMs: number | undefined;

  constructor(
    layout: ZoneLayout,
    clock: Clock,
    report: PlayReport,
    onFailed: (itemId: string, detail: string) => void,
  ) {
    this.layout = layout;
    this.#clock = clock;
    this.report = report;
    this.#onFailed = onFailed;
    this.root.className = `zone zone-${layout.id}`;
    this.root.append(...this.#layers.map((layer) => layer.root));
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
      this.#shown.airing = due;
      this.#keepTime(this.#shown);
      if (nowMs - this.#shownAtMs > SETTLE_MS) this.#prepare(ahead, nowMs);
    } else {
      this.#overdueSinceMs ??= nowMs;
      if (nowMs - this.#overdueSinceMs > OVERSTAY_MS) this.#leave(nowMs);
      const isPrepared = isSame(this.#next?.airing, due);
      const isTooLate = due.endMs - nowMs < SHORTEST_JOIN_MS && !isPrepared;
      this.#prepare(isTooLate ? ahead : due, nowMs);
    }
    this.#step(nowMs, due);
  }

  /** Takes everything off the screen, for good. */
  end(nowMs: number): void {
    this.#leave(nowMs);
    this.#prepare(undefined, nowMs);
  }

  /** Gets an airing ready on the layer that is free; what was got ready before and is not wanted any more goes. */
  #prepare(airing: (Airing & { item: PictureItem }) | undefined, nowMs: number): void {
    if (isSame(this.#next?.airing, airing)) return;
    this.#next?.layer.clear();
    this.#next = undefined;
    if (!airing) return;
    const { item, startMs } = airing;
    const isJoined = item.kind === 'video' && nowMs - startMs > ON_TIME_MS;
    const dueMs = isJoined ? nowMs + JOIN_MS : startMs;
    const layer = this.#shown?.layer === this.#layers[0] ? this.#layers[1] : this.#layers[0];
    layer.prepare(item, `${RENDERER_MEDIA_PATH}${item.mediaSha256}`, dueMs - startMs);
    this.#next = { airing, layer, askedAtMs: nowMs, dueMs, isStarted: false, teaches: !isJoined };
  }

  /** Starts what is ready about its time, and reveals it at its time, if it is still what is due. */
  #step(nowMs: number, due: Airing | undefined): void {
    for (const presentation of [this.#shown, this.#next]) if (presentation) this.#start(presentation, nowMs);
    const next = this.#next;
    if (!next?.layer.isReady || nowMs < next.dueMs || !isSame(next.airing, due)) return;
    const before = this.#shown;
    next.layer.reveal();
    if (before) this.report.ended(before.airing, nowMs);
    this.report.shown(next.airing, nowMs);
    before?.layer.leave();
    this.#shown = next;
    this.#shownAtMs = nowMs;
    this.#next = undefined;
    this.#overdueSinceMs = undefined;
  }

  #start(presentation: Presentation, nowMs: number): void {
    const lateMs = nowMs - (presentation.dueMs - this.#lead.ms);
    if (presentation.isStarted || !presentation.layer.isReady || lateMs < 0) return;
    presentation.isStarted = true;
    presentation.teaches &&= lateMs < ON_TIME_MS / 2;
    presentation.layer.start();
  }

  #keepTime(shown: Presentation): void {
    const { originMs } = shown.layer;
    if (originMs === undefined) return;
    const lagMs = originMs - this.#clock.pageMs(shown.airing.startMs);
    if (shown.teaches) this.#lead.learn(lagMs);
    shown.teaches = false;
    shown.layer.keepTime(lagMs);
  }

  #leave(nowMs: number): void {
    const before = this.#shown;
    this.#overdueSinceMs = undefined;
    if (!before) return;
    this.#shown = undefined;
    this.report.ended(before.airing, nowMs);
    before.layer.clear();
  }

  #skipFailures(nowMs: number): void {
    if (this.#shown?.layer.failure) this.#onFailed(this.#shown.airing.item.id, this.#shown.layer.failure);
    const next = this.#next;
    if (!next) return;
    const dueForMs = nowMs - Math.max(next.dueMs, next.askedAtMs);
    const isLate = dueForMs > DUE_TIMEOUT_MS || nowMs - next.askedAtMs > LOAD_TIMEOUT_MS;
    const failure = next.layer.failure ?? (isLate ? 'no frame was presented in time' : undefined);
    if (failure === undefined || (next.layer.isReady && next.layer.failure === undefined)) return;
    this.#next = undefined;
    next.layer.clear();
    this.#onFailed(next.airing.item.id, failure);
  }
}

function isPicture(airing: Airing): airing is Airing & { item: PictureItem } {
  return airing.item.kind !== 'ticker';
}
