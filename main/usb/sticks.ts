import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { USB_FOLDER } from '../../core/protocol/usb.ts';

/** How deep below a mount folder a stick may lie: `/media/STICK`, `/media/user/STICK`, or the drive itself. */
const DEEPEST = 2;

/** The `wawar` folders on everything that is mounted below `dirs` now. Links are not followed. */
export async function findSticks(dirs: readonly string[]): Promise<string[]> {
  const found = await Promise.all(dirs.map((dir) => below(dir, DEEPEST)));
  return found.flat().sort();
}

async function below(dir: string, depth: number): Promise<string[]> {
  const own = join(dir, USB_FOLDER);
  if (await isFolder(own)) return [own];
  if (depth === 0) return [];
  const found: string[] = [];
  for (const name of await foldersIn(dir)) found.push(...(await below(join(dir, name), depth - 1)));
  return found;
}

/** None where there is no such folder, it may not be read, or it was pulled out: no stick is there then. */
const foldersIn = (dir: string): Promise<string[]> =>
  readdir(dir, { withFileTypes: true }).then(
    (entries) => entries.filter((entry) => entry.isDirectory()).map(({ name }) => name),
    () => [],
  );

const isFolder = (path: string): Promise<boolean> =>
  lstat(path).then(
    (stat) => stat.isDirectory(),
    () => false,
  );
