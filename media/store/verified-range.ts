import { promises as fs } from 'node:fs';
import { Readable } from 'node:stream';
import { AppError } from '../../core/model/app-error.ts';
import { err, ok, type Result } from '../../core/model/result.ts';
import { CHUNK_BYTES } from '../../core/trust/index.ts';
import { sha256Hex, type StoredFile } from './chunked-hash.ts';
import { errnoOf, storageCall, storageFault } from './storage.ts';

export interface RangeError {
  /** `missing`: no such file; `corrupt`: not the bytes that were stored; `bad_range`: not within the file. */
  code: 'missing' | 'corrupt' | 'bad_range';
  detail: string;
}

/** Told of every chunk that is not what it was, so that the file is deleted and fetched again. */
export type OnCorrupt = (fault: { sha256: string; path: string; chunk: number }) => void;

/**
 * A stream of the bytes [startByte, endByte) of a stored file. Each chunk is read once, compared with its hash and
 * served from that same memory, so a bit that flipped on disk is never delivered. The first chunk is checked before
 * this returns; a fault further on ends the stream with an `AppError` `media_corrupt`. Both call `onCorrupt`.
 *
 * Errors: `missing`, `corrupt`, `bad_range`.
 */
export async function openVerifiedRange(
  path: string,
  file: StoredFile,
  range: { startByte: number; endByte: number },
  onCorrupt: OnCorrupt,
): Promise<Result<Readable, RangeError>> {
  const { startByte, endByte } = range;
  const within = Number.isInteger(startByte) && Number.isInteger(endByte) && startByte >= 0;
  if (!within || startByte >= endByte || endByte > file.bytes) {
    return err({ code: 'bad_range', detail: `${startByte} to ${endByte} of ${file.bytes}` });
  }
  let handle: fs.FileHandle;
  try {
    handle = await fs.open(path, 'r');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return err({ code: 'missing', detail: path });
    throw storageFault('open', path, error);
  }
  const reader = chunkReader(handle, path, file, onCorrupt);
  try {
    const { size } = await handle.stat();
    const firstChunk = Math.floor(startByte / CHUNK_BYTES);
    const first = size === file.bytes ? await reader(firstChunk) : null;
    if (first === null) {
      if (size !== file.bytes)
        onCorrupt({ sha256: file.sha256, path, chunk: Math.floor(size / CHUNK_BYTES) });
      await handle.close();
      return err({ code: 'corrupt', detail: `${path} from byte ${startByte}` });
    }
    return ok(rangeStream(handle, path, reader, first, { startByte, endByte }));
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** One chunk of the file at `path`, read once and checked; null if the file is not there or holds other bytes. */
export async function readVerifiedChunk(
  path: string,
  file: StoredFile,
  chunk: number,
): Promise<Uint8Array | null> {
  let handle: fs.FileHandle;
  try {
    handle = await fs.open(path, 'r');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw storageFault('open', path, error);
  }
  try {
    const notItself = (): undefined => undefined;
    return await chunkReader(handle, path, file, notItself)(chunk);
  } finally {
    await handle.close();
  }
}

type ChunkReader = (chunk: number) => Promise<Uint8Array | null>;

/** Reads one chunk whole; null, and `onCorrupt` told, unless it has its hash. */
function chunkReader(
  handle: fs.FileHandle,
  path: string,
  file: StoredFile,
  onCorrupt: OnCorrupt,
): ChunkReader {
  return async (chunk) => {
    const position = chunk * CHUNK_BYTES;
    const bytes = new Uint8Array(Math.min(CHUNK_BYTES, file.bytes - position));
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await storageCall('read', path, () =>
        handle.read(bytes, filled, bytes.length - filled, position + filled),
      );
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    if (filled === bytes.length && sha256Hex(bytes) === file.chunkSha256[chunk]) return bytes;
    onCorrupt({ sha256: file.sha256, path, chunk });
    return null;
  };
}

function rangeStream(
  handle: fs.FileHandle,
  path: string,
  reader: ChunkReader,
  first: Uint8Array,
  range: { startByte: number; endByte: number },
): Readable {
  let position = range.startByte;
  let ahead: Uint8Array | null = first;

  const next = async (): Promise<Uint8Array | null> => {
    if (position >= range.endByte) return null;
    const chunk = Math.floor(position / CHUNK_BYTES);
    const bytes = ahead ?? (await reader(chunk));
    ahead = null;
    if (bytes === null) {
      throw new AppError('media_corrupt', `A chunk of ${path} is not what was stored`, {
        context: { path, chunk },
      });
    }
    const chunkStart = chunk * CHUNK_BYTES;
    const piece = bytes.subarray(position - chunkStart, range.endByte - chunkStart);
    position += piece.length;
    return piece;
  };
  return new Readable({
    highWaterMark: CHUNK_BYTES,
    read() {
      next().then(
        (piece) => this.push(piece),
        (error: unknown) => this.destroy(error instanceof Error ? error : new Error(String(error))),
      );
    },
    destroy(error, done) {
      handle.close().then(
        () => done(error),
        (closing: unknown) => done(error ?? storageFault('close', path, closing)),
      );
    },
  });
}
