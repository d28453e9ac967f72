const MINUTE_MS = 60_000;
const STEPS_MS = [1, 5, 10, 15, 30, 60, 120, 180, 240, 360].map((minutes) => minutes * MINUTE_MS);
const LABEL_PX = 58;
/** Width of a label itself; one that would stick out at the end is left out. */
const TEXT_PX = 40;

/** Round instants to label between two instants, far enough apart to be read at this width. */
export function ticksOf(startMs: number, endMs: number, widthPx: number): number[] {
  const wantedMs = ((endMs - startMs) * LABEL_PX) / Math.max(LABEL_PX, widthPx);
  const stepMs = STEPS_MS.find((step) => step >= wantedMs) ?? 12 * 60 * MINUTE_MS;
  const ticks = [];
  const lastMs = endMs - ((endMs - startMs) * TEXT_PX) / Math.max(1, widthPx);
  for (let atMs = Math.ceil(startMs / stepMs) * stepMs; atMs <= lastMs; atMs += stepMs) ticks.push(atMs);
  return ticks;
}
