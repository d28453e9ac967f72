import type { OutputRect, ZoneId, ZoneLayout } from '../../core/model/catalogue.ts';
import type { Programme } from '../../core/model/programme.ts';
import type { RendererMessage, ServiceMessage } from '../../core/protocol/player.ts';
import { isOpen } from '../../core/schedule/index.ts';
import { ClipZone, isClip, type ClipAiring } from './clip-zone.ts';
import type { Clock } from './clock.ts';
import { DisplayFrames } from './display-frames.ts';
import { Overlays } from './overlays.ts';
import { PictureZone } from './picture-zone.ts';
import { placeAt } from './place.ts';
import { PlayReport } from './play-report.ts';
import { QuietWatch } from './quiet-watch.ts';
import { TickerZone } from './ticker-zone.ts';
import { Timetable, type Airing } from './timetable.ts';

type State = Extract<ServiceMessage, { type: 'state' }>;
type Canvas = NonNullable<NonNullable<Programme['group']>['canvas']>;
type Zone = PictureZone | TickerZone;

/** After a failure the page itself does not try the item again for so long. */
const FAILED_FOR_MS = 60_000;
/** A picture that takes longer than this to come is bridged by the slate. */
const SLATE_AFTER_MS = 1500;
/** What is drawn in one animation frame is seen one or two later, at 60 Hz: so captured pixels say. */
const SEEN_AFTER_MS = 1.5 * (1000 / 60);
/** So long before a first item is due, e.g. before the screen opens, it is got ready. */
const LOOK_AHEAD_MS = 2000;
/** A picture that was replaced is certainly off the screen four frames after the tick that came with the state. */
const GONE_AFTER_TICKS = 5;

/** The output rectangle: zones, overlays, and the step that keeps them in time. */
export class Stage {
  readonly #output: HTMLElement;
  readonly #clock: Clock;
  readonly #frames = new DisplayFrames();
  readonly #send: (message: RendererMessage) => void;
  readonly #overlays: Overlays;
  /** What a fixed loudspeaker says; the sound of pictures comes with them. */
  readonly #clips: ClipZone;
  #hasClips = false;
  readonly #quiet = new QuietWatch();
  /** Every zone there ever was, used again when it comes back: what the page holds never grows. */
  readonly #everyZone = new Map<ZoneId, Zone>();
  /** Those of the programme, in its order. */
  #zones: Zone[] = [];
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
  #isBlanked = false;

  constructor(output: HTMLElement, clock: Clock, send: (message: RendererMessage) => void) {
    this.#output = output;
    this.#clock = clock;
    this.#send = send;
    this.#overlays = new Overlays(output);
    this.#clips = new ClipZone({
      report: new PlayReport('main', send),
      onFailed: (itemId, detail) => {
        this.#failed('main', itemId, detail);
      },
    });
    this.#place(null);
  }

  get droppedFrames(): number {
    return this.#zones.reduce((sum, zone) => sum + (zone.kind === 'picture' ? zone.droppedFrames : 0), 0);
  }

  apply(state: State): void {
    this.#hasState = true;
    this.#isBlanked = state.blanked;
    this.#output.dataset['blanked'] = String(state.blanked);
    this.#overlays.apply(state);
    this.#place(state.output);
    this.#layOut(state.programme);
    for (const zone of this.#zones) {
      if (zone.kind !== 'picture') continue;
      zone.transition = state.transition;
      zone.isGrouped = (state.programme?.group ?? null) !== null;
    }
    this.#timetable = state.programme ? new Timetable(state.programme) : undefined;
    this.#hasClips = state.programme?.items.some(({ kind }) => kind === 'audio') ?? false;
    this.#unavailableByService = state.unavailable;
    this.#sumUnavailable();
    this.#unappliedVersion = state.manifestVersion;
    this.#rightTicks = 0;
    for (const zone of [...this.#zones, this.#clips]) zone.report.repeat();
  }

  identify(label: string, durationMs: number): void {
    this.#overlays.identify(label, durationMs);
  }

  /** One animation frame, begun at `frameMs` of the page's time, drawn for the instant at which it is seen. */
  tick(frameMs: number): void {
    this.#frames.began(frameMs);
    const nowMs = this.#clock.nowMs() - this.#frames.ageMs(performance.now()) + SEEN_AFTER_MS;
    this.#forgetFailures(nowMs);
    let isRight = true;
    this.#speak(nowMs);
    let isPictureDue = false;
    let isPictureShown = false;
    for (const zone of this.#zones) {
      const due = this.#airingAt(zone.id, nowMs);
      const now = isClip(due) ? undefined : due;
      if (zone.kind === 'ticker') zone.tick(nowMs, now);
      else zone.tick(nowMs, now, this.#airingAt(zone.id, now ? now.endMs : nowMs + LOOK_AHEAD_MS));
      isRight &&= zone.isShowing(now);
      if (zone.kind === 'ticker' && this.#zones.length > 1) continue;
      isPictureDue ||= now !== undefined;
      isPictureShown ||= !zone.isEmpty;
    }
    if (isPictureShown || !isPictureDue) this.#waitingSinceMs = undefined;
    else this.#waitingSinceMs ??= nowMs;
    const isComing = this.#waitingSinceMs !== undefined && nowMs - this.#waitingSinceMs < SLATE_AFTER_MS;
    this.#overlays.slate(!isPictureShown && !isComing && this.#mayBeLit(nowMs), nowMs);
    this.#confirm(isRight);
  }

  #audible(airing: Airing | undefined, nowMs: number): ClipAiring | undefined {
    if (!isClip(airing) || !this.#timetable) return undefined;
    return this.#quiet.isQuiet(this.#timetable.programme, airing, nowMs) ? undefined : airing;
  }

  #speak(nowMs: number): void {
    const heard = this.#hasClips ? this.#airingAt('main', nowMs) : undefined;
    const next = this.#hasClips
      ? this.#airingAt('main', heard ? heard.endMs : nowMs + LOOK_AHEAD_MS)
      : undefined;
    this.#clips.tick(nowMs, this.#audible(heard, nowMs), isClip(next) ? next : undefined);
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

  /** Nothing is, while an operator keeps the screen dark. */
  #airingAt(zone: ZoneId, atMs: number): Airing | undefined {
    return this.#isBlanked ? undefined : this.#timetable?.at(zone, atMs, this.#unavailable);
  }

  /** A zone that stays is at most moved, so that a new manifest does not jolt the picture. */
  #layOut(programme: Programme | null): void {
    const layouts = programme?.zones ?? [];
    const zones = layouts.map(({ id }) => this.#zone(id));
    for (const zone of this.#zones.filter((before) => !zones.includes(before))) {
      zone.end(this.#clock.nowMs());
      zone.root.remove();
    }
    const isSameOrder = zones.every((zone, index) => zone === this.#zones[index]);
    if (!isSameOrder || zones.length !== this.#zones.length) {
      this.#output.prepend(...zones.map((zone) => zone.root));
    }
    this.#zones = zones;
    layouts.forEach((layout, index) => {
      zones[index]?.place(layout, picturesOf(layout, programme?.group?.canvas ?? null));
    });
  }

  #zone(id: ZoneId): Zone {
    const known = this.#everyZone.get(id);
    if (known) return known;
    const report = new PlayReport(id, this.#send);
    const zone =
      id === 'ticker'
        ? new TickerZone(report, (airing) => this.#timetable?.turn(id, airing) ?? 0)
        : new PictureZone({
            ...{ id, report, clock: this.#clock, frames: this.#frames },
            onFailed: (itemId, detail) => {
              this.#failed(id, itemId, detail);
            },
            mayBeSeen: (airing, nowMs) =>
              this.#timetable?.mayBeSeen(airing, nowMs, this.#unavailable) ?? false,
          });
    this.#everyZone.set(id, zone);
    return zone;
  }

  #failed(zone: ZoneId, itemId: string, detail: string): void {
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
    placeAt(this.#output, isDesktop ? rect : { ...rect, x: 0, y: 0 });
    this.#overlays.resize(rect.widthPx, rect.heightPx);
  }
}

/**
 * Where a zone's pictures lie within it: they fill it, or on a wall the main zone is a window on the canvas that all
 * its screens share.
 */
function picturesOf({ id, x, y, widthPx, heightPx }: ZoneLayout, canvas: Canvas | null): OutputRect {
  if (!canvas || id !== 'main') return { x: 0, y: 0, widthPx, heightPx };
  return { x: -(canvas.x + x), y: -(canvas.y + y), widthPx: canvas.widthPx, heightPx: canvas.heightPx };
}
