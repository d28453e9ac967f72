import type { ZoneLayout } from '../../core/model/catalogue.ts';
import { RENDERER_MEDIA_PATH } from '../../core/protocol/player.ts';
import { Layer, type PictureItem } from './layer.ts';
import { PlayReport } from './play-report.ts';
import type { Airing } from './timetable.ts';

/** A video's clock starts this much before its slot, so that its second frame is there in time. */
const START_LEAD_MS = 34;
/** The next item is loaded once the current one has settled, and at the latest this long before its slot. */
const SETTLE_MS = 400;
/** An item that has presented no frame this long after it was due is skipped. */
const PRESENT_TIMEOUT_MS = 1000;

interface Presentation {
  airing: Airing & { item: PictureItem };
  layer: Layer;
  askedAtMs: number;
  started: boolean;
}

const keyOf = (airing: Airing) => `${airing.item.id}@${String(airing.slot.startMs)}`;

/** Videos and stills of one zone, on two layers that take turns. */
export class PictureZone {
  readonly root = document.createElement('div');
  readonly layout: ZoneLayout;
  readonly #layers = [new Layer(), new Layer()] as const;
  readonly #report: PlayReport;
  readonly #onFailed: (itemId: string, detail: string) => void;
  #shown: Presentation | undefined;
  #next: Presentation | undefined;

  constructor(layout: ZoneLayout, report: PlayReport, onFailed: (itemId: string, detail: string) => void) {
    this.layout = layout;
    this.#report = report;
    this.#onFailed = onFailed;
    this.root.className = `zone zone-${layout.id}`;
    this.root.append(...this.#layers.map((layer) => layer.root));
  }

  get shownItemId(): string | null {
    return this.#shown?.airing.item.id ?? null;
  }

  get droppedFrames(): number {
    return this.#layers.reduce((sum, layer) => sum + layer.droppedFrames, 0);
  }

  /**
   * One step, called every animation frame. `now` is what should be on screen, `following` what comes
   * after it; undefined means nothing may play.
   */
  tick(nowMs: number, now: Airing | undefined, following: Airing | undefined): void {
    this.#skipFailures();
    if (now && this.#shown && keyOf(now) === keyOf(this.#shown.airing)) {
      this.#shown.airing = { slot: now.slot, item: this.#shown.airing.item };
      this.#prepareFollowing(nowMs, following);
    } else if (now && isPicture(now)) {
      this.#bring(nowMs, now);
    } else {
      this.#leave(nowMs);
      this.#prepareFollowing(nowMs, following);
    }
  }

  #prepareFollowing(nowMs: number, following: Airing | undefined): void {
    if (!following || !isPicture(following)) return;
    const settled = !this.#shown || nowMs - this.#shown.askedAtMs > SETTLE_MS;
    if (settled && (!this.#next || keyOf(this.#next.airing) !== keyOf(following))) {
      this.#next = this.#prepare(following, nowMs, 0);
    }
    const next = this.#next;
    if (next?.layer.ready && !next.started && nowMs >= following.slot.startMs - START_LEAD_MS) {
      next.started = true;
      next.layer.start();
    }
  }

  /** The item that is due is not on screen yet: reveal it as soon as a frame of it was presented. */
  #bring(nowMs: number, due: Airing & { item: PictureItem }): void {
    if (!this.#next || keyOf(this.#next.airing) !== keyOf(due)) {
      const lateMs = nowMs - due.slot.startMs;
      this.#next = this.#prepare(due, nowMs, lateMs > PRESENT_TIMEOUT_MS ? lateMs : 0);
    }
    const next = this.#next;
    if (!next.layer.ready) {
      const dueSinceMs = nowMs - Math.max(due.slot.startMs, next.askedAtMs);
      if (dueSinceMs > PRESENT_TIMEOUT_MS) {
        this.#leave(nowMs);
        this.#fail(next, 'no frame was presented in time');
      }
      return;
    }
    if (!next.started) {
      next.started = true;
      next.layer.start();
    }
    const before = this.#shown;
    next.layer.reveal();
    this.#next = undefined;
    this.#shown = { ...next, askedAtMs: nowMs };
    if (before) this.#report.ended(before.airing, nowMs);
    this.#report.shown(next.airing, nowMs);
    before?.layer.leave();
  }

  #leave(nowMs: number): void {
    const before = this.#shown;
    if (!before) return;
    this.#shown = undefined;
    this.#report.ended(before.airing, nowMs);
    before.layer.clear();
  }

  #prepare(airing: Airing & { item: PictureItem }, nowMs: number, positionMs: number): Presentation {
    const layer = this.#shown?.layer === this.#layers[0] ? this.#layers[1] : this.#layers[0];
    layer.prepare(airing.item, `${RENDERER_MEDIA_PATH}${airing.item.mediaSha256}`, positionMs);
    return { airing, layer, askedAtMs: nowMs, started: false };
  }

  #skipFailures(): void {
    if (this.#next?.layer.failure) this.#fail(this.#next, this.#next.layer.failure);
    if (this.#shown?.layer.failure) this.#fail(this.#shown, this.#shown.layer.failure);
    else if (this.#shown?.layer.stalled) this.#fail(this.#shown, 'the picture stopped moving');
  }

  #fail(presentation: Presentation, detail: string): void {
    if (this.#next === presentation) {
      this.#next = undefined;
      presentation.layer.clear();
    }
    this.#onFailed(presentation.airing.item.id, detail);
  }
}

function isPicture(airing: Airing): airing is Airing & { item: PictureItem } {
  return airing.item.kind !== 'ticker';
}
