/** Sets of instants as ascending, disjoint, half-open intervals. */
import type { Interval } from './plan.ts';

/** Union of any intervals; empty ones are dropped, touching ones joined. */
export function union(intervals: readonly Interval[]): Interval[] {
  const sorted = intervals.filter((interval) => interval.startMs < interval.endMs);
  if (sorted.length < 2) return sorted;
  sorted.sort((a, b) => a.startMs - b.startMs);
  const joined: Interval[] = [];
  let last: Interval | undefined;
  for (const { startMs, endMs } of sorted) {
    if (last && startMs <= last.endMs) last.endMs = Math.max(last.endMs, endMs);
    else joined.push((last = { startMs, endMs }));
  }
  return joined;
}

/** What two sets have in common. */
export function intersection(a: readonly Interval[], b: readonly Interval[]): Interval[] {
  const common: Interval[] = [];
  for (let i = 0, j = 0; ;) {
    const left = a[i];
    const right = b[j];
    if (!left || !right) return common;
    const startMs = Math.max(left.startMs, right.startMs);
    const endMs = Math.min(left.endMs, right.endMs);
    if (startMs < endMs) common.push({ startMs, endMs });
    if (left.endMs < right.endMs) i += 1;
    else j += 1;
  }
}

/** Index of the element of an ascending, disjoint list that holds the instant, or −1. Allocates nothing. */
export function indexHolding(intervals: readonly Interval[], instantMs: number): number {
  let low = 0;
  let high = intervals.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const interval = intervals[middle];
    if (!interval) return -1;
    if (instantMs < interval.startMs) high = middle - 1;
    else if (instantMs >= interval.endMs) low = middle + 1;
    else return middle;
  }
  return -1;
}
