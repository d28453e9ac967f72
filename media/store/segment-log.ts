import { promises as fs } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../core/model/app-error.ts';
import { sha256Hex } from './chunked-hash.ts';
import {
  errnoOf,
  nodeStorage,
  secondFault,
  storageCall,
  storageFault,
  type StorageFile,
  type StoragePort,
} from './storage.ts';
import { Turns } from './turns.ts';

const SEGMENT = /^segment-(\d{12})\.log$/;
/** A line is `<first 64 bits of its SHA-256 in hex> <JSON>`. */
const LINE = /^([0-9a-f]{16}) ([^]*)$/;
const DEFAULT_SEGMENT_BYTES = 256 * 1024;

const segmentName = (id: number): string => `segment-${String(id).padStart(12, '0')}.log`;
const checksum = (json: string): string => sha256Hex(json).slice(0, 16);

export interface SegmentLogOptions {
  /** A segment that reached this size is followed by a new one. */
  maxSegmentBytes?: number;
  /** Told of lines that are not what was written, when a segment is read: a torn tail after a crash, or a bit flip. */
  onDamaged?: (fault: { segment: number; lines: number }) => void;
  storage?: StoragePort;
}

/**
 * An append-only log of JSON records in numbered segments. A record is certain once `append` has returned; segments
 * are removed whole, once what is in them has been delivered.
 *
 * After a crash, or an `append` that threw, records of that last batch may or may not be there: the reader tells
 * repeated records by a number of their own. Earlier records are never harmed, since nothing is appended to a segment
 * that was not finished cleanly.
 */
export class SegmentLog {
  readonly #folder: string;
  readonly #storage: StoragePort;
  readonly #maxSegmentBytes: number;
  readonly #onDamaged: (fault: { segment: number; lines: number }) => void;
  readonly #turns = new Turns();
  #isPrepared = false;
  /** Highest number seen or given out. */
  #highestSegment = 0;
  #active: { segment: number; file: StorageFile; bytes: number } | null = null;

  /** Nothing is touched yet: the folder is made with the first record, also when a disk refused that before. */
  constructor(folder: string, options: SegmentLogOptions = {}) {
    this.#folder = folder;
    this.#storage = options.storage ?? nodeStorage;
    this.#maxSegmentBytes = options.maxSegmentBytes ?? DEFAULT_SEGMENT_BYTES;
    this.#onDamaged = options.onDamaged ?? (() => undefined);
  }

  /**
   * Adds records with one sync for the batch.
   * @throws AppError `disk_full`, `disk_io_error`, `storage_failed`: the records are not to be taken for stored.
   */
  append(records: readonly unknown[]): Promise<void> {
    if (records.length === 0) return Promise.resolve();
    const lines = records.map((record) => {
      const json = JSON.stringify(record) as string | undefined;
      if (json === undefined) throw new AppError('not_a_record', 'A record has to be a JSON value');
      return `${checksum(json)} ${json}\n`;
    });
    return this.#alone(() => this.#appendBytes(new TextEncoder().encode(lines.join(''))));
  }

  /** Numbers of the segments there are, oldest first. */
  async segments(): Promise<readonly number[]> {
    const segments = await segmentsIn(this.#folder);
    this.#highestSegment = Math.max(this.#highestSegment, segments.at(-1) ?? 0);
    return segments;
  }

  /**
   * Records of segments that are still there, in the order they were added: all, or those of `seal`. Damaged lines are
   * left out and told to `onDamaged`.
   */
  async *iterate(
    segments?: readonly number[],
  ): AsyncGenerator<{ segment: number; records: readonly unknown[] }> {
    for (const segment of segments ?? (await this.segments())) {
      const content = await this.#alone(() => this.#contentOf(segment));
      if (content !== null) yield { segment, records: this.#recordsIn(segment, content) };
    }
  }

  /**
   * Ends the segment being written, and gives the numbers of those that are final now, oldest first: they can be
   * delivered and removed. The next `append` begins a new one.
   */
  seal(): Promise<readonly number[]> {
    return this.#alone(async () => {
      await this.#endSegment();
      return this.segments();
    });
  }

  /** Removes a segment whose records were delivered. @throws AppError `segment_in_use` unless it was sealed. */
  remove(segment: number): Promise<void> {
    return this.#alone(async () => {
      if (this.#active?.segment === segment) {
        throw new AppError('segment_in_use', 'Records may have been added since it was read', {
          context: { segment },
        });
      }
      await this.#storage.unlink(join(this.#folder, segmentName(segment)));
      await this.#storage.syncFolder(this.#folder);
    });
  }

  /** Waits for what is under way and closes the segment. May be called again. */
  close(): Promise<void> {
    return this.#alone(() => this.#endSegment());
  }

  /** Null when another reader has delivered and removed it meanwhile. */
  async #contentOf(segment: number): Promise<string | null> {
    const path = join(this.#folder, segmentName(segment));
    try {
      return await fs.readFile(path, 'utf8');
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return null;
      throw storageFault('read', path, error);
    }
  }

  #recordsIn(segment: number, content: string): readonly unknown[] {
    const lines = content.split('\n');
    // What follows the last line break is empty, or a line that was not finished.
    if (lines.at(-1) === '') lines.pop();
    const records = lines.flatMap((line) => {
      const [, sum, json] = LINE.exec(line) ?? [];
      return json !== undefined && checksum(json) === sum ? [JSON.parse(json) as unknown] : [];
    });
    if (records.length < lines.length) this.#onDamaged({ segment, lines: lines.length - records.length });
    return records;
  }

  async #appendBytes(bytes: Uint8Array): Promise<void> {
    const isNew = this.#active === null;
    const active = this.#active ?? (await this.#beginSegment());
    try {
      await active.file.write(bytes);
      await active.file.sync();
      if (isNew) await this.#storage.syncFolder(this.#folder);
    } catch (error) {
      await this.#abandonSegment(error);
      throw error;
    }
    active.bytes += bytes.length;
    if (active.bytes >= this.#maxSegmentBytes) await this.#endSegment();
  }

  async #beginSegment(): Promise<{ segment: number; file: StorageFile; bytes: number }> {
    // A number that is in use must not be given out: without a look at the folder nothing is written.
    if (!this.#isPrepared) {
      await this.#storage.makeFolder(this.#folder);
      await this.segments();
      this.#isPrepared = true;
    }
    this.#highestSegment += 1;
    const segment = this.#highestSegment;
    const file = await this.#storage.open(join(this.#folder, segmentName(segment)), 0);
    this.#active = { segment, file, bytes: 0 };
    return this.#active;
  }

  async #endSegment(): Promise<void> {
    const file = this.#active?.file;
    this.#active = null;
    await file?.close();
  }

  /** After a fault the segment may end in half a line, so nothing more goes into it; one with nothing in it goes. */
  async #abandonSegment(fault: unknown): Promise<void> {
    const abandoned = this.#active;
    try {
      await this.#endSegment();
      if (abandoned?.bytes === 0) {
        await this.#storage.unlink(join(this.#folder, segmentName(abandoned.segment)));
      }
    } catch (second) {
      throw secondFault('abandon a segment', this.#folder, fault, second);
    }
  }

  #alone<T>(task: () => Promise<T>): Promise<T> {
    return this.#turns.run('log', task);
  }
}

async function segmentsIn(folder: string): Promise<number[]> {
  const names = await storageCall('list', folder, () => namesIn(folder));
  return names
    .flatMap((name) => SEGMENT.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

/** None in a folder that was not made yet. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await fs.readdir(folder);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
}
