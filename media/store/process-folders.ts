/** Temporary folders that belong to one process and are named after it, so that who finds one can tell whether it is still needed. */
import { mkdtemp, readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errnoOf } from './storage.ts';

/** A new folder of this process in the system's temporary folder. */
export const makeProcessFolder = (prefix: string): Promise<string> =>
  mkdtemp(join(tmpdir(), `${prefix}${process.pid}-`));

/** Folders with this prefix whose process is gone, as it is when it was ended by force. Only this user's. */
export async function abandonedFolders(prefix: string): Promise<string[]> {
  const abandoned: string[] = [];
  for (const name of await readdir(tmpdir())) {
    const owner = name.startsWith(prefix) ? /^(\d+)-/.exec(name.slice(prefix.length))?.[1] : undefined;
    if (owner === undefined || isAlive(Number(owner))) continue;
    const folder = join(tmpdir(), name);
    if (await isOurs(folder)) abandoned.push(folder);
  }
  return abandoned;
}

async function isOurs(folder: string): Promise<boolean> {
  try {
    const { uid } = await stat(folder);
    return process.getuid === undefined || uid === process.getuid();
  } catch (error) {
    // Another process sweeps as well.
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errnoOf(error) !== 'ESRCH';
  }
}
