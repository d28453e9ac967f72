/** Lets the tasks of one key take turns; tasks of different keys run side by side. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs `task` once those queued before it under `key` have settled, whether or not they succeeded. */
  async run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const mine = before.then(task, task);
    this.#last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.#last.get(key) === mine) this.#last.delete(key);
    }
  }
}
