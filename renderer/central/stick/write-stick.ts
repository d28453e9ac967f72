/** Writing a pack onto a stick so that its directory has the order of the pack, and reading back what was written. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { PackFile } from './pack-files.ts';

export interface StickStep {
  step: 'clearing' | 'writing' | 'checking';
  /** Files done, of all. */
  done: number;
  total: number;
}

export interface StickOutcome {
  files: number;
  /** Paths that did not read back as they were written. */
  broken: readonly string[];
  /** Whether the folder lists its files in the order they were written, which is what head units play by. */
  inOrder: boolean;
}

/** Systems put these on every stick; they are neither shown, counted nor removed. */
const OF_THE_SYSTEM = /^(?:\.|System Volume Information$|\$RECYCLE\.BIN$|LOST\.DIR$)/i;

/** Names of what lies in the folder, without what systems put there. */
export async function namesIn(folder: FileSystemDirectoryHandle): Promise<string[]> {
  const names: string[] = [];
  for await (const name of folder.keys()) if (!OF_THE_SYSTEM.test(name)) names.push(name);
  return names;
}

/**
 * Empties the folder, writes the files one after another (directory slots are given out in that order on FAT32, and
 * only an empty directory has no gaps that would be filled first), then reads each back.
 *
 * @throws DOMException when the stick is full, write-protected or pulled out
 */
export async function writeStick(
  folder: FileSystemDirectoryHandle,
  files: readonly PackFile[],
  onStep: (step: StickStep) => void,
): Promise<StickOutcome> {
  const total = files.length;
  onStep({ step: 'clearing', done: 0, total });
  for (const name of await namesIn(folder)) await folder.removeEntry(name, { recursive: true });
  for (const [done, { path, blob }] of files.entries()) {
    onStep({ step: 'writing', done, total });
    const handle = await fileAt(folder, path, true);
    await blob.stream().pipeTo(await handle.createWritable());
  }
  const broken: string[] = [];
  for (const [done, { path, blob, sha256: expected }] of files.entries()) {
    onStep({ step: 'checking', done, total });
    const written = await (await fileAt(folder, path, false)).getFile();
    const isSame =
      written.size === blob.size && (await hashOf(written)) === (expected ?? (await hashOf(blob)));
    if (!isSame) broken.push(path);
  }
  return { files: total, broken, inOrder: await isInOrder(folder, files) };
}

async function fileAt(
  root: FileSystemDirectoryHandle,
  path: string,
  create: boolean,
): Promise<FileSystemFileHandle> {
  const folders = path.split('/');
  const name = folders.pop() ?? '';
  let folder = root;
  for (const one of folders) folder = await folder.getDirectoryHandle(one, { create });
  return await folder.getFileHandle(name, { create });
}

async function hashOf(blob: Blob): Promise<string> {
  const hash = sha256.create();
  const reader = blob.stream().getReader();
  for (;;) {
    const part = await reader.read();
    if (part.done) return bytesToHex(hash.digest());
    hash.update(part.value);
  }
}

/** Each folder's own files, in the order the system lists them. */
async function isInOrder(root: FileSystemDirectoryHandle, files: readonly PackFile[]): Promise<boolean> {
  const byFolder = Map.groupBy(files, ({ path }) => path.split('/').slice(0, -1).join('/'));
  for (const [folderPath, own] of byFolder) {
    const folder = folderPath === '' ? root : await root.getDirectoryHandle(folderPath);
    const wanted = own.map(({ path }) => path.slice(path.lastIndexOf('/') + 1));
    const listed: string[] = [];
    for await (const name of folder.keys()) if (wanted.includes(name)) listed.push(name);
    if (listed.join('/') !== wanted.join('/')) return false;
  }
  return true;
}
