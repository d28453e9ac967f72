import type { HashStore } from '../../media/store/index.ts';
import type { Downloads } from './downloads.ts';
import type { Session } from './session.ts';

export interface ClearCacheOptions {
  store: HashStore;
  downloads: Pick<Downloads, 'close' | 'online'>;
  /** Files that are whole on this disk. */
  media: Set<string>;
  /** Files a kept manifest names; what is on air is among them. */
  needed(): ReadonlyMap<string, unknown>;
  /** Asks for what is missing again. */
  renew(): Promise<void>;
}

/**
 * Removes every file no manifest needs and everything that was received in part, then fetches what is missing. What
 * is on air stays on air. Says how many files went, and their bytes.
 */
export async function clearCache(
  { store, downloads, media, needed, renew }: ClearCacheOptions,
  session: Session,
): Promise<{ files: number; bytes: number }> {
  // Nothing may be written to a file while it goes.
  await downloads.close();
  const before = await store.list();
  const unneeded = before.filter(({ sha256 }) => !needed().has(sha256));
  const parts = (await store.listParts()).filter((sha256) => !media.has(sha256));
  for (const { sha256 } of unneeded) {
    media.delete(sha256);
    await store.remove(sha256);
  }
  for (const sha256 of parts) await store.remove(sha256);
  await renew();
  if (!session.signal.aborted) downloads.online(session);
  const bytes = unneeded.reduce((sum, file) => sum + file.bytes, 0);
  return { files: unneeded.length + parts.length, bytes };
}
