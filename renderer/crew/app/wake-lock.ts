/** Keeps the screen lit while it is wanted; the system takes it away whenever the app is not in front. */
export class WakeLock {
  #wanted = false;
  #held: WakeLockSentinel | null = null;

  constructor() {
    document.addEventListener('visibilitychange', () => void this.#take());
  }

  want(wanted: boolean): void {
    if (this.#wanted === wanted) return;
    this.#wanted = wanted;
    if (wanted) void this.#take();
    else {
      void this.#held?.release();
      this.#held = null;
    }
  }

  async #take(): Promise<void> {
    if (!this.#wanted || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
    try {
      const held = await navigator.wakeLock.request('screen');
      if (this.#wanted) this.#held = held;
      else await held.release();
    } catch (error) {
      // Battery saver refuses it: the tour goes on with a dark screen.
      if (!(error instanceof DOMException)) throw error;
    }
  }
}
