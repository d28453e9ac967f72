import { AppError } from '../core/model/app-error.ts';
import type { Faults } from './faults.ts';
import type { Log } from './log.ts';

/** Work whose failure is a fault of the disk, not of the one who caused it. */
export class Background {
  readonly #faults: Faults;
  readonly #log: Log;
  readonly #running = new Set<Promise<void>>();

  constructor(faults: Faults, log: Log) {
    this.#faults = faults;
    this.#log = log;
  }

  run(task: string, work: Promise<void>): void {
    this.#running.add(work);
    void work
      .catch((error: unknown) => {
        this.#log.error('background_fault', { task, error });
        this.#faults.raise('disk_error', error instanceof AppError ? error.message : String(error));
      })
      .finally(() => this.#running.delete(work));
  }

  /** When all of it has ended, well or not. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#running);
  }
}
