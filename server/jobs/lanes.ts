/** How much media work goes on at once. */
export interface Lanes {
  /** Jobs at once. */
  total: number;
  /** Of them renditions; the rest is kept for uploads, before which somebody sits. */
  renders: number;
}

/** An encoder of one picture uses about two cores well (x264 at 1080p: 1.7 of 2 measured). */
const CORES_A_RENDER = 2;
/** What one encoder of a large picture may take without the machine swapping. */
const MEMORY_A_RENDER_BYTES = 2 * 2 ** 30;
const MOST_RENDERS = 4;

/** Lanes for a machine of so many cores and so much memory; `renders` overrules. */
export function lanesFor(machine: { cores: number; memoryBytes: number }, renders?: number): Lanes {
  const byMachine = Math.min(
    Math.floor(machine.cores / CORES_A_RENDER),
    Math.floor(machine.memoryBytes / MEMORY_A_RENDER_BYTES),
    MOST_RENDERS,
  );
  const wanted = Math.max(1, renders ?? byMachine);
  return { total: wanted + 1, renders: wanted };
}
