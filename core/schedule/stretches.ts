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

/** Contenders that come and go together: of one priority, with the same intervals. */
interface Cohort {
  priority: number;
  intervals: readonly Interval[];
  members: Contender[];
}

interface Edge {
  atMs: number;
  cohort: Cohort;
  begins: boolean;
}

/** Stretches ascending and disjoint, covering exactly `lit` from `fromMs` on. */
export function stretchesOf(
  contenders: readonly Contender[],
  lit: readonly Interval[],
  fromMs: number,
): Stretch[] {
  const edges: Edge[] = [];
  for (const cohort of cohortsOf(contenders))
    for (const { startMs, endMs } of cohort.intervals) {
      if (endMs <= fromMs) continue;
      edges.push({ atMs: startMs, cohort, begins: true }, { atMs: endMs, cohort, begins: false });
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

/** Entries with one daypart share the list of its intervals, so that comparing lists by identity finds most of them. */
function cohortsOf(contenders: readonly Contender[]): Cohort[] {
  const cohorts: Cohort[] = [];
  let known = new Map<readonly Interval[], Cohort>();
  for (const contender of contenders) {
    const { priority, intervals } = contender;
    if (cohorts.at(-1)?.priority !== priority) known = new Map();
    const cohort = known.get(intervals);
    if (cohort) {
      cohort.members.push(contender);
      continue;
    }
    const begun = { priority, intervals, members: [contender] };
    known.set(intervals, begun);
    cohorts.push(begun);
  }
  return cohorts;
}

function stretch(
  bounds: Interval,
  members: readonly Contender[],
  before: readonly Contender[] = [],
): Stretch {
  const hardStart = members.some((member) => member.hard && !before.includes(member));
  return { ...bounds, members, hardStart, hardEnd: false };
}

/** Active cohorts by priority. The list of winners is the same object for as long as it does not change. */
class ActiveSets {
  readonly #byPriority = new Map<number, Set<Cohort>>();
  readonly #lists = new Map<number, readonly Contender[]>();
  readonly #none: readonly Contender[] = [];

  apply({ cohort, begins }: Edge): void {
    const { priority } = cohort;
    let peers = this.#byPriority.get(priority);
    if (!peers) this.#byPriority.set(priority, (peers = new Set()));
    if (begins) peers.add(cohort);
    else peers.delete(cohort);
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
      list = [...peers].flatMap((cohort) => cohort.members).sort((a, b) => a.order - b.order);
      this.#lists.set(highest, list);
    }
    return list;
  }
}
