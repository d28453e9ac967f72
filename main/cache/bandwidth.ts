import { setTimeout as wait } from 'node:timers/promises';

/** Time the link may have been idle and still be made up for at once. */
const BURST_MS = 250;

/**
 * One cap over all downloads: each byte that came takes its time of the link, one after the other, and whoever
 * brought it waits for that time before reading on, so that TCP slows the sender down.
 */
export class Bandwidth {
  readonly #monotonicMs: () => number;
  #freeFromMs = -Infinity;

  constructor(monotonicMs: () => number) {
    this.#monotonicMs = monotonicMs;
  }

  /**
   * Resolves when the link would have carried these bytes, at `kbps` thousand bits a second; at once where there is
   * no cap. Rejects with the signal's reason.
   */
  async take(bytes: number, kbps: number | null, signal: AbortSignal): Promise<void> {
    if (kbps === null) return;
    const nowMs = this.#monotonicMs();
    this.#freeFromMs = Math.max(this.#freeFromMs, nowMs - BURST_MS) + (bytes * 8) / kbps;
    if (this.#freeFromMs > nowMs) await wait(this.#freeFromMs - nowMs, undefined, { signal });
  }
}
