/** The only door through which durable files are changed, so that every step of it can be made to fail in tests. */
import { constants, promises as fs } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../../core/model/app-error.ts';

export interface StorageFile {
  /** Appends all of `bytes`. */
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** Returns once everything written is on the medium, not in a cache. */
  readonly sync: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * Changes of the file system. Each call throws an `AppError` with the codes of `storageFault`; none is retried.
 * After a crash a rename or removal is certain only once `syncFolder` has returned for the folder it happened in.
 */
export interface StoragePort {
  /** Opens or creates a file readable by its owner only, cut to its first `keepBytes` bytes, to append to. */
  readonly open: (path: string, keepBytes: number) => Promise<StorageFile>;
  /** Replaces `to` at once or not at all; both lie in one file system. */
  readonly rename: (from: string, to: string) => Promise<void>;
  /** A file that is not there is removed already. */
  readonly unlink: (path: string) => Promise<void>;
  readonly syncFolder: (folder: string) => Promise<void>;
  /** With its parents; durable. */
  readonly makeFolder: (folder: string) => Promise<void>;
}

/**
 * A failed file operation as `disk_full` (free space and try again), `disk_io_error` (the medium is failing; nothing
 * since the last successful sync may be taken for stored) or `storage_failed` (rights, read-only file system, …).
 */
export function storageFault(operation: string, path: string, cause: unknown): AppError {
  const errno = errnoOf(cause);
  const code =
    errno === 'ENOSPC' || errno === 'EDQUOT'
      ? 'disk_full'
      : errno === 'EIO'
        ? 'disk_io_error'
        : 'storage_failed';
  return new AppError(code, `Could not ${operation} ${path}`, { context: { operation, path, errno }, cause });
}

const FAULT_CODES: readonly unknown[] = ['disk_full', 'disk_io_error', 'storage_failed'];

/** Whether the disk refused something: a `storageFault`, and nothing that was asked of it wrongly. */
export function isStorageFault(error: unknown): error is AppError {
  return error instanceof AppError && FAULT_CODES.includes(error.code);
}

/** A fault while clearing up after another: both are told, under the code of the first. */
export function secondFault(operation: string, path: string, first: unknown, second: unknown): AppError {
  return new AppError(
    first instanceof AppError ? first.code : 'storage_failed',
    `Could not ${operation} ${path}`,
    {
      context: { operation, path },
      cause: new AggregateError([first, second]),
    },
  );
}

/** The system's error name such as `ENOENT`, or null. */
export function errnoOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** Runs one file operation; what it throws becomes a `storageFault`. */
export async function storageCall<T>(operation: string, path: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    throw storageFault(operation, path, cause);
  }
}

const OWNER_ONLY = 0o600;

export const nodeStorage: StoragePort = {
  async open(path, keepBytes) {
    return storageCall('open', path, async () => {
      const handle = await fs.open(path, constants.O_RDWR | constants.O_CREAT, OWNER_ONLY);
      try {
        await handle.truncate(keepBytes);
      } catch (error) {
        await handle.close();
        throw error;
      }
      return appendingFile(path, handle, keepBytes);
    });
  },
  rename: (from, to) => storageCall('rename', from, () => fs.rename(from, to)),
  unlink: (path) => storageCall('remove', path, () => fs.rm(path, { force: true })),
  async syncFolder(folder) {
    // Windows cannot open a folder to flush it; NTFS journals its entries in order.
    if (process.platform === 'win32') return;
    await storageCall('sync', folder, async () => {
      const handle = await fs.open(folder, constants.O_RDONLY);
      try {
        await handle.sync();
      } finally {
        await handle.close();
      }
    });
  },
  async makeFolder(folder) {
    const first = await storageCall('make', folder, () => fs.mkdir(folder, { recursive: true }));
    if (first === undefined) return;
    for (let made = folder; made.length >= first.length; made = dirname(made)) {
      await nodeStorage.syncFolder(dirname(made));
    }
  },
};

function appendingFile(path: string, handle: fs.FileHandle, keptBytes: number): StorageFile {
  let position = keptBytes;
  return {
    write: (bytes) =>
      storageCall('write', path, async () => {
        let written = 0;
        while (written < bytes.length) {
          const part = await handle.write(bytes, written, bytes.length - written, position);
          written += part.bytesWritten;
          position += part.bytesWritten;
        }
      }),
    sync: () => storageCall('sync', path, () => handle.sync()),
    close: () => storageCall('close', path, () => handle.close()),
  };
}
