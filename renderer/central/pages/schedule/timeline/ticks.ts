const MINUTE_MS = 60_000;
const STEPS_MS = [1, 5, 10, 15, 30, 60, 120, 180, 240, 360].map((minutes) => minutes * MINUTE_MS);
const LABEL_PX = 58;

/** Round instants to label between two instants, far enough apart to be read at this width. */
export function ticksOf(startMs: number, endMs: number, widthPx: number): number[] {
  const wantedMs = ((endMs - startMs) * LABEL_PX) / Math.max(LABEL_PX, widthPx);
  const stepMs = STEPS_MS.find((step) => step >= wantedMs) ?? 12 * 60 * MINUTE_MS;
  const ticks = [];
  for (let atMs = Math.ceil(startMs / stepMs) * stepMs; atMs < endMs; atMs += stepMs) ticks.push(atMs);
  return ticks;
}
