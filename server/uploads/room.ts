/** Room on the disk for uploads: what was promised to unfinished ones counts as taken, so that all of them fit. */
import { stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileStore } from '@tus/file-store';
import { errnoOf, Turns } from '../../media/store/index.ts';

/** Kept free for the database and for renditions. */
const RESERVE_BYTES = 2 ** 30;

/** Bytes of an unfinished upload that are still to come. */
async function comingOf(store: FileStore, id: string): Promise<number> {
  const declared = (await store.configstore.get(id))?.size ?? 0;
  try {
    const { size } = await stat(join(store.directory, id));
    return Math.max(0, declared - size);
  } catch (error) {
    // It became whole or was taken back in the meantime: nothing more comes.
    if (errnoOf(error) === 'ENOENT') return 0;
    throw error;
  }
}

export class UploadRoom {
  readonly #store: FileStore;
  readonly #turns = new Turns();
  /** Let in; the store does not know all of them yet. */
  readonly #letIn = new Map<string, number>();

  constructor(store: FileStore) {
    this.#store = store;
  }

  /** Whether so many bytes fit beside all that is still to come. Call `release` once the store has the upload, or never will. */
  reserve(id: string, bytes: number): Promise<boolean> {
    return this.#turns.run('room', async () => {
      const known = (await this.#store.configstore.list?.()) ?? [];
      const coming = await Promise.all(known.map((one) => comingOf(this.#store, one)));
      const letIn = [...this.#letIn].filter(([one]) => !known.includes(one)).map(([, size]) => size);
      const promised = [...coming, ...letIn].reduce((sum, size) => sum + size, 0);
      // Looked at last: what arrives in between is counted twice rather than not at all.
      const { bavail, bsize } = await statfs(this.#store.directory);
      const fits = bytes + promised + RESERVE_BYTES <= bavail * bsize;
      if (fits) this.#letIn.set(id, bytes);
      return fits;
    });
  }

  release(id: string): void {
    this.#letIn.delete(id);
  }
}
