/** A machine's two clocks, running as they do, that a test may set. */
export interface TurnedTime {
  nowMs(): number;
  monotonicMs(): number;
  /** Somebody or something sets the system clock. */
  step(ms: number): void;
  /** The machine runs on for so long, in no time. */
  pass(ms: number): void;
}

export function turnedTime(): TurnedTime {
  let systemMs = 0;
  let monotonicMs = 0;
  return {
    nowMs: () => Date.now() + systemMs,
    monotonicMs: () => performance.now() + monotonicMs,
    step(ms) {
      systemMs += ms;
    },
    pass(ms) {
      systemMs += ms;
      monotonicMs += ms;
    },
  };
}
