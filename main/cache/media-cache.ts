import { statfs } from 'node:fs/promises';
import { storageCall, type HashStore } from '../../media/store/index.ts';
import type { Log } from '../log.ts';

/** Left free for manifests, facts and plays, which matter more than the next video. */
const LEAST_FREE_BYTES = 64 * 2 ** 20;
/** Left free by files nobody needs now: a tenth of the disk, at most 2 GiB. */
const SPARE_FREE_BYTES = 2 * 2 ** 30;
const MB = 1_000_000;

export interface MediaCacheOptions {
  store: HashStore;
  /** Files that are whole on this disk; kept true by whoever stores or removes one. */
  media: Set<string>;
  /** Files a kept manifest names: these are never evicted. */
  needed(): ReadonlyMap<string, unknown>;
  /** All media may take this many MB (10⁶ bytes) before what is not needed goes; null is what the disk allows. */
  quotaMb(): number | null;
  log: Log;
}

/**
 * What stays on disk. A file no manifest needs any more stays for the day it comes back, as long as there is room;
 * what was needed longest ago goes first.
 */
export class MediaCache {
  readonly #options: MediaCacheOptions;
  #bytes = 0;
  #neededBefore = new Set<string>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(options: MediaCacheOptions) {
    this.#options = options;
  }

  /** Media on disk when it was last looked at. */
  bytes(): number {
    return this.#bytes;
  }

  /** Notes what is needed no more, and removes what there is no room for. @throws AppError as `HashStore` does. */
  settle(): Promise<void> {
    return this.#inTurn(async () => {
      const { store, needed, quotaMb } = this.#options;
      const now = new Set(needed().keys());
      for (const sha256 of this.#neededBefore) if (!now.has(sha256)) await store.touch(sha256);
      this.#neededBefore = now;
      for (const sha256 of await store.listParts()) if (!needed().has(sha256)) await store.remove(sha256);
      const quotaBytes = (quotaMb() ?? Infinity) * MB;
      await this.#evict(({ bytes, freeBytes, diskBytes }) => {
        return bytes > quotaBytes || freeBytes < Math.min(diskBytes / 10, SPARE_FREE_BYTES);
      });
    });
  }

  /** Evicts what is not needed until a file of this size fits; false, and nothing goes, when it would not even then. */
  makeRoom(bytes: number): Promise<boolean> {
    return this.#inTurn(async () => {
      const { store, needed } = this.#options;
      const others = (await store.list()).filter(({ sha256 }) => !needed().has(sha256));
      const evictable = others.reduce((sum, file) => sum + file.bytes, 0);
      const { freeBytes } = await this.#disk();
      if (freeBytes + evictable < bytes + LEAST_FREE_BYTES) return false;
      return this.#evict((disk) => disk.freeBytes < bytes + LEAST_FREE_BYTES);
    });
  }

  /** Removes everything no manifest needs. */
  async clear(): Promise<void> {
    await this.#inTurn(() => this.#evict(() => true));
  }

  /** Evicts while there is too much; false when nothing is left to evict and there still is. */
  async #evict(
    isTooMuch: (disk: { bytes: number; freeBytes: number; diskBytes: number }) => boolean,
  ): Promise<boolean> {
    const { store, media, needed, log } = this.#options;
    const files = await store.list();
    this.#bytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
    const { diskBytes, ...disk } = await this.#disk();
    let { freeBytes } = disk;
    for (const file of files.toSorted((a, b) => a.touchedMs - b.touchedMs)) {
      if (!isTooMuch({ bytes: this.#bytes, freeBytes, diskBytes })) return true;
      // Asked at the last moment: a manifest may have come that names it again.
      if (needed().has(file.sha256)) continue;
      media.delete(file.sha256);
      await store.remove(file.sha256);
      this.#bytes -= file.bytes;
      freeBytes += file.bytes;
      log.info('media_evicted', { sha256: file.sha256, bytes: file.bytes });
    }
    return !isTooMuch({ bytes: this.#bytes, freeBytes, diskBytes });
  }

  async #disk(): Promise<{ freeBytes: number; diskBytes: number }> {
    const { folder } = this.#options.store;
    const { bavail, blocks, bsize } = await storageCall('look at', folder, () => statfs(folder));
    return { freeBytes: bavail * bsize, diskBytes: blocks * bsize };
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(task, task);
    this.#turn = mine;
    return mine;
  }
}
