/** One line of the benchmark table. `ours`, `peer` and `goal` are said with their unit, for a person. */
export interface BenchRow {
  name: string;
  ours: string;
  peer: string;
  /** Ours against the peer, in the direction in which more is better; against the goal's number where there is no peer. */
  ratio: number;
  goal: string;
  /** Null for a row without a goal, which only informs. */
  met: boolean | null;
}

/** What a `*.bench.ts` file exports as its default: it measures, cleans up after itself, and returns its rows. */
export type Bench = () => Promise<BenchRow[]>;
