/** Binary heap of small integers ordered by a key looked up outside; the least key is on top. */
export class Heap {
  readonly #ids: number[] = [];
  readonly #isBefore: (a: number, b: number) => boolean;

  constructor(isBefore: (a: number, b: number) => boolean) {
    this.#isBefore = isBefore;
  }

  get top(): number | undefined {
    return this.#ids[0];
  }

  clear(): void {
    this.#ids.length = 0;
  }

  push(id: number): void {
    const ids = this.#ids;
    let place = ids.push(id) - 1;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = ids[parent] ?? 0;
      if (!this.#isBefore(id, above)) break;
      ids[place] = above;
      place = parent;
    }
    ids[place] = id;
  }

  pop(): void {
    const ids = this.#ids;
    const id = ids.pop();
    if (id === undefined || ids.length === 0) return;
    let place = 0;
    for (;;) {
      let child = place * 2 + 1;
      if (child >= ids.length) break;
      const right = child + 1;
      if (right < ids.length && this.#isBefore(ids[right] ?? 0, ids[child] ?? 0)) child = right;
      const below = ids[child] ?? 0;
      if (!this.#isBefore(below, id)) break;
      ids[place] = below;
      place = child;
    }
    ids[place] = id;
  }
}
