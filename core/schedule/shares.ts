/** How the members of a peer set divide its time. */
import type { Contender } from './contender.ts';

const HOUR_MS = 3_600_000;

export interface Shares {
  /** Fraction of the set's time per member, in the order of the members. */
  weights: number[];
  /** Fraction left to filler. */
  filler: number;
  /** Sum of the shares asked for, in percent. */
  askedPercent: number;
  /** Somebody has a minimum or a maximum of plays per hour. */
  isCounted: boolean;
}

/**
 * Members without a share divide equally what the others leave. Shares over 100 % are normalised; what is under 100 %
 * is filler, or is divided in proportion when the screen has no filler. Plays per hour bound a share from both sides,
 * the maximum before the minimum, so that the rotation spaces them evenly; what that frees goes to those who can take it.
 */
export function sharesOf(members: readonly Contender[], hasFiller: boolean): Shares {
  let askedPercent = 0;
  let open = 0;
  let isCounted = false;
  for (const { sharePercent, minPlaysPerHour, maxPlaysPerHour } of members) {
    if (sharePercent === null) open += 1;
    else askedPercent += sharePercent;
    isCounted ||= minPlaysPerHour !== null || maxPlaysPerHour !== null;
  }
  const whole = Math.max(100, askedPercent);
  const left = (whole - askedPercent) / whole / open;
  let weights = members.map(({ sharePercent }) => (sharePercent === null ? left : sharePercent / whole));
  if (isCounted) {
    const canGrow = members.map(({ sharePercent }) =>
      open > 0 ? sharePercent === null : askedPercent >= 100,
    );
    weights = withinBounds(members, weights, canGrow);
  }
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const rest = sum > 1 - 1e-9 ? 0 : 1 - sum;
  if (rest > 0 && sum > 0 && !hasFiller) weights = weights.map((weight) => weight / sum);
  return { weights, filler: hasFiller ? rest : 0, askedPercent, isCounted };
}

function withinBounds(members: readonly Contender[], base: number[], canGrow: boolean[]): number[] {
  const most = members.map((member) => Math.min(1, perHour(member, member.maxPlaysPerHour ?? Infinity)));
  const least = members.map((member, i) =>
    Math.min(most[i] ?? 1, perHour(member, member.minPlaysPerHour ?? 0)),
  );
  const scaled = (factor: number, growing: boolean) =>
    base.map((share, i) => {
      const wanted = growing && !canGrow[i] ? share : share * factor;
      return Math.min(most[i] ?? 1, Math.max(least[i] ?? 0, wanted));
    });
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

  const leastSum = sum(least);
  if (leastSum >= 1) return least.map((share) => share / leastSum);
  const growing = sum(scaled(1, false)) < 1;
  let [low, high] = growing ? [1, 1e6] : [0, 1];
  for (let round = 0; round < 60; round++) {
    const middle = (low + high) / 2;
    if (sum(scaled(middle, growing)) <= 1) low = middle;
    else high = middle;
  }
  return scaled(low, growing);
}

function perHour(member: Contender, plays: number): number {
  return (plays * meanDurationMs(member)) / HOUR_MS;
}

function meanDurationMs({ items }: Contender): number {
  return items.reduce((sum, item) => sum + item.airDurationMs, 0) / items.length;
}
