import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Where things lie in the data folder. */
export const folders = (dataDir: string) => ({
  /** Finished files by hash. */
  media: join(dataDir, 'media'),
  /** Uploads still arriving, as tus keeps them. */
  uploads: join(dataDir, 'uploads'),
  /** Whole uploads that wait for their `accept` job, named by asset id. */
  incoming: join(dataDir, 'incoming'),
  /** The last snapshot and the last log of each player. */
  players: join(dataDir, 'players'),
  /** Work in progress; nothing in it outlives the process. */
  work: join(dataDir, 'work'),
});

export async function prepareFolders(dataDir: string): Promise<void> {
  const { work, ...others } = folders(dataDir);
  await rm(work, { recursive: true, force: true });
  for (const folder of [work, ...Object.values(others)]) await mkdir(folder, { recursive: true });
}
