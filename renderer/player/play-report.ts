import type { ZoneId } from '../../core/model/catalogue.ts';
import type { RendererMessage } from '../../core/protocol/player.ts';
import type { Airing } from './timetable.ts';

/** A play that began no later and ended no earlier than this was shown whole. */
const WHOLE_TOLERANCE_MS = 500;

/** Tells the service what was on screen in one zone, and from when to when. */
export class PlayReport {
  readonly #zone: ZoneId;
  readonly #send: (message: RendererMessage) => void;
  #startMs = 0;
  #shown: RendererMessage | undefined;

  constructor(zone: ZoneId, send: (message: RendererMessage) => void) {
    this.#zone = zone;
    this.#send = send;
  }

  shown(airing: Airing, atMs: number): void {
    this.#startMs = Math.round(atMs);
    this.#shown = { type: 'shown', ...this.#identity(airing), startMs: this.#startMs };
    this.#send(this.#shown);
  }

  /** Says again what is on screen, for a service that has just started. */
  repeat(): void {
    if (this.#shown) this.#send(this.#shown);
  }

  /**
   * A play is complete when the item ran from its beginning to its end. One that was joined, cut, replaced or planned
   * shorter than the item, or whose picture stopped, is reported with the time it had, and is not a play.
   */
  ended(airing: Airing, atMs: number, hasFailed = false): void {
    const endMs = Math.round(atMs);
    const complete =
      !hasFailed &&
      this.#startMs - airing.startMs <= WHOLE_TOLERANCE_MS &&
      airing.endMs - endMs <= WHOLE_TOLERANCE_MS &&
      airing.endMs - airing.startMs >= airing.item.airDurationMs;
    this.#shown = undefined;
    this.#send({ type: 'ended', ...this.#identity(airing), startMs: this.#startMs, endMs, complete });
  }

  #identity(airing: Airing) {
    return {
      zone: this.#zone,
      itemId: airing.item.id,
      entryId: airing.slot.entry,
      slotStartMs: airing.slot.startMs,
    };
  }
}
