import { statfs } from 'node:fs/promises';

/** Less than this is what a failed write leaves. */
const FULL_BYTES = 2 ** 20;

/** Whether a program that failed did so for want of room: by its own words, or by what is left where it writes. */
export async function diskIsFull(stderr: string, writes: string | undefined): Promise<boolean> {
  if (stderr.includes('No space left on device')) return true;
  if (writes === undefined) return false;
  const { bavail, bsize } = await statfs(writes);
  return bavail * bsize < FULL_BYTES;
}
