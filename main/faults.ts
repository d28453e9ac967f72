import type { Fault } from '../core/protocol/device.ts';

const KEPT = 20;
const DETAIL_LIMIT = 300;
/** A fault that has not come back for so long is no longer reported; the server has it in its history. */
const REPORTED_FOR_MS = 15 * 60_000;

/** What went wrong lately, newest last; the same thing again only moves to now. */
export class Faults {
  readonly #nowMs: () => number;
  readonly #onNew: (fault: Fault) => void;
  #faults: Fault[] = [];

  /** `onNew` hears of a fault once, not of its every repetition. */
  constructor(nowMs: () => number, onNew: (fault: Fault) => void) {
    this.#nowMs = nowMs;
    this.#onNew = onNew;
  }

  raise(code: Fault['code'], detail: string): void {
    const fault: Fault = { code, detail: detail.slice(0, DETAIL_LIMIT), atMs: Math.round(this.#nowMs()) };
    const known = this.list();
    const others = known.filter((one) => one.code !== code || one.detail !== fault.detail);
    this.#faults = [...others, fault].slice(-KEPT);
    if (others.length === known.length) this.#onNew(fault);
  }

  /** The cause is gone. */
  settle(code: Fault['code']): void {
    this.#faults = this.#faults.filter((one) => one.code !== code);
  }

  list(): Fault[] {
    const nowMs = this.#nowMs();
    // Of a time to come is what was told while the clock was wrong: it would stay until then.
    this.#faults = this.#faults.filter(({ atMs }) => Math.abs(nowMs - atMs) <= REPORTED_FOR_MS);
    return [...this.#faults];
  }
}
