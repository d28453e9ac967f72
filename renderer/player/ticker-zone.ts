import type { OutputRect, ZoneId } from '../../core/model/catalogue.ts';
import { placeAt } from './place.ts';
import type { PlayReport } from './play-report.ts';
import { longestLinePx, partsThatFit, tickerMoves } from './ticker-motion.ts';
import { isSame, type Airing } from './timetable.ts';

/** Share of the zone's height the letters take. */
const LETTER_HEIGHT = 0.62;

/** A line of text at reading speed, moved by the compositor; on two elements, because it may follow itself. */
export class TickerZone {
  readonly kind = 'ticker';
  readonly id: ZoneId = 'ticker';
  readonly root = document.createElement('div');
  readonly report: PlayReport;
  readonly #lines = [document.createElement('div'), document.createElement('div')] as const;
  /** How many times the airing's item had been planned before, that day. */
  readonly #turn: (airing: Airing) => number;
  #size = { widthPx: 1, letterPx: 1 };
  #shown: Airing | undefined;
  #motions: Animation[] = [];

  constructor(report: PlayReport, turn: (airing: Airing) => number) {
    this.report = report;
    this.#turn = turn;
    this.root.className = 'zone zone-ticker';
    this.root.dataset['empty'] = 'true';
    for (const line of this.#lines) line.className = 'ticker-line';
    this.root.append(...this.#lines);
  }

  /** A line that is running goes on, in its new size from the next airing on. */
  place(zone: OutputRect): void {
    placeAt(this.root, zone);
    this.#size = { widthPx: zone.widthPx, letterPx: Math.round(zone.heightPx * LETTER_HEIGHT) };
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
    for (const motion of this.#motions.splice(0)) motion.cancel();
    this.#shown = now;
    this.root.dataset['empty'] = String(!now);
    if (now?.item.kind !== 'ticker') {
      for (const line of this.#lines) line.textContent = '';
      return;
    }
    this.#run(now, now.item.text, nowMs);
    this.report.shown(now, nowMs);
  }

  /** Takes the line off the screen. */
  end(nowMs: number): void {
    this.tick(nowMs, undefined);
  }

  #run(airing: Airing, text: string, nowMs: number): void {
    const { airDurationMs } = airing.item;
    for (const line of this.#lines) line.style.fontSize = `${String(this.#size.letterPx)}px`;
    const mostPx = longestLinePx(this.#size, airDurationMs);
    const parts = partsThatFit(text, (part) => this.#widthPx(part) <= mostPx);
    const part = parts[this.#turn(airing) % parts.length] ?? text;
    const linePx = this.#widthPx(part);
    const moves = tickerMoves(linePx, this.#size, airDurationMs);
    this.#motions = this.#lines.map((line, index) => {
      line.textContent = part;
      const { fromPx, toPx, durationMs, delayMs, times } = moves[index] ?? moves[0];
      const motion = line.animate(
        [{ transform: `translateX(${String(fromPx)}px)` }, { transform: `translateX(${String(toPx)}px)` }],
        { duration: durationMs, delay: delayMs, iterations: times, fill: 'both' },
      );
      motion.currentTime = nowMs - airing.startMs;
      return motion;
    });
  }

  #widthPx(text: string): number {
    const [line] = this.#lines;
    line.textContent = text;
    return line.offsetWidth;
  }
}
