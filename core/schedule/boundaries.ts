/** How far an item may run: hard boundaries cut, at soft ones the running item may finish if little is left. */
import type { Contender } from './contender.ts';
import type { Stretch } from './stretches.ts';

const MAX_OVERRUN_MS = 60_000;
const MAX_OVERRUN_OF_WINDOW = 0.25;

export interface Reach {
  /** Where its time ends: a hard boundary, or the beginning of another's stretch. */
  boundaryMs: number;
  /** The latest end at which it may be started. Later than the boundary only at a soft one. */
  latestEndMs: number;
}

/**
 * How far an item of `member` (null: filler) may run from within stretch `index`.
 * Hard are the end of lit time (operating hours, the day's seam), the start of a contender that is hard, and the end of
 * one that is. Joining or leaving peers are no boundary for a member that stays.
 */
export function reachOf(
  stretches: readonly Stretch[],
  index: number,
  member: Contender | null,
  wantedEndMs: number,
): Reach {
  for (let at = index; ; at++) {
    const stretch = stretches[at];
    if (!stretch) return { boundaryMs: 0, latestEndMs: 0 };
    const { endMs } = stretch;
    const next = stretch.hardEnd ? undefined : stretches[at + 1];
    if (wantedEndMs <= endMs || !next || next.hardStart) return { boundaryMs: endMs, latestEndMs: endMs };
    const stays = member ? hasMember(next, member) : next.members.length === 0;
    if (stays) continue;
    if (member?.hard) return { boundaryMs: endMs, latestEndMs: endMs };
    return {
      boundaryMs: endMs,
      latestEndMs: Math.min(endMs + overrunMs(next), hardLimit(stretches, at + 1)),
    };
  }
}

/** Members stand in the total order, so that a large set is searched and not read. */
function hasMember(stretch: Stretch, contender: Contender): boolean {
  const { members } = stretch;
  let low = 0;
  let high = members.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((members[middle]?.order ?? 0) < contender.order) low = middle + 1;
    else high = middle;
  }
  return members[low] === contender;
}

/**
 * How much a running item may take of a stretch that begins softly: of the shortest window among the winners, from where
 * they come to win.
 */
export function overrunMs({ startMs, endMs, members }: Stretch): number {
  let windowMs = members.length > 0 ? Infinity : endMs - startMs;
  for (const { intervals } of members) {
    const window = intervals.find((interval) => interval.endMs > startMs);
    if (window) windowMs = Math.min(windowMs, window.endMs - startMs);
  }
  return Math.min(MAX_OVERRUN_MS, Math.floor(windowMs * MAX_OVERRUN_OF_WINDOW));
}

/** First hard boundary after a stretch's beginning, looked for no further than an overrun can reach. */
function hardLimit(stretches: readonly Stretch[], index: number): number {
  const fromMs = stretches[index]?.startMs ?? 0;
  for (let at = index; ; at++) {
    const stretch = stretches[at];
    if (!stretch || stretch.startMs - fromMs > MAX_OVERRUN_MS) return Infinity;
    if (stretch.hardEnd || stretches[at + 1]?.hardStart) return stretch.endMs;
  }
}
