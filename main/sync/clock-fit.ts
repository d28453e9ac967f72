/**
 * Where the server's clock may be, from exchanges over a line that delays each message as it likes: every answer says
 * “not earlier than”, every question “not later than”. The straight lines (offset, frequency) that contradict none
 * form a polygon: its extent is a bound that holds whatever the delays were. The estimate is the line that leaves the
 * quickest messages of both ways the same delay, which is where the truth lies when the way there is as long as back.
 */

/** Two quartz clocks of ±100 ppm each differ by no more. */
export const MOST_SKEW = 200e-6;
/** How fast that difference may change, per second: 0.6 ppm a minute, more than a cabinet warms a crystal. */
const WANDER_PER_S = 0.01e-6;
/** A double holds an epoch in ms to a quarter of a microsecond; a few such are added up. */
const ROUNDING_MS = 0.001;
/** The largest delay common to all messages is found to 1/2¹⁴ of the quickest round trip. */
const HALVINGS = 14;

/** At this monotonic time the server's clock minus the monotonic one was not below, or not above, this. */
interface Limit {
  atMs: number;
  biasMs: number;
}

export interface Exchange {
  notBelow: Limit;
  notAbove: Limit;
}

/** Bias as of the fit's time in ms, and its change in ms per s. */
interface Line {
  biasMs: number;
  msPerS: number;
}

export interface ClockFit {
  /** Monotonic time the lines are given for. */
  atMs: number;
  best: Line;
  /** Corners of the polygon of all possible lines. */
  corners: readonly Line[];
}

/**
 * One NTP-style exchange (RFC 5905 §8): asked at `t0` and answered at `t3` on the monotonic clock; received at `t1`
 * and answered at `t2` by the server's. A server time in whole milliseconds may have been cut by up to one.
 */
export function exchange(t0Ms: number, t1Ms: number, t2Ms: number, t3Ms: number): Exchange {
  const cutMs = Number.isInteger(t1Ms) ? 1 : 0;
  return {
    notBelow: { atMs: t3Ms, biasMs: t2Ms - t3Ms - ROUNDING_MS },
    notAbove: { atMs: t0Ms, biasMs: t1Ms + cutMs - t0Ms + ROUNDING_MS },
  };
}

/** All lines that agree with every exchange as of `atMs`, or null when they contradict each other. */
export function fitClock(exchanges: readonly Exchange[], atMs: number): ClockFit | null {
  const first = exchanges[0];
  if (first === undefined) return null;
  // Around zero, so that a bias of an epoch's size costs no precision.
  const originMs = first.notBelow.biasMs;
  const seen = (limit: Limit, side: Side): HalfPlane => {
    const agoS = (atMs - limit.atMs) / 1000;
    return { agoS, boundMs: limit.biasMs - originMs - side * allowanceMs(agoS), side };
  };
  const limits = [
    ...outermost(exchanges.map(({ notBelow }) => seen(notBelow, 1))),
    ...outermost(exchanges.map(({ notAbove }) => seen(notAbove, -1))),
  ];
  const corners = linesWithin(limits, 0);
  if (corners.length === 0) return null;

  const trips = exchanges.map(({ notBelow, notAbove }) => notAbove.biasMs - notBelow.biasMs).sort(ascending);
  const quickestMs = trips[0] ?? 0;
  const spreadMs = Math.max((trips[trips.length >> 1] ?? 0) - quickestMs, quickestMs / 2);
  const common = greatestCommonDelay(limits, quickestMs / 2);
  // The fewer the exchanges, the less the very quickest of them say.
  const best = centroid(linesWithin(limits, Math.max(0, common - spreadMs / exchanges.length)));
  const moved = (line: Line): Line => ({ ...line, biasMs: line.biasMs + originMs });
  return { atMs, best: moved(best), corners: corners.map(moved) };
}

/** The bias at a later time and the most by which it can be wrong, both in ms. */
export function biasAt(
  { atMs, best, corners }: ClockFit,
  nowMs: number,
): { biasMs: number; errorMs: number } {
  const laterS = (nowMs - atMs) / 1000;
  const at = ({ biasMs, msPerS }: Line) => biasMs + msPerS * laterS;
  const biases = corners.map(({ biasMs }) => biasMs);
  const mostMs = laterS * MOST_SKEW * 1000;
  const highestMs = Math.min(
    Math.max(...corners.map(at)) + allowanceMs(laterS),
    Math.max(...biases) + mostMs,
  );
  const lowestMs = Math.max(Math.min(...corners.map(at)) - allowanceMs(laterS), Math.min(...biases) - mostMs);
  const biasMs = at(best);
  return { biasMs, errorMs: Math.max(highestMs - biasMs, biasMs - lowestMs) };
}

/** How far a clock may leave a straight line in so many seconds. */
const allowanceMs = (seconds: number): number => (WANDER_PER_S * 1000 * seconds * seconds) / 2;
const ascending = (a: number, b: number) => a - b;

/** 1: a line lies at or above the bound that long ago; −1: at or below. */
type Side = 1 | -1;
interface HalfPlane {
  agoS: number;
  boundMs: number;
  side: Side;
}

/** Those of one side no line can pass without passing all: the convex hull (Andrew's monotone chain). */
function outermost(limits: readonly HalfPlane[]): HalfPlane[] {
  const hull: HalfPlane[] = [];
  for (const limit of limits.toSorted((a, b) => b.agoS - a.agoS)) {
    for (let [before, last] = hull.slice(-2); before && last; [before, last] = hull.slice(-2)) {
      const turn =
        (before.agoS - last.agoS) * (limit.boundMs - before.boundMs) -
        (before.agoS - limit.agoS) * (last.boundMs - before.boundMs);
      if (limit.side * turn < 0) break;
      hull.pop();
    }
    hull.push(limit);
  }
  return hull;
}

/** Corners of the polygon of lines that keep at least `delayMs` from every bound; none when there is no such line. */
function linesWithin(limits: readonly HalfPlane[], delayMs: number): Line[] {
  const oldestS = Math.max(...limits.map(({ agoS }) => agoS));
  const steepest = MOST_SKEW * 1000;
  const widthMs = Math.max(...limits.map(({ boundMs }) => Math.abs(boundMs))) + oldestS * steepest;
  let corners: Line[] = [
    { biasMs: -widthMs, msPerS: -steepest },
    { biasMs: widthMs, msPerS: -steepest },
    { biasMs: widthMs, msPerS: steepest },
    { biasMs: -widthMs, msPerS: steepest },
  ];
  for (const limit of limits) {
    corners = cut(corners, { ...limit, boundMs: limit.boundMs + limit.side * delayMs });
  }
  return corners;
}

/** The delay all messages of both ways may have had at least, at most `mostMs`. */
function greatestCommonDelay(limits: readonly HalfPlane[], mostMs: number): number {
  let [possibleMs, impossibleMs] = [0, mostMs];
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middleMs = (possibleMs + impossibleMs) / 2;
    if (linesWithin(limits, middleMs).length > 0) possibleMs = middleMs;
    else impossibleMs = middleMs;
  }
  return possibleMs;
}

/** What of a convex polygon lies on the allowed side (Sutherland and Hodgman, 1974). */
function cut(corners: readonly Line[], { agoS, boundMs, side }: HalfPlane): Line[] {
  const inside = ({ biasMs, msPerS }: Line) => side * (biasMs - msPerS * agoS - boundMs);
  const kept: Line[] = [];
  corners.forEach((corner, index) => {
    const next = corners[(index + 1) % corners.length] ?? corner;
    const [here, there] = [inside(corner), inside(next)];
    if (here >= 0) kept.push(corner);
    if (here >= 0 === there >= 0) return;
    const share = here / (here - there);
    kept.push({
      biasMs: corner.biasMs + share * (next.biasMs - corner.biasMs),
      msPerS: corner.msPerS + share * (next.msPerS - corner.msPerS),
    });
  });
  return kept;
}

/** Centre of gravity; of a polygon without area, the mean of its corners. */
function centroid(corners: readonly Line[]): Line {
  const from = corners[0] ?? { biasMs: 0, msPerS: 0 };
  let [area, biasMs, msPerS] = [0, 0, 0];
  for (let index = 1; index + 1 < corners.length; index += 1) {
    const [one = from, two = from] = [corners[index], corners[index + 1]];
    const part =
      (one.biasMs - from.biasMs) * (two.msPerS - from.msPerS) -
      (two.biasMs - from.biasMs) * (one.msPerS - from.msPerS);
    area += part;
    biasMs += (part * (from.biasMs + one.biasMs + two.biasMs)) / 3;
    msPerS += (part * (from.msPerS + one.msPerS + two.msPerS)) / 3;
  }
  if (Math.abs(area) > Number.EPSILON) return { biasMs: biasMs / area, msPerS: msPerS / area };
  const mean = (pick: (line: Line) => number) =>
    corners.reduce((sum, line) => sum + pick(line), 0) / corners.length;
  return { biasMs: mean((line) => line.biasMs), msPerS: mean((line) => line.msPerS) };
}
