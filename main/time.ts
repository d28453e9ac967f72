/** The two clocks of a machine, handed in so that tests can turn them. */
export interface Time {
  /** System wall clock: epoch milliseconds, may jump. */
  nowMs(): number;
  /** Milliseconds since an arbitrary start, never jumps. */
  monotonicMs(): number;
}

export const systemTime: Time = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
};
