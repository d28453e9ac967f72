import { statfs } from 'node:fs/promises';
import { storageCall, type HashStore } from '../../media/store/index.ts';
import type { Log } from '../log.ts';
import { LEAST_FREE_BYTES, Room } from './room.ts';

/** Left free by files nobody needs now: a tenth of the disk, at most 2 GiB. */
const SPARE_FREE_BYTES = 2 * 2 ** 30;
const MB = 1_000_000;

interface Disk {
  freeBytes: number;
  diskBytes: number;
}

interface Part {
  sha256: string;
  bytes: number;
  lackingBytes: number;
}

export interface MediaCacheOptions {
  store: HashStore;
  /** Files that are whole on this disk; kept true by whoever stores or removes one. */
  media: Set<string>;
  /** Files a kept manifest names: these are never evicted. */
  needed(): ReadonlyMap<string, { readonly bytes: number }>;
  /** All media may take this many MB (10⁶ bytes) before what is not needed goes; null is what the disk allows. */
  quotaMb(): number | null;
  log: Log;
  /** The disk the files are on. */
  disk?: () => Promise<Disk>;
}

/**
 * What stays on disk. A file no manifest needs any more stays for the day it comes back, as long as there is room;
 * what was needed longest ago goes first.
 */
export class MediaCache {
  readonly #options: MediaCacheOptions;
  #bytes = 0;
  #neededBefore = new Set<string>();
  /** Kept for files on their way. */
  readonly #rooms = new Set<Room>();
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

  /**
   * Evicts what is not needed until a file of this size fits beside those on their way; false, and nothing goes, when it
   * would not even then.
   */
  makeRoom(bytes: number): Promise<boolean> {
    return this.#inTurn(() => this.#fit(bytes, []));
  }

  /**
   * Keeps room for what is missing of a file. Parts nobody is at work on go for it as well, if they lack no less than
   * this one, which lack most first: one whole file is worth more than two halves. Null, and nothing goes, when it would
   * not fit even then. To be asked before the part is read, which until then may be among those that go for another.
   */
  reserve(
    { sha256, bytes }: { sha256: string; bytes: number },
    isBusy: (sha256: string) => boolean,
  ): Promise<Room | null> {
    return this.#inTurn(async () => {
      const { store, media } = this.#options;
      const lackingBytes = Math.max(0, bytes - (await store.partBytes(sha256)));
      const isIdle = (other: string) => other !== sha256 && !isBusy(other) && !media.has(other);
      const parts = (await this.#parts()).filter((part) => isIdle(part.sha256));
      const behind = parts.filter((part) => part.lackingBytes >= lackingBytes);
      behind.sort((a, b) => b.lackingBytes - a.lackingBytes);
      if (!(await this.#fit(lackingBytes, behind))) return null;
      const room: Room = new Room(lackingBytes, {
        freeBytes: async () => (await this.#disk()).freeBytes,
        onReleased: () => this.#rooms.delete(room),
      });
      this.#rooms.add(room);
      return room;
    });
  }

  /** Removes everything no manifest needs. */
  async clear(): Promise<void> {
    await this.#inTurn(() => this.#evict(() => true));
  }

  /** Makes room for so many bytes of what nobody needs, then of these parts; not at all if both are not enough. */
  async #fit(bytes: number, parts: readonly Part[]): Promise<boolean> {
    const { store, needed, log } = this.#options;
    const promised = [...this.#rooms].reduce((sum, { lackingBytes }) => sum + lackingBytes, 0);
    const wantedBytes = bytes + promised + LEAST_FREE_BYTES;
    const others = (await store.list()).filter(({ sha256 }) => !needed().has(sha256));
    const givenUp = [...others, ...parts].reduce((sum, file) => sum + file.bytes, 0);
    if ((await this.#disk()).freeBytes + givenUp < wantedBytes) return false;
    await this.#evict((disk) => disk.freeBytes < wantedBytes);
    let { freeBytes } = await this.#disk();
    for (const part of parts) {
      if (freeBytes >= wantedBytes) break;
      await store.remove(part.sha256);
      freeBytes += part.bytes;
      log.info('part_dropped', { sha256: part.sha256, bytes: part.bytes });
    }
    return freeBytes >= wantedBytes;
  }

  /** What there is of files that were received in part, and what they lack. */
  async #parts(): Promise<Part[]> {
    const { store, needed } = this.#options;
    const parts: Part[] = [];
    for (const sha256 of await store.listParts()) {
      const bytes = await store.partBytes(sha256);
      parts.push({ sha256, bytes, lackingBytes: (needed().get(sha256)?.bytes ?? Infinity) - bytes });
    }
    return parts;
  }

  /** Evicts while there is too much, and something left to evict. */
  async #evict(isTooMuch: (disk: Disk & { bytes: number }) => boolean): Promise<void> {
    const { store, media, needed, log } = this.#options;
    const files = await store.list();
    this.#bytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
    const { diskBytes, ...disk } = await this.#disk();
    let { freeBytes } = disk;
    for (const file of files.toSorted((a, b) => a.touchedMs - b.touchedMs)) {
      if (!isTooMuch({ bytes: this.#bytes, freeBytes, diskBytes })) return;
      // Asked at the last moment: a manifest may have come that names it again.
      if (needed().has(file.sha256)) continue;
      media.delete(file.sha256);
      await store.remove(file.sha256);
      this.#bytes -= file.bytes;
      freeBytes += file.bytes;
      log.info('media_evicted', { sha256: file.sha256, bytes: file.bytes });
    }
  }

  async #disk(): Promise<Disk> {
    if (this.#options.disk) return this.#options.disk();
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
