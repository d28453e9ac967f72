import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Folders of one story, and what to end after it, last begun first. */
export class Story {
  readonly #root: string;
  readonly #endings: (() => Promise<void>)[] = [];

  private constructor(root: string) {
    this.#root = root;
  }

  static async begin(): Promise<Story> {
    return new Story(await mkdtemp(join(tmpdir(), 'wawar-story-')));
  }

  folder(name: string): string {
    return join(this.#root, name);
  }

  atTheEnd(ending: () => Promise<void>): void {
    this.#endings.push(ending);
  }

  async end(): Promise<void> {
    for (const ending of this.#endings.reverse()) await ending();
    await rm(this.#root, { recursive: true, force: true });
  }
}
