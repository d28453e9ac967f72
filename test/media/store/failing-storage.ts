/** Storage that dies, and a disk that loses power: wrappers around the real one, for exhaustive fault tests. */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { nodeStorage, storageFault, type StorageFile, type StoragePort } from '../../../media/store/index.ts';

export class Killed extends Error {}

/** Half a write is written; another call is either not done or done, and never answered. */
export type Moment = 'before' | 'after';

interface Call {
  (work: () => Promise<void>, half?: () => Promise<void>): Promise<void>;
}

/** Runs every durability call of `port` through `call`; closing and opening for nothing is not counted. */
function throughCalls(port: StoragePort, call: Call): StoragePort {
  return {
    async open(path, keepBytes) {
      let file: StorageFile | undefined;
      const opened = async () => {
        file = await port.open(path, keepBytes);
      };
      try {
        await call(opened);
      } catch (error) {
        await file?.close();
        throw error;
      }
      if (file === undefined) throw new Killed('never opened');
      const { write, sync, close } = file;
      return {
        write: (bytes) =>
          call(
            () => write(bytes),
            () => write(bytes.subarray(0, bytes.length >> 1)),
          ),
        sync: () => call(sync),
        close,
      };
    },
    rename: (from, to) => call(() => port.rename(from, to)),
    unlink: (path) => call(() => port.unlink(path)),
    syncFolder: (folder) => call(() => port.syncFolder(folder)),
    makeFolder: (folder) => call(() => port.makeFolder(folder)),
  };
}

/** The process is killed at its n-th durability call (from 1): from then on nothing is done any more. */
export function killedAt(n: number, moment: Moment, port: StoragePort = nodeStorage) {
  let calls = 0;
  const storage = throughCalls(port, async (work, half) => {
    calls += 1;
    if (calls > n) throw new Killed(`dead since call ${n}`);
    if (calls < n) return work();
    if (moment === 'after') await work();
    else await half?.();
    throw new Killed(`killed at call ${n}`);
  });
  return { storage, calls: () => calls };
}

/** The n-th call fails with a system error; the process lives on. */
export function failingAt(n: number, errno: 'ENOSPC' | 'EIO'): StoragePort {
  let calls = 0;
  return throughCalls(nodeStorage, async (work, half) => {
    calls += 1;
    if (calls !== n) return work();
    await half?.();
    throw storageFault('write', 'the disk', Object.assign(new Error(errno), { code: errno }));
  });
}

/**
 * A disk with a write cache: contents reach the medium when the file is synced, names when the folder is. Cutting the
 * power brings the folder to what the medium holds; `names: 'kept'` is the disk that wrote names early and contents
 * not at all.
 */
export function cachingDisk(folder: string) {
  let nextInode = 1;
  const cachedNames = new Map<string, number>();
  let storedNames = new Map<string, number>();
  const storedContent = new Map<number, Uint8Array>();
  const storage: StoragePort = {
    async open(path, keepBytes) {
      const file = await nodeStorage.open(path, keepBytes);
      const inode = cachedNames.get(path) ?? nextInode++;
      cachedNames.set(path, inode);
      return {
        ...file,
        async sync() {
          await file.sync();
          storedContent.set(inode, await readFile(path));
        },
      };
    },
    async rename(from, to) {
      await nodeStorage.rename(from, to);
      const inode = cachedNames.get(from);
      if (inode === undefined) throw new Error(`${from} was not made here`);
      cachedNames.delete(from);
      cachedNames.set(to, inode);
    },
    async unlink(path) {
      await nodeStorage.unlink(path);
      cachedNames.delete(path);
    },
    async syncFolder(synced) {
      const elsewhere = [...storedNames].filter(([path]) => dirname(path) !== synced);
      const here = [...cachedNames].filter(([path]) => dirname(path) === synced);
      storedNames = new Map([...elsewhere, ...here]);
    },
    makeFolder: nodeStorage.makeFolder,
  };
  const cutPower = async (names: 'lost' | 'kept'): Promise<void> => {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    for (const [path, inode] of names === 'lost' ? storedNames : cachedNames) {
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, storedContent.get(inode) ?? new Uint8Array());
    }
  };
  return { storage, cutPower };
}
