import { constants, createReadStream, promises as fs, type Stats } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { AppError } from '../../core/model/app-error.ts';
import { Sha256 } from '../../core/model/primitives.ts';
import { err, ok, type Result } from '../../core/model/result.ts';
import { ChunkedHash, type StoredFile } from './chunked-hash.ts';
import { openPartialFile, type PartialFile } from './partial-file.ts';
import { errnoOf, nodeStorage, secondFault, storageCall, storageFault, type StoragePort } from './storage.ts';
import { Turns } from './turns.ts';
import { openVerifiedRange, readVerifiedChunk, type OnCorrupt, type RangeError } from './verified-range.ts';

export interface PutError {
  /** `too_large`: more than was declared or allowed; `truncated`: less; `hash_mismatch`: other content. */
  code: 'too_large' | 'truncated' | 'hash_mismatch';
  detail: string;
}

const INCOMING = /^incoming-\d+\.tmp$/;
const PART = /^([0-9a-f]{64})\.part$/;

/**
 * Files named by the SHA-256 of their content, in one flat folder. A file is under its name only if all of it was
 * written, synced and found to have that hash; whatever else lies in the folder counts for nothing.
 *
 * Faults throw an `AppError` (`disk_full`, `disk_io_error`, `storage_failed`); nothing is then reported as stored.
 */
export class HashStore {
  readonly folder: string;
  readonly #storage: StoragePort;
  readonly #turns = new Turns();
  #incoming = 0;

  private constructor(folder: string, storage: StoragePort) {
    this.folder = folder;
    this.#storage = storage;
  }

  /** Opens the store for the one process that writes to it, and prepares it. */
  static async open(folder: string, storage: StoragePort = nodeStorage): Promise<HashStore> {
    const store = HashStore.at(folder, storage);
    await store.prepare();
    return store;
  }

  /** The store that is or will be in this folder; nothing is touched. */
  static at(folder: string, storage: StoragePort = nodeStorage): HashStore {
    return new HashStore(folder, storage);
  }

  /** Makes the folder, and clears what a crash left half received; not while `put` is at work. */
  async prepare(): Promise<void> {
    await this.#storage.makeFolder(this.folder);
    for (const name of await this.#names()) {
      if (INCOMING.test(name)) await this.#storage.unlink(join(this.folder, name));
    }
  }

  /**
   * Receives a stream of at most `maxBytes`. Reading stops at the first byte too many. A source that throws leaves
   * nothing behind, and its error is passed on.
   *
   * Errors: `too_large`, `hash_mismatch` (if `expectedSha256` is given).
   */
  async put(
    source: AsyncIterable<Uint8Array>,
    limits: { maxBytes: number; expectedSha256?: string },
  ): Promise<Result<StoredFile, PutError>> {
    this.#incoming += 1;
    const temporary = join(this.folder, `incoming-${this.#incoming}.tmp`);
    return this.#removeUnlessStored(temporary, async () => {
      const hash = new ChunkedHash();
      const file = await this.#storage.open(temporary, 0);
      try {
        for await (const bytes of source) {
          if (hash.bytes + bytes.length > limits.maxBytes) {
            return err({ code: 'too_large', detail: `more than ${limits.maxBytes} bytes` });
          }
          hash.update(bytes);
          await file.write(bytes);
        }
        await file.sync();
      } finally {
        await file.close();
      }
      return this.#accept(temporary, hash.finish(), limits.expectedSha256);
    });
  }

  /**
   * Moves a finished file of the same file system into the store, without copying it.
   * The file is gone from `path` afterwards, accepted or not.
   *
   * Errors: `too_large`.
   */
  async adopt(path: string, limits: { maxBytes: number }): Promise<Result<StoredFile, PutError>> {
    return this.#removeUnlessStored(path, async () => {
      const { size } = await storageCall('look at', path, () => fs.stat(path));
      if (size > limits.maxBytes)
        return err({ code: 'too_large', detail: `more than ${limits.maxBytes} bytes` });
      const hash = new ChunkedHash();
      await storageCall('read', path, async () => {
        // A sandboxed program made it: a link put there would have another file of ours read and kept.
        const itself = await fs.open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
        for await (const bytes of itself.createReadStream() as AsyncIterable<Buffer>) hash.update(bytes);
      });
      const file = await this.#storage.open(path, hash.bytes);
      try {
        await file.sync();
      } finally {
        await file.close();
      }
      return this.#accept(path, hash.finish());
    });
  }

  /**
   * Goes on with a file that was received in part: `startByte` of the answer is where a Range request begins.
   * One caller per file at a time.
   */
  async resume(expected: StoredFile): Promise<PartialFile> {
    return openPartialFile(`${this.path(expected.sha256)}.part`, expected, this.#storage, (part) =>
      this.#moveIn(part, expected.sha256),
    );
  }

  /** Where a file is or would be. @throws AppError `not_a_hash` for anything but a hexadecimal SHA-256. */
  path(sha256: string): string {
    if (!Sha256.safeParse(sha256).success)
      throw new AppError('not_a_hash', 'Files are named by their SHA-256');
    return join(this.folder, sha256);
  }

  async has(sha256: string): Promise<boolean> {
    return (await this.#statOf(this.path(sha256))) !== null;
  }

  /**
   * Reads a file from end to end and compares it with its name, for those who take it away without the hashes of its
   * chunks. Answers its length in bytes.
   *
   * @throws AppError `media_corrupt` when it is not there, or not what was stored
   */
  async verify(sha256: string): Promise<number> {
    const path = this.path(sha256);
    const hash = new ChunkedHash();
    if (await this.has(sha256)) {
      await storageCall('read', path, async () => {
        for await (const bytes of createReadStream(path) as AsyncIterable<Buffer>) hash.update(bytes);
      });
    }
    const found = hash.finish();
    if (found.sha256 !== sha256) {
      throw new AppError('media_corrupt', `${path} is not what was stored`, {
        context: { path, bytes: found.bytes },
      });
    }
    return found.bytes;
  }

  /** The bytes [startByte, endByte) of a file, each chunk checked before it is delivered; see `openVerifiedRange`. */
  openRange(
    file: StoredFile,
    range: { startByte: number; endByte: number },
    onCorrupt: OnCorrupt,
  ): Promise<Result<Readable, RangeError>> {
    return openVerifiedRange(this.path(file.sha256), file, range, onCorrupt);
  }

  /** One chunk of a file that is here, whole or in part; null if it is not, or not itself. */
  async readChunk(file: StoredFile, chunk: number): Promise<Uint8Array | null> {
    const path = this.path(file.sha256);
    // Whole, in part, or made whole between the two looks.
    for (const at of [path, `${path}.part`, path]) {
      const bytes = await readVerifiedChunk(at, file, chunk);
      if (bytes !== null) return bytes;
    }
    return null;
  }

  /** Sets the time of the whole file, as `list` tells it, to now. One that is not there is left alone. */
  async touch(sha256: string): Promise<void> {
    const path = this.path(sha256);
    const now = new Date();
    try {
      await fs.utimes(path, now, now);
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT') throw storageFault('touch', path, error);
    }
  }

  /** Removes a file and what was received of it in part; one that is not there is removed already. */
  async remove(sha256: string): Promise<void> {
    const path = this.path(sha256);
    await this.#turns.run(sha256, async () => {
      await this.#storage.unlink(path);
      await this.#storage.unlink(`${path}.part`);
      await this.#storage.syncFolder(this.folder);
    });
  }

  /** All whole files, by hash, with when they were stored or touched (epoch ms of the system clock). */
  async list(): Promise<readonly { sha256: string; bytes: number; touchedMs: number }[]> {
    const files: { sha256: string; bytes: number; touchedMs: number }[] = [];
    for (const name of (await this.#names()).sort()) {
      const stat = Sha256.safeParse(name).success ? await this.#statOf(join(this.folder, name)) : null;
      if (stat !== null) files.push({ sha256: name, bytes: stat.size, touchedMs: stat.mtimeMs });
    }
    return files;
  }

  /** How much there is of a file that was received in part; 0 of one that was not. */
  async partBytes(sha256: string): Promise<number> {
    return (await this.#statOf(`${this.path(sha256)}.part`))?.size ?? 0;
  }

  /** Hashes of the files that were received in part. */
  async listParts(): Promise<readonly string[]> {
    return (await this.#names()).flatMap((name) => PART.exec(name)?.[1] ?? []).sort();
  }

  async #accept(
    temporary: string,
    stored: StoredFile,
    expectedSha256?: string,
  ): Promise<Result<StoredFile, PutError>> {
    if (expectedSha256 !== undefined && stored.sha256 !== expectedSha256) {
      return err({ code: 'hash_mismatch', detail: `is ${stored.sha256}` });
    }
    await this.#moveIn(temporary, stored.sha256);
    return ok(stored);
  }

  /** Puts a synced file under its name. One of that name is replaced, which also repairs a damaged one. */
  #moveIn(path: string, sha256: string): Promise<void> {
    return this.#turns.run(sha256, async () => {
      await this.#storage.rename(path, this.path(sha256));
      await this.#storage.syncFolder(this.folder);
    });
  }

  async #removeUnlessStored(
    path: string,
    receive: () => Promise<Result<StoredFile, PutError>>,
  ): Promise<Result<StoredFile, PutError>> {
    let result: Result<StoredFile, PutError>;
    try {
      result = await receive();
    } catch (error) {
      try {
        await this.#storage.unlink(path);
      } catch (second) {
        throw secondFault('clear up', path, error, second);
      }
      throw error;
    }
    if (!result.ok) await this.#storage.unlink(path);
    return result;
  }

  #names(): Promise<string[]> {
    return storageCall('list', this.folder, () => fs.readdir(this.folder));
  }

  async #statOf(path: string): Promise<Stats | null> {
    try {
      const stat = await fs.stat(path);
      return stat.isFile() ? stat : null;
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return null;
      throw storageFault('look at', path, error);
    }
  }
}
