import { getCrewClip } from '../../../core/api/crew.ts';
import { urlOf } from '../../../core/api/url.ts';
import { appendPart, dropClip, findClip, hashSoFar, hexOf, markWhole } from '../store/clips.ts';
import type { CrewDb, StoredClip } from '../store/database.ts';
import { OfflineError, type Line } from './api.ts';

export interface Wanted {
  sha256: string;
  bytes: number;
}

export type Downloaded = 'whole' | 'damaged' | 'disk_full';

const isDiskFull = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'QuotaExceededError';

/**
 * Fetches a recording, going on behind the last byte that is stored. Every byte goes through the hash as it comes;
 * a recording whose hash is another one is thrown away whole. Throws `RefusedError` or `OfflineError`.
 */
export async function download(
  { db, line }: { db: CrewDb; line: Line },
  wanted: Wanted,
  onProgress: (storedBytes: number) => void,
  signal: AbortSignal,
): Promise<Downloaded> {
  const { sha256, bytes } = wanted;
  const fresh: StoredClip = { sha256, bytes, parts: 0, storedBytes: 0, whole: false };
  let clip = (await findClip(db, sha256)) ?? fresh;
  if (clip.whole) return 'whole';
  const hash = await hashSoFar(db, sha256);
  onProgress(clip.storedBytes);
  if (clip.storedBytes < bytes) {
    const url = urlOf(getCrewClip, { params: { sha256 } });
    const response = await line.fetchFrom(url, clip.storedBytes, signal);
    // An answer from the first byte on instead of from where we are would be stored twice.
    if (clip.storedBytes > 0 && response.status !== 206) {
      await dropClip(db, sha256);
      return 'damaged';
    }
    try {
      for await (const part of partsOf(response)) {
        if (clip.storedBytes + part.length > bytes) break;
        hash.update(part);
        clip = await appendPart(db, clip, part);
        onProgress(clip.storedBytes);
      }
    } catch (error) {
      if (isDiskFull(error)) return 'disk_full';
      throw error;
    }
  }
  if (clip.storedBytes < bytes) throw new OfflineError('the answer broke off');
  if (hexOf(hash) !== sha256) {
    await dropClip(db, sha256);
    return 'damaged';
  }
  await markWhole(db, clip);
  return 'whole';
}

async function* partsOf(response: Response): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader();
  if (reader === undefined) return;
  for (;;) {
    let step: ReadableStreamReadResult<Uint8Array<ArrayBuffer>>;
    try {
      step = await reader.read();
    } catch (cause) {
      throw new OfflineError(cause);
    }
    if (step.done) return;
    yield step.value;
  }
}
