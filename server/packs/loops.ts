import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { mixLoop } from '../../media/index.ts';
import { errnoOf, Turns, type HashStore } from '../../media/store/index.ts';
import type { Sound } from './sounds.ts';

export interface Loop {
  path: string;
  durationMs: number;
}

/** Constant bit rate of the loop: 128 kbit/s are 16 bytes a millisecond. */
const BYTES_PER_MS = 16;
/** Mixes of the last days are kept, so that a second download of a pack costs nothing. */
const KEPT = 20;

/** Pre-mixed loops by what they are mixed from; made once, dropped oldest first. */
export class Loops {
  readonly #folder: string;
  readonly #store: HashStore;
  readonly #turns = new Turns();

  constructor(folder: string, store: HashStore) {
    this.#folder = folder;
    this.#store = store;
  }

  /**
   * The loop of these sounds in this order; the second caller waits for the first.
   *
   * @throws AppError `media_corrupt` when it would be mixed from something that is not what was approved
   */
  async of(sounds: readonly Sound[], title: string): Promise<Loop> {
    const key = createHash('sha256')
      .update(JSON.stringify([title, ...sounds.map(({ sha256, gapMs }) => [sha256, gapMs])]))
      .digest('hex');
    const path = join(this.#folder, `${key}.mp3`);
    await this.#turns.run(key, async () => {
      await mkdir(this.#folder, { recursive: true });
      if ((await sizeOf(path)) !== null) return;
      for (const sha256 of new Set(sounds.map((sound) => sound.sha256))) await this.#store.verify(sha256);
      const items = sounds.map(({ sha256, durationMs, gapMs }) => {
        return { path: this.#store.path(sha256), durationMs, gapMs };
      });
      const tags = { title, artist: 'Wawar', album: title };
      const made = await mixLoop({ items, workDir: this.#folder, tags });
      await rename(made.path, path);
      await this.#dropOld();
    });
    return { path, durationMs: Math.round(((await sizeOf(path)) ?? 0) / BYTES_PER_MS) };
  }

  async #dropOld(): Promise<void> {
    const names = (await readdir(this.#folder)).filter((name) => name.endsWith('.mp3'));
    const aged = await Promise.all(
      names.map(async (name) => ({ name, madeMs: (await stat(join(this.#folder, name))).mtimeMs })),
    );
    aged.sort((a, b) => b.madeMs - a.madeMs);
    for (const { name } of aged.slice(KEPT)) await rm(join(this.#folder, name), { force: true });
  }
}

async function sizeOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw error;
  }
}
