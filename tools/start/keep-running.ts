import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { RESTART_EXIT_CODE } from '../../main/restart.ts';

const STOP_WITHIN_MS = 10_000;
const FIRST_WAIT_MS = 500;
const MOST_WAIT_MS = 30_000;
/** One that lived so long did not end because of how it was started. */
const WELL_MS = 60_000;

export interface Kept {
  /** How often it ended and nobody had asked it to. */
  readonly failures: number;
  /** Ends it and waits; it has ten seconds to put everything on disk. Safe to call twice. */
  stop(): Promise<void>;
}

/** Starts a program again whenever it ends, until `stop`: soon, and after growing waits while it ends at once. */
export function keepRunning(name: string, start: () => ChildProcess): Kept {
  const asked = new AbortController();
  let child = start();
  let failures = 0;

  async function attend(): Promise<void> {
    let waitMs = FIRST_WAIT_MS;
    for (;;) {
      const startedMs = performance.now();
      const [code, signal] = (await once(child, 'exit').catch((error: unknown) => [error])) as unknown[];
      if (asked.signal.aborted) return;
      if (code !== RESTART_EXIT_CODE) {
        failures += 1;
        console.error(`The player of ${name} ended with ${String(code ?? signal)}; it is started again.`);
      }
      if (performance.now() - startedMs >= WELL_MS) waitMs = FIRST_WAIT_MS;
      await wait(waitMs, undefined, { signal: asked.signal }).catch(() => undefined);
      if (asked.signal.aborted) return;
      waitMs = Math.min(MOST_WAIT_MS, 2 * waitMs);
      child = start();
    }
  }

  const attended = attend();
  return {
    get failures() {
      return failures;
    },
    async stop() {
      asked.abort();
      child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      await attended;
      clearTimeout(killer);
    },
  };
}
