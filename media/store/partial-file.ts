import { createReadStream } from 'node:fs';
import { AppError } from '../../core/model/app-error.ts';
import { err, ok, type Result } from '../../core/model/result.ts';
import { CHUNK_BYTES } from '../../core/trust/index.ts';
import { ChunkedHash, sha256Hex, type StoredFile } from './chunked-hash.ts';
import type { PutError } from './hash-store.ts';
import { errnoOf, storageFault, type StoragePort } from './storage.ts';

/** A download that survives interruptions: the chunks that arrived whole and right are kept. */
export interface PartialFile {
  /** First byte still missing, a multiple of 1 MiB. If it is the whole length, `receive([])` finishes the file. */
  readonly startByte: number;
  /**
   * Receives the rest. `source` begins at `startByte`, or at 0 if the sender ignored the Range request and
   * `fromStart` says so. A source that throws keeps what has come; its error is passed on, and a new `resume` goes
   * on from there. Call once.
   *
   * Errors: `too_large` (cut at the declared length), `truncated` (kept, resume again), `hash_mismatch` (a chunk is
   * not the declared one: everything before it is kept; or the chunks are right and the whole is not, so the
   * declaration was wrong: nothing is kept).
   */
  receive(
    source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
    options?: { fromStart: boolean },
  ): Promise<Result<StoredFile, PutError>>;
}

/**
 * Looks through what there is of a file at `path` and finds where to go on. `moveIn` puts the finished, synced file
 * in its place.
 */
export async function openPartialFile(
  path: string,
  expected: StoredFile,
  storage: StoragePort,
  moveIn: (path: string) => Promise<void>,
): Promise<PartialFile> {
  const kept = await goodChunks(path, expected);
  return {
    startByte: kept.bytes,
    async receive(source, options = { fromStart: false }) {
      const hash = options.fromStart ? new ChunkedHash() : kept;
      const file = await storage.open(path, hash.bytes);
      try {
        for await (const bytes of source) {
          if (hash.bytes + bytes.length > expected.bytes) {
            return err({ code: 'too_large', detail: `more than the declared ${expected.bytes} bytes` });
          }
          const chunksBefore = hash.chunkSha256.length;
          hash.update(bytes);
          const wrong = firstWrongChunk(hash.chunkSha256, expected, chunksBefore);
          if (wrong !== null) return err({ code: 'hash_mismatch', detail: `chunk ${wrong} is another` });
          await file.write(bytes);
        }
        if (hash.bytes < expected.bytes) {
          return err({ code: 'truncated', detail: `${hash.bytes} of ${expected.bytes} bytes` });
        }
        await file.sync();
      } catch (error) {
        // Pages the medium refused may stay readable until memory is needed: what was received is believed no more.
        if (error instanceof AppError && error.code === 'disk_io_error') await storage.unlink(path);
        throw error;
      } finally {
        await file.close();
      }
      const stored = hash.finish();
      if (stored.sha256 !== expected.sha256 || firstWrongChunk(stored.chunkSha256, expected, 0) !== null) {
        await storage.unlink(path);
        return err({ code: 'hash_mismatch', detail: `is ${stored.sha256}` });
      }
      await moveIn(path);
      return ok(stored);
    },
  };
}

function firstWrongChunk(chunks: readonly string[], expected: StoredFile, from: number): number | null {
  for (let at = from; at < chunks.length; at += 1) {
    if (chunks[at] !== expected.chunkSha256[at]) return at;
  }
  return null;
}

/** The hash over the leading whole chunks that are right; whatever follows them is to be overwritten. */
async function goodChunks(path: string, expected: StoredFile): Promise<ChunkedHash> {
  const hash = new ChunkedHash();
  try {
    for await (const bytes of createReadStream(path, {
      highWaterMark: CHUNK_BYTES,
    }) as AsyncIterable<Buffer>) {
      const isGood = bytes.length === CHUNK_BYTES && hash.bytes + bytes.length <= expected.bytes;
      if (!isGood || sha256Hex(bytes) !== expected.chunkSha256[hash.chunkSha256.length]) break;
      hash.update(bytes);
    }
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw storageFault('read', path, error);
  }
  return hash;
}
