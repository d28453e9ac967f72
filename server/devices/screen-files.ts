/** The last of what players send now and then, one file a screen: it outlives a restart, and nothing more is asked. */
import { mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface ScreenFile {
  bytes: Buffer;
  atMs: number;
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** Files of one kind. A newer one replaces the one before at once or, after a power cut, not at all. */
export class ScreenFiles {
  readonly #folder: string;
  readonly #extension: string;
  #count = 0;

  constructor(folder: string, extension: string) {
    this.#folder = folder;
    this.#extension = extension;
  }

  async write(screenId: string, bytes: Buffer, atMs: number): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    this.#count += 1;
    const temporary = `${this.#path(screenId)}.${this.#count}.tmp`;
    await writeFile(temporary, bytes);
    await utimes(temporary, atMs / 1000, atMs / 1000);
    await rename(temporary, this.#path(screenId));
  }

  async read(screenId: string): Promise<ScreenFile | null> {
    try {
      const { mtimeMs } = await stat(this.#path(screenId));
      return { bytes: await readFile(this.#path(screenId)), atMs: Math.round(mtimeMs) };
    } catch (error) {
      if (isMissing(error)) return null;
      throw error;
    }
  }

  async remove(screenId: string): Promise<void> {
    await rm(this.#path(screenId), { force: true });
  }

  /** Screen ids are `Id`s: letters, digits, `-` and `_`. */
  #path(screenId: string): string {
    return join(this.#folder, `${screenId}.${this.#extension}`);
  }
}
