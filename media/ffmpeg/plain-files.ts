/** What a program left in the folder it may write, before anything else of the house touches it by name. */
import type { Stats } from 'node:fs';
import { chmod, lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../core/model/app-error.ts';

/** Whoever clears a folder has to be able to look into it and take out what is there. */
const OWNER_RWX = 0o700;

const isPlain = (stat: Stats): boolean =>
  stat.isDirectory() ? (stat.mode & OWNER_RWX) === OWNER_RWX : stat.isFile() && stat.nlink === 1;

const hostile = (context: Record<string, unknown>, cause?: unknown): AppError =>
  new AppError('hostile_output', 'a media program left what is no plain file or folder', { context, cause });

/**
 * Holds when there is nothing in a folder but folders and regular files of one name each. A symbolic or hard link
 * would have this process read or write another file in its own right, a pipe would have it wait for ever. Folders
 * that were shut are opened, so that all of it can be removed.
 *
 * @throws AppError `hostile_output`
 */
export async function mustBePlainFiles(folder: string): Promise<void> {
  const folders: string[] = [];
  const found: { path: string; mode: string; links: number }[] = [];
  const look = async (path: string): Promise<void> => {
    const stat = await lstat(path);
    const plain = isPlain(stat);
    if (!plain) found.push({ path, mode: stat.mode.toString(8), links: stat.nlink });
    if (!stat.isDirectory()) return;
    if (!plain) await chmod(path, OWNER_RWX);
    folders.push(path);
  };
  try {
    await look(folder);
    for (let at = folders.pop(); at !== undefined; at = folders.pop()) {
      for await (const { name } of await opendir(at)) await look(join(at, name));
    }
  } catch (cause) {
    throw hostile({ folder }, cause);
  }
  const [first] = found;
  if (first !== undefined) throw hostile({ ...first, more: found.length - 1 });
}
