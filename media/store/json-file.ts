import { promises as fs } from 'node:fs';
import type { Adapter } from 'lowdb';
import { sha256Hex } from './chunked-hash.ts';
import { errnoOf, nodeStorage, storageFault, type StoragePort } from './storage.ts';
import { writeDurably } from './write-durably.ts';

/** `sha256 <hash>` on the first line, the JSON it is of on the rest. */
const FORM = /^sha256 ([0-9a-f]{64})\n([^]*)$/;

/** Why a file is not believed; `path` is left as it is until the next write replaces it. */
export interface DamagedFile {
  path: string;
  reason: 'checksum' | 'schema';
  detail: string;
}

/**
 * A lowdb adapter for a device's few facts: durable writes, and a checksum, so that a damaged file is noticed instead
 * of believed. `read` returns null for a file that is missing or damaged; damage is told to `onDamaged` first.
 */
export class JsonFileAdapter<T> implements Adapter<T> {
  readonly #path: string;
  readonly #parse: (value: unknown) => T;
  readonly #onDamaged: (fault: DamagedFile) => void;
  readonly #storage: StoragePort;

  /** `parse` throws for what is not a T, e.g. the `parse` of a zod schema. */
  constructor(
    path: string,
    options: { parse: (value: unknown) => T; onDamaged: (fault: DamagedFile) => void; storage?: StoragePort },
  ) {
    this.#path = path;
    this.#parse = options.parse;
    this.#onDamaged = options.onDamaged;
    this.#storage = options.storage ?? nodeStorage;
  }

  /** @throws AppError `disk_io_error`, `storage_failed`: whether there is a file is then not known. */
  async read(): Promise<T | null> {
    let content: string;
    try {
      content = await fs.readFile(this.#path, 'utf8');
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return null;
      throw storageFault('read', this.#path, error);
    }
    const [, sha256, json] = FORM.exec(content) ?? [];
    if (json === undefined || sha256Hex(json) !== sha256) {
      return this.#damaged('checksum', 'the content does not fit its checksum');
    }
    try {
      return this.#parse(JSON.parse(json));
    } catch (error) {
      return this.#damaged('schema', error instanceof Error ? error.message : String(error));
    }
  }

  /** The value as it is now; calls take turns and the last one stays. Throws as `writeDurably` does. */
  async write(data: T): Promise<void> {
    const json = `${JSON.stringify(data, null, 2)}\n`;
    await writeDurably(this.#path, `sha256 ${sha256Hex(json)}\n${json}`, this.#storage);
  }

  #damaged(reason: DamagedFile['reason'], detail: string): null {
    this.#onDamaged({ path: this.#path, reason, detail });
    return null;
  }
}
