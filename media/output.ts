/** Finished files: hashed, on disk for good, named by their hash. Work in progress never shows outside. */
import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdtemp, open, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppError } from '../core/model/app-error.ts';

/** What `Rendition.chunkSha256` is made of. */
const CHUNK_BYTES = 2 ** 20;

export interface FinishedFile {
  /** Absolute; in the caller's work folder, named by hash. The caller moves it on. */
  path: string;
  sha256: string;
  bytes: number;
  chunkSha256: string[];
}

/**
 * Gives `work` a fresh folder inside `workDir` and removes it with everything in it afterwards, whatever happened.
 */
export async function inFreshFolder<T>(workDir: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(resolve(workDir), 'making-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Hashes = Omit<FinishedFile, 'path'>;

/** What was made by a program that read an upload is opened itself, never what a link there leads to; no wait for a pipe. */
const ITSELF = constants.O_RDWR | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/**
 * Hashes a finished file, and sees to it that it is on disk.
 *
 * @throws AppError `hostile_output` for a pipe or device; ELOOP for a link
 */
export async function hashAndSync(path: string): Promise<Hashes> {
  const file = await open(path, ITSELF);
  try {
    if (!(await file.stat()).isFile())
      throw new AppError('hostile_output', 'a finished file is no file', { context: { path } });
    const whole = createHash('sha256');
    const chunkSha256: string[] = [];
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    let bytes = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, CHUNK_BYTES, bytes);
      if (bytesRead === 0) break;
      const chunk = buffer.subarray(0, bytesRead);
      whole.update(chunk);
      chunkSha256.push(createHash('sha256').update(chunk).digest('hex'));
      bytes += bytesRead;
      if (bytesRead < CHUNK_BYTES) break;
    }
    await file.sync();
    return { sha256: whole.digest('hex'), bytes, chunkSha256 };
  } finally {
    await file.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open folders; NTFS journals the rename itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Hashes a finished file, syncs it and renames it into `workDir` as `<sha256>.<extension>`.
 *
 * @throws AppError `rendition_invalid` when it is empty
 */
export async function finish(madePath: string, workDir: string, extension: string): Promise<FinishedFile> {
  return putInPlace(madePath, await hashAndSync(madePath), workDir, extension);
}

/** The second half of `finish`, for a file that was hashed already. */
export async function putInPlace(
  madePath: string,
  hashes: Hashes,
  workDir: string,
  extension: string,
): Promise<FinishedFile> {
  if (hashes.bytes === 0) throw new AppError('rendition_invalid', 'a finished file is empty');
  const path = join(resolve(workDir), `${hashes.sha256}.${extension}`);
  await rename(madePath, path);
  await syncFolder(resolve(workDir));
  return { path, ...hashes };
}
