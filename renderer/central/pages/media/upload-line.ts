/** Lets so many uploads go at once; the others wait in the order they came. */
export class UploadLine {
  readonly #most: number;
  readonly #going = new Set<string>();
  readonly #waiting = new Map<string, () => void>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Calls `start` once it is this one's turn, which it keeps until it leaves. */
  join(key: string, start: () => void): void {
    if (!this.#going.has(key)) this.#waiting.set(key, start);
    this.#fill();
  }

  /** Its turn is over, or it waits no more. */
  leave(key: string): void {
    this.#waiting.delete(key);
    this.#going.delete(key);
    this.#fill();
  }

  isGoing(key: string): boolean {
    return this.#going.has(key);
  }

  #fill(): void {
    for (const [key, start] of this.#waiting) {
      if (this.#going.size >= this.#most) return;
      this.#waiting.delete(key);
      this.#going.add(key);
      start();
    }
  }
}
