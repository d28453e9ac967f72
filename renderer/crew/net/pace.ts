const SHORTEST_MS = 1_000;
const LONGEST_MS = 60_000;

/** How long to wait after so many failures in a row: doubling, with full jitter, so that a fleet does not knock as one. */
export const backoffMs = (failures: number, random: () => number = Math.random): number =>
  SHORTEST_MS + random() * Math.min(LONGEST_MS, SHORTEST_MS * 2 ** Math.min(failures, 10));

/** Settles after `ms`, or at once when the phone says it is back online, comes to the front, or `signal` aborts. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((settle) => {
    const done = new AbortController();
    const finish = (): void => {
      clearTimeout(timer);
      done.abort();
      settle();
    };
    const timer = setTimeout(finish, ms);
    const options = { signal: done.signal };
    addEventListener('online', finish, options);
    document.addEventListener(
      'visibilitychange',
      () => {
        if (document.visibilityState === 'visible') finish();
      },
      options,
    );
    signal.addEventListener('abort', finish, options);
  });
}
