/** Answers being made, also those whose asker has left: what they write must be written before the server is closed. */
export class Underway {
  readonly #running = new Set<Promise<unknown>>();

  /** Gives what the answer gives. */
  async run<T>(answer: Promise<T>): Promise<T> {
    this.#running.add(answer);
    try {
      return await answer;
    } finally {
      this.#running.delete(answer);
    }
  }

  /** When none is being made any more. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }
}
