/** Messages one connection may send at once, and how many a second it earns back. */
const BURST = 200;
const PER_SECOND = 40;

/** A token bucket: answers false once a connection talks more than any honest player does. */
export function messageBudget(nowMs: () => number): () => boolean {
  let left = BURST;
  let lastMs = nowMs();
  return () => {
    const atMs = nowMs();
    left = Math.min(BURST, left + (Math.max(0, atMs - lastMs) * PER_SECOND) / 1000);
    lastMs = atMs;
    left -= 1;
    return left >= 0;
  };
}
