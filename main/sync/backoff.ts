const FIRST_MS = 500;
const MOST_MS = 30_000;

/**
 * Wait before try number `attempt` (from 0) in ms: full jitter over a ceiling that begins at `firstMs`, doubles,
 * and is at most 30 s, so that a hundred screens do not come back in the same second after a power cut.
 * Source: "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 */
export function fullJitterMs(attempt: number, random: () => number, firstMs = FIRST_MS): number {
  return random() * Math.min(MOST_MS, firstMs * 2 ** Math.min(attempt, 16));
}
