import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Log } from '../log.ts';
import type { Slate } from './slate.ts';

/** Name of the environment variable with a `SlateLook` in JSON: Electron then shows the slate and nothing else. */
export const SLATE_ENV = 'WAWAR_SLATE';

export const SlateLook = z.strictObject({
  cityName: z.string().nullable(),
  /** In desktop pixels; null for the whole primary display. */
  rect: z
    .strictObject({ x: z.int(), y: z.int(), widthPx: z.int().min(1), heightPx: z.int().min(1) })
    .nullable(),
  kiosk: z.boolean(),
});
export type SlateLook = z.infer<typeof SlateLook>;

const AGAIN_MS = 2000;
/** What an Electron that is not packaged has to be told; a packaged one runs what it came with. */
const PROGRAM = join(import.meta.dirname, '../electron/electron.js');

/** Puts the slate on the screen by Electron's executable, with the program it was installed with and no slot's. */
export function showElectronSlate(
  runtime: string,
  look: SlateLook,
  log: Log,
  { program = PROGRAM, againMs = AGAIN_MS } = {},
): Slate {
  const asked = new AbortController();
  const start = () =>
    spawn(runtime, [program], {
      env: { ...process.env, [SLATE_ENV]: JSON.stringify(look) },
      // By the channel it learns that its launcher is gone.
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  let child: ChildProcess = start();

  async function attend(): Promise<void> {
    for (;;) {
      const [detail] = (await once(child, 'exit').catch((error: unknown) => [error])) as unknown[];
      if (asked.signal.aborted) return;
      log.error('slate_lost', { detail: String(detail) });
      await wait(againMs, undefined, { signal: asked.signal }).catch(() => undefined);
      if (asked.signal.aborted) return;
      child = start();
    }
  }

  const attended = attend();
  return {
    async close() {
      asked.abort();
      child.kill('SIGKILL');
      await attended;
    },
  };
}
