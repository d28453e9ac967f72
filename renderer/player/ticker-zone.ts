import type { ZoneLayout } from '../../core/model/catalogue.ts';
import type { PlayReport } from './play-report.ts';
import { isSame, type Airing } from './timetable.ts';

/** Share of the zone's height the letters take. */
const LETTER_HEIGHT = 0.62;

/** A line of text that crosses the zone once per airing, moved by the compositor. */
export class TickerZone {
  readonly root = document.createElement('div');
  readonly layout: ZoneLayout;
  readonly #line = document.createElement('div');
  readonly report: PlayReport;
  #shown: Airing | undefined;
  #motion: Animation | undefined;

  constructor(layout: ZoneLayout, report: PlayReport) {
    this.layout = layout;
    this.report = report;
    this.root.className = 'zone zone-ticker';
    this.root.dataset['empty'] = 'true';
    this.#line.className = 'ticker-line';
    this.#line.style.fontSize = `${String(Math.round(layout.heightPx * LETTER_HEIGHT))}px`;
    this.root.append(this.#line);
  }

  get isEmpty(): boolean {
    return this.#shown === undefined;
  }

  /** Whether exactly this is on screen; undefined stands for nothing. */
  isShowing(airing: Airing | undefined): boolean {
    return isSame(this.#shown, airing);
  }

  /** One step, called every animation frame. */
  tick(nowMs: number, now: Airing | undefined): void {
    const before = this.#shown;
    if (isSame(before, now)) return;
    if (before) this.report.ended(before, nowMs);
    this.#motion?.cancel();
    this.#shown = now;
    this.root.dataset['empty'] = String(!now);
    this.#line.textContent = now?.item.kind === 'ticker' ? now.item.text : '';
    if (!now) return;
    this.#move(now, nowMs);
    this.report.shown(now, nowMs);
  }

  /** Takes the line off the screen, for good. */
  end(nowMs: number): void {
    this.tick(nowMs, undefined);
  }

  /** Position follows from the slot and the time alone, so every screen shows the same letters. */
  #move(airing: Airing, nowMs: number): void {
    const travelPx = this.layout.widthPx + this.#line.offsetWidth;
    this.#motion = this.#line.animate(
      [
        { transform: `translateX(${String(this.layout.widthPx)}px)` },
        { transform: `translateX(${String(this.layout.widthPx - travelPx)}px)` },
      ],
      { duration: airing.item.airDurationMs, fill: 'both' },
    );
    this.#motion.currentTime = nowMs - airing.startMs;
  }
}
