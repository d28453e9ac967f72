/** A player that ended this often… */
export const MOST_ENDS = 5;
/** …within this time is started in safe mode, where it does without whatever is not needed for a picture. */
const WITHIN_MS = 10 * 60_000;
/** One that ends this often in safe mode leaves the screen to the other slot. */
export const MOST_SAFE_ENDS = 5;
/** So long without an end, and the next start is an ordinary one. */
export const WELL_AGAIN_MS = 30 * 60_000;

/**
 * The ends that count after one more, and whether they call for safe mode. By the wall clock, since ends before a
 * restart of the machine count too; one that was set back or ahead in between makes older ends not count.
 */
export function afterEnd(ends: readonly number[], nowMs: number): { ends: number[]; isTooMany: boolean } {
  const atMs = Math.round(nowMs);
  const recent = ends.filter((one) => Math.abs(atMs - one) <= WITHIN_MS);
  const counted = [...recent, atMs].slice(-MOST_ENDS);
  return { ends: counted, isTooMany: counted.length >= MOST_ENDS };
}
