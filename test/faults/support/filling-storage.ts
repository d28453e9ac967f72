import { nodeStorage, storageFault, type StoragePort } from '../../../media/store/index.ts';

/**
 * The real storage on a disk that is full from call number `fullAt` (from 1; 0 is never) of those that need room: a write
 * leaves half of itself, as an append across the last free block does. Removing works on a full disk.
 */
export class FillingStorage {
  readonly #fullAt: number;
  #calls = 0;

  constructor(fullAt: number) {
    this.#fullAt = fullAt;
  }

  get calls(): number {
    return this.#calls;
  }

  get isFull(): boolean {
    return this.#fullAt > 0 && this.#calls >= this.#fullAt;
  }

  readonly storage: StoragePort = {
    ...nodeStorage,
    open: async (path, keepBytes) => {
      await this.#need('open', path);
      const file = await nodeStorage.open(path, keepBytes);
      return {
        write: async (bytes) => {
          await this.#need('write', path, () => file.write(bytes.subarray(0, bytes.length >> 1)));
          await file.write(bytes);
        },
        sync: async () => {
          await this.#need('sync', path);
          await file.sync();
        },
        close: () => file.close(),
      };
    },
    makeFolder: async (path) => {
      await this.#need('make', path);
      await nodeStorage.makeFolder(path);
    },
  };

  /** `half` is what is still done by the call that fills the disk. */
  async #need(operation: string, path: string, half?: () => Promise<void>): Promise<void> {
    const wasFull = this.isFull;
    this.#calls += 1;
    if (!this.isFull) return;
    if (!wasFull) await half?.();
    throw storageFault(operation, path, Object.assign(new Error('full'), { code: 'ENOSPC' }));
  }
}
