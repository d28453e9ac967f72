import { nodeStorage, type StoragePort } from '../../../media/store/index.ts';

/**
 * The real storage, which kills this process with SIGKILL at call number `dieAt` (from 1): before it, or, if it is a
 * write, in its midst.
 */
export function dyingStorage(dieAt: number): { storage: StoragePort; calls: () => string[] } {
  const calls: string[] = [];

  /** Settles only if this is not the last call. */
  async function count(what: string, beforeDeath?: () => Promise<void>): Promise<void> {
    calls.push(what);
    if (calls.length !== dieAt) return;
    await beforeDeath?.();
    process.kill(process.pid, 'SIGKILL');
    await new Promise(() => undefined);
  }

  const storage: StoragePort = {
    async open(path, keepBytes) {
      await count('open');
      const file = await nodeStorage.open(path, keepBytes);
      return {
        async write(bytes) {
          await count('write', () => file.write(bytes.subarray(0, bytes.length >> 1)));
          await file.write(bytes);
        },
        async sync() {
          await count('sync');
          await file.sync();
        },
        async close() {
          await count('close');
          await file.close();
        },
      };
    },
    async rename(from, to) {
      await count('rename');
      await nodeStorage.rename(from, to);
    },
    async unlink(path) {
      await count('unlink');
      await nodeStorage.unlink(path);
    },
    async syncFolder(folder) {
      await count('syncFolder');
      await nodeStorage.syncFolder(folder);
    },
    async makeFolder(folder) {
      await count('makeFolder');
      await nodeStorage.makeFolder(folder);
    },
  };
  return { storage, calls: () => calls };
}
