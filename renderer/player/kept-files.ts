/** Bytes kept: some dozens of stills of a large panel. */
const MOST_BYTES = 24 * 2 ** 20;

/**
 * Files the page fetched last, as they came: compressed, bounded, the longest unused going first. What is repeated
 * needs its service no second time, so a still stays on screen while that is away or stands still.
 */
export class KeptFiles {
  readonly #files = new Map<string, Blob>();
  #bytes = 0;

  /** Names are by content hash, so what was fetched once is what would come again. */
  async fetch(url: string, signal: AbortSignal): Promise<Blob> {
    const known = this.#files.get(url);
    if (known) {
      this.#files.delete(url);
      this.#files.set(url, known);
      return known;
    }
    const response = await fetch(url, { signal });
    if (!response.ok) throw new Error(`answered ${String(response.status)}`);
    const file = await response.blob();
    this.#keep(url, file);
    return file;
  }

  #keep(url: string, file: Blob): void {
    if (this.#files.has(url)) return;
    this.#files.set(url, file);
    this.#bytes += file.size;
    for (const [oldest, { size }] of this.#files) {
      if (this.#bytes <= MOST_BYTES) return;
      this.#files.delete(oldest);
      this.#bytes -= size;
    }
  }
}
