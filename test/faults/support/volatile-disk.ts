/** A disk whose cache is lost when the power is cut. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { nodeStorage, storageFault, type StoragePort } from '../../../media/store/index.ts';
import type { Dice } from './seed.ts';

interface Inode {
  /** What a reader sees. */
  cached: Buffer;
  /** What was on the medium at the last sync. */
  synced: Buffer;
}

/** A change of a folder that is not certain before the folder is synced; a rename is two that go together. */
type Change = readonly { name: string; inode: Inode | null }[];

interface Folder {
  /** What a reader sees. */
  entries: Map<string, Inode>;
  synced: Map<string, Inode>;
  unsynced: Change[];
}

/**
 * Does everything on the real disk, so that the player reads what it wrote, and keeps beside it what would be left
 * after a power cut: file contents as of their last `sync`, folder entries as of their last `syncFolder`.
 */
export class VolatileDisk {
  readonly #root: string;
  readonly #folders = new Map<string, Folder>();
  readonly #cutAt: number;
  #calls = 0;
  #onCut: () => void = () => undefined;
  /** Resolves when the power was cut. */
  readonly cut = new Promise<void>((resolve) => (this.#onCut = resolve));

  private constructor(root: string, cutAt: number) {
    this.#root = root;
    this.#cutAt = cutAt;
  }

  /** Over what lies at `root`, all of it certain. Power is cut at call number `cutAt` (from 1; 0 is never). */
  static async open(root: string, cutAt: number): Promise<VolatileDisk> {
    const disk = new VolatileDisk(root, cutAt);
    for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (entry.isDirectory()) disk.#folder(path);
      else {
        const content = await readFile(path);
        const inode = { cached: content, synced: content };
        disk.#folder(entry.parentPath).entries.set(entry.name, inode);
        disk.#folder(entry.parentPath).synced.set(entry.name, inode);
      }
    }
    return disk;
  }

  get calls(): number {
    return this.#calls;
  }

  /**
   * What is left after the cut, at `target`. Without dice nothing survived that was not synced; with them any part of
   * it may have, each change of a folder and each file by itself, as no order is promised between them.
   */
  async writeRemains(target: string, dice: Dice | null): Promise<void> {
    for (const [path, folder] of this.#folders) {
      const copy = join(target, relative(this.#root, path));
      await mkdir(copy, { recursive: true });
      const entries = new Map(folder.synced);
      for (const change of folder.unsynced) {
        if (dice === null || dice.next() < 0.5) continue;
        for (const { name, inode } of change) {
          if (inode === null) entries.delete(name);
          else entries.set(name, inode);
        }
      }
      for (const [name, inode] of entries) await writeFile(join(copy, name), remainsOf(inode, dice));
    }
  }

  readonly storage: StoragePort = {
    open: async (path, keepBytes) => {
      this.#count('open', path);
      const file = await nodeStorage.open(path, keepBytes);
      const folder = this.#folder(dirname(path));
      const name = basename(path);
      const known = folder.entries.get(name);
      const inode: Inode = known ?? { cached: Buffer.alloc(0), synced: Buffer.alloc(0) };
      if (known === undefined) this.#change(dirname(path), [{ name, inode }]);
      inode.cached = inode.cached.subarray(0, keepBytes);
      return {
        write: async (bytes) => {
          const half = bytes.subarray(0, bytes.length >> 1);
          this.#count('write', path, () => (inode.cached = Buffer.concat([inode.cached, half])));
          await file.write(bytes);
          inode.cached = Buffer.concat([inode.cached, bytes]);
        },
        sync: async () => {
          this.#count('sync', path);
          await file.sync();
          inode.synced = inode.cached;
        },
        close: () => file.close(),
      };
    },
    rename: async (from, to) => {
      this.#count('rename', from);
      await nodeStorage.rename(from, to);
      const inode = this.#folder(dirname(from)).entries.get(basename(from));
      if (inode === undefined || dirname(from) !== dirname(to)) throw new Error(`strange rename of ${from}`);
      this.#change(dirname(to), [
        { name: basename(to), inode },
        { name: basename(from), inode: null },
      ]);
    },
    unlink: async (path) => {
      this.#count('unlink', path);
      await nodeStorage.unlink(path);
      this.#change(dirname(path), [{ name: basename(path), inode: null }]);
    },
    syncFolder: async (path) => {
      this.#count('sync', path);
      await nodeStorage.syncFolder(path);
      const folder = this.#folder(path);
      folder.synced = new Map(folder.entries);
      folder.unsynced = [];
    },
    makeFolder: async (path) => {
      this.#count('make', path);
      await nodeStorage.makeFolder(path);
      this.#folder(path);
    },
  };

  #folder(path: string): Folder {
    const known = this.#folders.get(path);
    if (known !== undefined) return known;
    const folder: Folder = { entries: new Map(), synced: new Map(), unsynced: [] };
    this.#folders.set(path, folder);
    return folder;
  }

  #change(path: string, change: Change): void {
    const folder = this.#folder(path);
    for (const { name, inode } of change) {
      if (inode === null) folder.entries.delete(name);
      else folder.entries.set(name, inode);
    }
    folder.unsynced.push(change);
  }

  /** After the cut nothing is done any more. `amid` is what this very call still did before it. */
  #count(operation: string, path: string, amid?: () => void): void {
    const isCut = this.#cutAt > 0 && this.#calls >= this.#cutAt;
    this.#calls += 1;
    if (isCut) throw storageFault(operation, path, new Error('the power is cut'));
    if (this.#calls !== this.#cutAt) return;
    amid?.();
    this.#onCut();
    throw storageFault(operation, path, new Error('the power is cut'));
  }
}

function remainsOf({ cached, synced }: Inode, dice: Dice | null): Buffer {
  if (dice === null || cached === synced) return synced;
  const kept = dice.between(0, cached.length + 1);
  // Length without content (zeros), part of the content, all of it, or nothing since the last sync.
  const all = [
    synced,
    cached,
    cached.subarray(0, kept),
    Buffer.concat([cached.subarray(0, kept)], cached.length),
  ];
  return all[dice.between(0, all.length)] ?? synced;
}
