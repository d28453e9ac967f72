import type { Low } from 'lowdb';
import type { Log } from '../log.ts';
import type { UsageRecord } from '../store/records.ts';

/** What is counted is on disk at most this much later: what a power cut can forget. */
const STORE_AFTER_MS = 2000;
const MB = 1_000_000;

export interface DataBudgetOptions {
  usage: Low<UsageRecord>;
  /** This month by the signed time, `YYYY-MM`; null while no signed time is known. */
  month(): string | null;
  /** What a month may cost in MB (10⁶ bytes); null is no limit. */
  limitMb(): number | null;
  /** The limit was reached just now. */
  onSpent(): void;
  /** The count could not be stored; it is tried again with the next bytes. */
  onFault(error: unknown): void;
  log: Log;
}

/**
 * Bytes sent and received in a calendar month, kept through restarts and power cuts. A new month begins by signed
 * time only, and only forwards: a wrong clock neither gives the budget back nor takes next month's.
 */
export class DataBudget {
  readonly #options: DataBudgetOptions;
  #storing: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(options: DataBudgetOptions) {
    this.#options = options;
  }

  monthBytes(): number {
    return this.#options.usage.data.bytes;
  }

  isSpent(): boolean {
    const limitMb = this.#options.limitMb();
    return limitMb !== null && this.monthBytes() >= limitMb * MB;
  }

  count(bytes: number): void {
    const { usage, onSpent } = this.#options;
    const wasSpent = this.isSpent();
    usage.data.bytes += bytes;
    this.#storeSoon();
    if (!wasSpent && this.isSpent()) onSpent();
  }

  /** Begins the new month when there is one. Call it with every tick. */
  refresh(): void {
    const { usage, month, log } = this.#options;
    const now = month();
    const { month: counted, bytes } = usage.data;
    if (now === null || (counted !== null && now <= counted)) return;
    log.info('data_month_begins', { month: now, before: counted, bytes });
    usage.data = { month: now, bytes: counted === null ? bytes : 0 };
    this.#storeSoon();
  }

  async close(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    await this.#storing;
    if (this.#timer) await this.#store();
  }

  #storeSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#storing = this.#store();
    }, STORE_AFTER_MS);
  }

  async #store(): Promise<void> {
    this.#timer = null;
    try {
      await this.#options.usage.write();
    } catch (error) {
      this.#options.onFault(error);
    }
  }
}
