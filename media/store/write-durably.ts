import { dirname } from 'node:path';
import { nodeStorage, type StoragePort } from './storage.ts';
import { Turns } from './turns.ts';

const turns = new Turns();

/**
 * Replaces a file so that after a crash at any moment it holds the old content or the new one, never a mixture, and
 * the new one for certain once this returns. Writers of one path within this process take turns. A crash may leave
 * `<path>.tmp` behind; the next write takes it over.
 *
 * @throws AppError `disk_full`, `disk_io_error`, `storage_failed`: the new content is not to be taken for stored.
 */
export function writeDurably(
  path: string,
  data: string | Uint8Array,
  storage: StoragePort = nodeStorage,
): Promise<void> {
  return turns.run(path, async () => {
    const temporary = `${path}.tmp`;
    const file = await storage.open(temporary, 0);
    try {
      await file.write(typeof data === 'string' ? new TextEncoder().encode(data) : data);
      await file.sync();
    } finally {
      await file.close();
    }
    await storage.rename(temporary, path);
    await storage.syncFolder(dirname(path));
  });
}
