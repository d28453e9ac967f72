import { createReadStream } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { AppError } from '../../core/model/app-error.ts';
import type { Release, ReleaseFile } from '../../core/trust/index.ts';
import { ChunkedHash, nodeStorage, storageCall, type StoragePort } from '../../media/store/index.ts';
import { hashFile, statementFile, STATEMENT_FILE, type SlotStatement } from '../launcher/slot.ts';

export interface InstallOptions {
  /** The slot's folder; whatever is in it goes. Never the one the player runs from. */
  folder: string;
  release: Release;
  statement: SlotStatement;
  /** The content of a file: verified again while it is written. */
  contentOf(file: ReleaseFile): Promise<Readable | AsyncIterable<Uint8Array>>;
  storage?: StoragePort;
}

/**
 * Puts a release into a slot. The old statement goes first and the new one comes last, so that after a power cut at
 * any moment the slot is empty to the launcher or holds the new release whole; the other slot is not touched.
 *
 * @throws AppError `release_damaged` when some content is not what the release says; `disk_full`, `disk_io_error`,
 * `storage_failed`
 */
export async function installRelease(options: InstallOptions): Promise<void> {
  const { folder, release, statement } = options;
  const storage = options.storage ?? nodeStorage;
  await storage.makeFolder(folder);
  await storage.unlink(join(folder, STATEMENT_FILE));
  await storage.syncFolder(folder);
  await removeOthers(folder, release, storage);
  const folders = new Set<string>();
  for (const file of release.files) {
    const path = join(folder, file.path);
    const found = await hashFile(path, file.bytes);
    if (found?.sha256 === file.sha256 && found.bytes === file.bytes) continue;
    await storage.makeFolder(dirname(path));
    folders.add(dirname(path));
    await writeFile(path, file, await options.contentOf(file), storage);
  }
  for (const touched of folders) await storage.syncFolder(touched);
  await statementFile(folder, storage).write(statement);
}

/** What a former release left and this one does not have; a name cut short by a crash counts as left. */
async function removeOthers(folder: string, release: Release, storage: StoragePort): Promise<void> {
  const wanted = new Set(release.files.map(({ path }) => join(folder, path)));
  const wantedFolders = new Set([...wanted].flatMap((path) => parents(path, folder)));
  const entries = await storageCall('list', folder, () =>
    readdir(folder, { recursive: true, withFileTypes: true }),
  );
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() ? !wanted.has(path) || wantedFolders.has(path) : !entry.isDirectory())
      await storage.unlink(path);
    // A folder where a file has to be, with all that is in it.
    else if (entry.isDirectory() && wanted.has(path)) {
      await storageCall('remove', path, () => rm(path, { recursive: true, force: true }));
    }
  }
}

function parents(path: string, folder: string): string[] {
  const above: string[] = [];
  for (let at = dirname(path); at !== folder; at = dirname(at)) above.push(at);
  return above;
}

async function writeFile(
  path: string,
  expected: ReleaseFile,
  content: AsyncIterable<Uint8Array>,
  storage: StoragePort,
): Promise<void> {
  const hash = new ChunkedHash();
  const file = await storage.open(path, 0);
  try {
    for await (const bytes of content) {
      // Endless data: cut at the declared length.
      if (hash.bytes + bytes.length > expected.bytes)
        throw damaged(expected, `more than ${expected.bytes} bytes`);
      hash.update(bytes);
      await file.write(bytes);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  const { sha256 } = hash.finish();
  if (sha256 !== expected.sha256) throw damaged(expected, `is ${sha256}`);
}

const damaged = ({ path }: ReleaseFile, detail: string): AppError =>
  new AppError('release_damaged', `A file of the release is another: ${path}`, { context: { path, detail } });

/** Files of a folder, as `contentOf` wants them. */
export const filesIn =
  (folder: string) =>
  ({ path }: ReleaseFile): Promise<Readable> =>
    Promise.resolve(createReadStream(join(folder, path)));
