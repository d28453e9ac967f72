/**
 * Turns the lines of ffmpeg's `-progress` (key=value, ffmpeg documentation, "Advanced options") into a fraction.
 * It never goes down and reaches 1 only at `progress=end`.
 */
export function progressOf(
  durationMs: number,
  onProgress: (fraction: number) => void,
): (line: string) => void {
  let highest = 0;
  return (line) => {
    const [key, value] = line.split('=', 2);
    let fraction = highest;
    if (key === 'out_time_us') fraction = Math.min(0.999, Number(value) / 1000 / durationMs);
    else if (key === 'progress' && value === 'end') fraction = 1;
    // `out_time_us=N/A` before the first packet is not a number and compares false.
    if (fraction > highest) {
      highest = fraction;
      onProgress(fraction);
    }
  };
}

/** The part [from, to] of a longer piece of work. */
export function within(
  onProgress: ((fraction: number) => void) | undefined,
  from: number,
  to: number,
): (fraction: number) => void {
  return (fraction) => onProgress?.(from + (to - from) * fraction);
}
