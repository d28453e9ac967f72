import type { OutputRect, ZoneLayout } from '../../core/model/catalogue.ts';
import type { RendererMessage, ServiceMessage } from '../../core/protocol/player.ts';
import { isOpen } from '../../core/schedule/index.ts';
import type { Clock } from './clock.ts';
import { Overlays } from './overlays.ts';
import { PictureZone } from './picture-zone.ts';
import { PlayReport } from './play-report.ts';
import { TickerZone } from './ticker-zone.ts';
import { Timetable } from './timetable.ts';

type State = Extract<ServiceMessage, { type: 'state' }>;

/** After a failure the page itself does not try the item again for so long. */
const FAILED_FOR_MS = 60_000;
/** A picture that takes longer than this to come is bridged by the slate. */
const SLATE_AFTER_MS = 1500;
/** What is drawn in one animation frame is seen one or two later, at 60 Hz: so captured pixels say. */
const SEEN_AFTER_MS = 1.5 * (1000 / 60);
/** So long before a first item is due, e.g. before the screen opens, it is got ready. */
const LOOK_AHEAD_MS = 2000;
/** A picture that was replaced is certainly off the screen after so many frames. */
const GONE_AFTER_TICKS = 4;

/** The output rectangle: zones, overlays, and the step that keeps them in time. */
export class Stage {
  readonly #output: HTMLElement;
  readonly #clock: Clock;
  readonly #send: (message: RendererMessage) => void;
  readonly #overlays: Overlays;
  #zones: (PictureZone | TickerZone)[] = [];
  #timetable: Timetable | undefined;
  #unavailable: ReadonlySet<string> = new Set();
  #unavailableByService: readonly string[] = [];
  readonly #failedUntil = new Map<string, number>();
  #unappliedVersion: number | null = null;
  /** Animation frames in a row in which the screen showed what it should. */
  #rightTicks = 0;
  /** Since when a picture is due and none is on screen. */
  #waitingSinceMs: number | undefined;
  #hasState = false;

  constructor(output: HTMLElement, clock: Clock, send: (message: RendererMessage) => void) {
    this.#output = output;
    this.#clock = clock;
    this.#send = send;
    this.#overlays = new Overlays(output);
    this.#place(null);
  }

  get droppedFrames(): number {
    return this.#zones.reduce((sum, zone) => sum + (zone instanceof PictureZone ? zone.droppedFrames : 0), 0);
  }

  apply(state: State): void {
    this.#hasState = true;
    this.#overlays.apply(state);
    this.#place(state.output);
    this.#layOut(state.programme?.zones ?? []);
    this.#timetable = state.programme ? new Timetable(state.programme) : undefined;
    this.#unavailableByService = state.unavailable;
    this.#sumUnavailable();
    this.#unappliedVersion = state.manifestVersion;
    this.#rightTicks = 0;
    for (const zone of this.#zones) zone.report.repeat();
  }

  identify(label: string, durationMs: number): void {
    this.#overlays.identify(label, durationMs);
  }

  /** One animation frame, drawn for the instant at which it is seen. */
  tick(): void {
    const nowMs = this.#clock.nowMs() + SEEN_AFTER_MS;
    this.#forgetFailures(nowMs);
    let isRight = true;
    let isPictureDue = false;
    let isPictureShown = false;
    for (const zone of this.#zones) {
      const now = this.#timetable?.at(zone.layout.id, nowMs, this.#unavailable);
      if (zone instanceof TickerZone) {
        zone.tick(nowMs, now);
      } else {
        const nextAtMs = now ? now.endMs : nowMs + LOOK_AHEAD_MS;
        const following = this.#timetable?.at(zone.layout.id, nextAtMs, this.#unavailable);
        zone.tick(nowMs, now, following);
      }
      isRight &&= zone.isShowing(now);
      if (zone.layout.id === 'ticker' && this.#zones.length > 1) continue;
      isPictureDue ||= now !== undefined;
      isPictureShown ||= !zone.isEmpty;
    }
    if (isPictureShown || !isPictureDue) this.#waitingSinceMs = undefined;
    else this.#waitingSinceMs ??= nowMs;
    const isComing = this.#waitingSinceMs !== undefined && nowMs - this.#waitingSinceMs < SLATE_AFTER_MS;
    this.#overlays.slate(!isPictureShown && !isComing && this.#mayBeLit(nowMs), nowMs);
    this.#confirm(isRight);
  }

  #confirm(isRight: boolean): void {
    this.#rightTicks = isRight ? this.#rightTicks + 1 : 0;
    if (this.#unappliedVersion === null || this.#rightTicks < GONE_AFTER_TICKS) return;
    this.#send({ type: 'applied', manifestVersion: this.#unappliedVersion });
    this.#unappliedVersion = null;
  }

  #mayBeLit(nowMs: number): boolean {
    return this.#timetable ? isOpen(this.#timetable.programme, nowMs) : this.#hasState;
  }

  /** Zones are kept as long as their layout is the same, so that a new manifest does not jolt the picture. */
  #layOut(layouts: readonly ZoneLayout[]): void {
    const kept = this.#zones.map((zone) => JSON.stringify(zone.layout));
    if (JSON.stringify(kept) === JSON.stringify(layouts.map((layout) => JSON.stringify(layout)))) return;
    for (const zone of this.#zones) {
      zone.end(this.#clock.nowMs());
      zone.root.remove();
    }
    this.#zones = layouts.map((layout) => this.#zone(layout));
    this.#output.prepend(...this.#zones.map((zone) => zone.root));
  }

  #zone(layout: ZoneLayout): PictureZone | TickerZone {
    const report = new PlayReport(layout.id, this.#send);
    const zone =
      layout.id === 'ticker'
        ? new TickerZone(layout, report)
        : new PictureZone(layout, this.#clock, report, (itemId, detail) => {
            this.#failed(layout.id, itemId, detail);
          });
    placeAt(zone.root, layout.x, layout.y, layout.widthPx, layout.heightPx);
    return zone;
  }

  #failed(zone: ZoneLayout['id'], itemId: string, detail: string): void {
    if (this.#failedUntil.has(itemId)) return;
    this.#failedUntil.set(itemId, this.#clock.nowMs() + FAILED_FOR_MS);
    this.#sumUnavailable();
    this.#send({ type: 'failed', zone, itemId, detail: detail.slice(0, 300) });
  }

  #forgetFailures(nowMs: number): void {
    for (const [itemId, untilMs] of this.#failedUntil) {
      if (nowMs < untilMs) continue;
      this.#failedUntil.delete(itemId);
      this.#sumUnavailable();
    }
  }

  #sumUnavailable(): void {
    this.#unavailable = new Set([...this.#unavailableByService, ...this.#failedUntil.keys()]);
  }

  /**
   * The rectangle is in desktop pixels. A full-screen window shows it where it lies on the desktop; a
   * window placed exactly on it shows it from its own corner.
   */
  #place(output: OutputRect | null): void {
    const rect = output ?? { x: 0, y: 0, widthPx: window.innerWidth, heightPx: window.innerHeight };
    const isDesktop =
      window.innerWidth >= rect.x + rect.widthPx && window.innerHeight >= rect.y + rect.heightPx;
    placeAt(this.#output, isDesktop ? rect.x : 0, isDesktop ? rect.y : 0, rect.widthPx, rect.heightPx);
    this.#overlays.resize(rect.widthPx, rect.heightPx);
  }
}

function placeAt(node: HTMLElement, x: number, y: number, widthPx: number, heightPx: number): void {
  node.style.left = `${String(x)}px`;
  node.style.top = `${String(y)}px`;
  node.style.width = `${String(widthPx)}px`;
  node.style.height = `${String(heightPx)}px`;
}
