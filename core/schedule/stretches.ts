/** Who wins when: the sweep over the contenders' intervals that leaves, per stretch of time, one peer set. */
import type { Contender } from './contender.ts';
import type { Interval } from './plan.ts';

/** A stretch of lit time with one peer set: all contenders of the highest priority. Empty means filler only. */
export interface Stretch extends Interval {
  /** In the total order. */
  members: readonly Contender[];
  /** Something that cuts the running item begins here. */
  hardStart: boolean;
  /** Nothing is lit right after it. */
  hardEnd: boolean;
}

interface Edge {
  atMs: number;
  contender: Contender;
  begins: boolean;
}

/** Stretches ascending and disjoint, covering exactly `lit` from `fromMs` on. */
export function stretchesOf(
  contenders: readonly Contender[],
  lit: readonly Interval[],
  fromMs: number,
): Stretch[] {
  const edges: Edge[] = [];
  for (const contender of contenders)
    for (const { startMs, endMs } of contender.intervals) {
      if (endMs <= fromMs) continue;
      edges.push({ atMs: startMs, contender, begins: true }, { atMs: endMs, contender, begins: false });
    }
  edges.sort((a, b) => a.atMs - b.atMs);

  const active = new ActiveSets();
  const stretches: Stretch[] = [];
  let next = 0;
  for (const { startMs, endMs } of lit) {
    if (endMs <= fromMs) continue;
    let atMs = Math.max(startMs, fromMs);
    let before: readonly Contender[] | undefined;
    while (atMs < endMs) {
      for (let edge = edges[next]; edge && edge.atMs <= atMs; edge = edges[++next]) active.apply(edge);
      const members = active.winners();
      const untilMs = Math.min(edges[next]?.atMs ?? endMs, endMs);
      const last = stretches.at(-1);
      if (last && before === members) last.endMs = untilMs;
      else stretches.push(stretch({ startMs: atMs, endMs: untilMs }, members, before));
      before = members;
      atMs = untilMs;
    }
    const last = stretches.at(-1);
    if (last) last.hardEnd = true;
  }
  return stretches;
}

function stretch(
  bounds: Interval,
  members: readonly Contender[],
  before: readonly Contender[] = [],
): Stretch {
  const hardStart = members.some((member) => member.hard && !before.includes(member));
  return { ...bounds, members, hardStart, hardEnd: false };
}

/** Active contenders by priority. The list of winners is the same object for as long as it does not change. */
class ActiveSets {
  readonly #byPriority = new Map<number, Set<Contender>>();
  readonly #lists = new Map<number, readonly Contender[]>();
  readonly #none: readonly Contender[] = [];

  apply({ contender, begins }: Edge): void {
    const { priority } = contender;
    let peers = this.#byPriority.get(priority);
    if (!peers) this.#byPriority.set(priority, (peers = new Set()));
    if (begins) peers.add(contender);
    else peers.delete(contender);
    this.#lists.delete(priority);
  }

  winners(): readonly Contender[] {
    let highest = -1;
    for (const [priority, peers] of this.#byPriority)
      if (peers.size > 0 && priority > highest) highest = priority;
    const peers = this.#byPriority.get(highest);
    if (!peers) return this.#none;
    let list = this.#lists.get(highest);
    if (!list) {
      list = [...peers].sort((a, b) => a.order - b.order);
      this.#lists.set(highest, list);
    }
    return list;
  }
}
