import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { rootHash } from '../../core/trust/index.ts';
import { JsonFileAdapter, nodeStorage, storageCall, type StoragePort } from '../../media/store/index.ts';
import type { Log } from '../log.ts';
import type { Postponed } from './postponed.ts';
import { BundleRecord } from './records.ts';

/** Current and the one before it. */
const KEPT = 2;
const NAME = /^(\d{1,16})-(\d{1,16})\.json$/;

export interface StoredBundle {
  rootVersion: number;
  version: number;
  /** Hash of the first root of its chain. */
  pinnedSha256: string;
  record: BundleRecord;
}

/** The last good manifests, one file each, named by their order; which one is current needs no pointer. */
export class BundleFiles {
  readonly #folder: string;
  readonly #log: Log;
  readonly #storage: StoragePort;
  #bundles: StoredBundle[] = [];
  /** Names of files that are not to be believed. */
  readonly #damaged = new Set<string>();

  private constructor(folder: string, log: Log, storage: StoragePort) {
    this.#folder = folder;
    this.#log = log;
    this.#storage = storage;
  }

  /** What the disk does not let read or make is told to `postponed`, and the rest is opened. */
  static async open(
    folder: string,
    log: Log,
    postponed: Postponed,
    storage: StoragePort = nodeStorage,
  ): Promise<BundleFiles> {
    const files = new BundleFiles(folder, log, storage);
    const unlessRefused = <T>(read: Promise<T>, otherwise: T): Promise<T> =>
      read.catch((error: unknown) => {
        postponed.note(error);
        return otherwise;
      });
    await postponed.attempt(() => storage.makeFolder(folder));
    const names = await unlessRefused(
      storageCall('list', folder, () => readdir(folder)),
      [],
    );
    for (const name of names) {
      const [, rootVersion, version] = NAME.exec(name) ?? [];
      if (rootVersion === undefined) continue;
      const record = await unlessRefused(files.#adapter(name).read(), null);
      const pinned = record?.roots[0];
      if (!record || !pinned) continue;
      files.#bundles.push({
        rootVersion: Number(rootVersion),
        version: Number(version),
        pinnedSha256: rootHash(pinned),
        record,
      });
    }
    files.#sort();
    return files;
  }

  /** Undamaged ones; whether they are to be believed is for the one who checks their signatures. */
  get newestFirst(): readonly StoredBundle[] {
    return this.#bundles;
  }

  /**
   * Stores a bundle as the newest and drops all but the one before it, and what was found damaged.
   * @throws AppError as `writeDurably`.
   */
  async add(bundle: StoredBundle): Promise<void> {
    await this.#adapter(nameOf(bundle)).write(bundle.record);
    this.#damaged.delete(nameOf(bundle));
    this.#bundles = [bundle, ...this.#bundles.filter((one) => nameOf(one) !== nameOf(bundle))];
    this.#sort();
    await this.#remove([...this.#bundles.slice(KEPT).map(nameOf), ...this.#damaged]);
  }

  /** Forgets bundles of another screen or city. */
  async clear(): Promise<void> {
    await this.#remove(this.#bundles.map(nameOf));
  }

  async #remove(names: readonly string[]): Promise<void> {
    for (const name of names) {
      await this.#storage.unlink(join(this.#folder, name));
      this.#bundles = this.#bundles.filter((one) => nameOf(one) !== name);
      this.#damaged.delete(name);
    }
    if (names.length > 0) await this.#storage.syncFolder(this.#folder);
  }

  #sort(): void {
    this.#bundles.sort((a, b) => b.rootVersion - a.rootVersion || b.version - a.version);
  }

  #adapter(name: string): JsonFileAdapter<BundleRecord> {
    return new JsonFileAdapter(join(this.#folder, name), {
      parse: (value) => BundleRecord.parse(value),
      onDamaged: (fault) => {
        this.#damaged.add(name);
        this.#log.error('manifest_file_damaged', { ...fault });
      },
      storage: this.#storage,
    });
  }
}

const nameOf = (bundle: { rootVersion: number; version: number }): string =>
  `${bundle.rootVersion}-${bundle.version}.json`;
