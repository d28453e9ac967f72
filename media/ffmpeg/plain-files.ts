/** What a program left in the folder it may write, before anything else of the house touches it by name. */
import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../core/model/app-error.ts';

/** An office program's profile has a few hundred. */
const MOST_ENTRIES = 10_000;

/**
 * Holds when there is nothing in a folder but folders and regular files of one name each. A symbolic or hard link
 * would have this process read or write another file in its own right, a pipe would have it wait for ever.
 *
 * @throws AppError `hostile_output`
 */
export async function mustBePlainFiles(folder: string): Promise<void> {
  const folders = [folder];
  let entries = 0;
  for (let at = folders.pop(); at !== undefined; at = folders.pop()) {
    for await (const { name } of await opendir(at)) {
      const path = join(at, name);
      const stat = await lstat(path);
      entries += 1;
      if (stat.isDirectory()) folders.push(path);
      const isPlain = stat.isDirectory() || (stat.isFile() && stat.nlink === 1);
      if (!isPlain || entries > MOST_ENTRIES) {
        throw new AppError('hostile_output', 'a media program left what is neither file nor folder', {
          context: { path, mode: stat.mode.toString(8), links: stat.nlink, entries },
        });
      }
    }
  }
}
