import { HttpFailure } from '../sync/http.ts';
import type { Bandwidth } from './bandwidth.ts';
import type { DataBudget } from './data-budget.ts';
import type { DownloadRules } from './rules.ts';

export interface MeteredLinkOptions {
  budget: DataBudget;
  bandwidth: Bandwidth;
  rules: DownloadRules;
}

/** The way to the server for what is large and can wait: counted, capped, and closed when the rules close it. */
export class MeteredLink {
  readonly #options: MeteredLinkOptions;

  constructor(options: MeteredLinkOptions) {
    this.#options = options;
  }

  /** Whether now is a time for it: inside the download windows, and the month's data not spent. */
  isOpen(): boolean {
    return this.#options.rules.holdsBack(null) === null;
  }

  count(bytes: number): void {
    this.#options.budget.count(bytes);
  }

  /**
   * The bytes as they come, at the speed that is allowed.
   *
   * @throws HttpFailure `network` when the link closes meanwhile or `signal` is aborted
   */
  async *carry(body: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const { bandwidth, rules } = this.#options;
    for await (const piece of body) {
      this.count(piece.length);
      yield piece;
      if (!this.isOpen()) throw new HttpFailure({ code: 'network', detail: 'no more data now' });
      await bandwidth.take(piece.length, rules.capKbps(null), signal).catch((error: unknown) => {
        if (!signal.aborted) throw error;
        throw new HttpFailure({ code: 'network', detail: 'given up' });
      });
    }
  }
}
