/** Binary heap of the numbers 0, 1, …, ordered by a key each; the least key is on top, the lesser number on ties. */
export class Heap {
  readonly #keys: Float64Array;
  readonly #ids: Int32Array;
  #size = 0;

  /** `keys` is read when an id is moved; the key of an id must not change while it is inside. */
  constructor(keys: Float64Array) {
    this.#keys = keys;
    this.#ids = new Int32Array(keys.length);
  }

  /** −1 when empty. */
  get top(): number {
    return this.#size > 0 ? (this.#ids[0] as number) : -1;
  }

  clear(): void {
    this.#size = 0;
  }

  push(id: number): void {
    const ids = this.#ids;
    let place = this.#size++;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = ids[parent] as number;
      if (!this.#isBefore(id, above)) break;
      ids[place] = above;
      place = parent;
    }
    ids[place] = id;
  }

  pop(): void {
    if (this.#size === 0) return;
    const last = this.#ids[--this.#size] as number;
    if (this.#size > 0) this.#sink(last);
  }

  /** Puts an id in the place of the top. */
  #sink(id: number): void {
    const ids = this.#ids;
    const size = this.#size;
    let place = 0;
    for (;;) {
      let child = place * 2 + 1;
      if (child >= size) break;
      if (child + 1 < size && this.#isBefore(ids[child + 1] as number, ids[child] as number)) child += 1;
      const below = ids[child] as number;
      if (!this.#isBefore(below, id)) break;
      ids[place] = below;
      place = child;
    }
    ids[place] = id;
  }

  #isBefore(a: number, b: number): boolean {
    const keyA = this.#keys[a] as number;
    const keyB = this.#keys[b] as number;
    return keyA < keyB || (keyA === keyB && a < b);
  }
}
