/** Room on the disk for uploads: what was promised to those under way counts as taken, so that all of them fit. */
import { stat, statfs, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileStore } from '@tus/file-store';
import { errnoOf, Turns } from '../../media/store/index.ts';

/** Kept free for the database and for renditions. */
const RESERVE_BYTES = 2 ** 30;

/** A promise is kept for so long after the last byte: one that is only claimed would shut everybody else out. */
const PROMISED_FOR_MS = 3_600_000;

/** Bytes of an unfinished upload that are still to come, and whether it rests: then they are promised no more. */
async function comingOf(
  store: FileStore,
  id: string,
  nowMs: number,
): Promise<{ bytes: number; rests: boolean }> {
  const declared = (await store.configstore.get(id))?.size ?? 0;
  try {
    const { size, mtimeMs } = await stat(join(store.directory, id));
    return { bytes: Math.max(0, declared - size), rests: nowMs - mtimeMs >= PROMISED_FOR_MS };
  } catch (error) {
    // It became whole or was taken back in the meantime: nothing more comes.
    if (errnoOf(error) === 'ENOENT') return { bytes: 0, rests: false };
    throw error;
  }
}

export class UploadRoom {
  readonly #store: FileStore;
  readonly #nowMs: () => number;
  readonly #turns = new Turns();
  /** Let in; the store does not know all of them yet. */
  readonly #letIn = new Map<string, number>();

  /** `nowMs` as the files of the store are dated. */
  constructor(store: FileStore, nowMs: () => number) {
    this.#store = store;
    this.#nowMs = nowMs;
  }

  /**
   * Whether so many bytes fit beside all that is still to come of uploads under way. Call `release` once the store has
   * the upload, or never will.
   */
  reserve(id: string, bytes: number): Promise<boolean> {
    return this.#turns.run('room', async () => {
      const fits = await this.#fits(bytes);
      if (fits) this.#letIn.set(id, bytes);
      return fits;
    });
  }

  /** Whether an upload may go on: what is still to come of one that rested has to fit anew. */
  goOn(id: string): Promise<boolean> {
    return this.#turns.run('room', async () => {
      const { bytes, rests } = await comingOf(this.#store, id, this.#nowMs());
      if (!rests) return true;
      if (!(await this.#fits(bytes))) return false;
      const now = new Date(this.#nowMs());
      await utimes(join(this.#store.directory, id), now, now);
      return true;
    });
  }

  async #fits(bytes: number): Promise<boolean> {
    const known = (await this.#store.configstore.list?.()) ?? [];
    const coming = await Promise.all(known.map((one) => comingOf(this.#store, one, this.#nowMs())));
    const awaited = coming.filter(({ rests }) => !rests).map((one) => one.bytes);
    const letIn = [...this.#letIn].filter(([one]) => !known.includes(one)).map(([, size]) => size);
    const promised = [...awaited, ...letIn].reduce((sum, size) => sum + size, 0);
    // Looked at last: what arrives in between is counted twice rather than not at all.
    const { bavail, bsize } = await statfs(this.#store.directory);
    return bytes + promised + RESERVE_BYTES <= bavail * bsize;
  }

  release(id: string): void {
    this.#letIn.delete(id);
  }
}
