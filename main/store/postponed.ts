import type { AppError } from '../../core/model/app-error.ts';
import { isStorageFault } from '../../media/store/index.ts';

/**
 * Changes that count at once in memory and that the disk refused, done again until it takes them: a player has to
 * start, and to be reached, on a disk that is full, read-only or failing.
 */
export class Postponed {
  #left: (() => Promise<void>)[] = [];
  #untold: AppError[] = [];

  /** Nothing waits for the disk. */
  get isEmpty(): boolean {
    return this.#left.length === 0;
  }

  /** Makes a change now or, if the disk refuses it, with a later `again`. What is no fault of the disk is thrown. */
  async attempt(change: () => Promise<void>): Promise<void> {
    try {
      await change();
    } catch (error) {
      this.note(error);
      this.#left.push(change);
    }
  }

  /** Notes what the disk refused and is done without. What is no fault of the disk is thrown. */
  note(error: unknown): void {
    if (!isStorageFault(error)) throw error;
    this.#untold.push(error);
  }

  /**
   * Makes all changes that are left, in their order; what is refused again is left again. One that fails otherwise is
   * thrown and given up, and those after it are left.
   */
  async again(): Promise<void> {
    const left = this.#left.splice(0);
    try {
      for (let next = left.shift(); next !== undefined; next = left.shift()) await this.attempt(next);
    } finally {
      this.#left.push(...left);
    }
  }

  /** What was refused since this was last asked. */
  takeFaults(): readonly AppError[] {
    return this.#untold.splice(0);
  }
}
