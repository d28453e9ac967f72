export interface Point {
  x: number;
  y: number;
}

/**
 * Slope of a straight line through points of several runs, each run with a level of its own (ordinary least squares),
 * and its standard error. NaN with fewer than three points in all.
 */
export function commonSlope(runs: readonly (readonly Point[])[]): { slope: number; error: number } {
  const centred = runs.filter((run) => run.length > 1).flatMap(centre);
  const across = centred.reduce((sum, { x }) => sum + x * x, 0);
  const slope = centred.reduce((sum, { x, y }) => sum + x * y, 0) / across;
  const rest = centred.reduce((sum, { x, y }) => sum + (y - slope * x) ** 2, 0);
  const freedom = centred.length - runs.length - 1;
  return { slope, error: freedom > 0 ? Math.sqrt(rest / freedom / across) : NaN };
}

function centre(run: readonly Point[]): Point[] {
  const mean = (of: (point: Point) => number) => run.reduce((sum, point) => sum + of(point), 0) / run.length;
  const [x, y] = [mean((point) => point.x), mean((point) => point.y)];
  return run.map((point) => ({ x: point.x - x, y: point.y - y }));
}
