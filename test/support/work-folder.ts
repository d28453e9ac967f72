import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder for one test, removed after it. */
export async function workFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'wawar-work-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Everything in a folder, at any depth. */
export const leftIn = (folder: string): Promise<string[]> => readdir(folder, { recursive: true });
