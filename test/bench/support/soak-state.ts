import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

const Measured = z.strictObject({
  /** Changes since this browser was started. */
  changes: z.int(),
  oursMib: z.number(),
  controlMib: z.number(),
  elements: z.int(),
});

/** What a soak has seen so far; a run that was interrupted goes on with new browsers. */
const SoakState = z.strictObject({
  changes: z.int(),
  samples: z.int(),
  black: z.int(),
  stale: z.int(),
  /** Neither black nor a picture. */
  unreadable: z.int(),
  /** Frames that stood longer than anything in the content. */
  freezes: z.int(),
  failed: z.array(z.string()),
  runs: z.array(z.array(Measured)),
});
export type SoakState = z.infer<typeof SoakState>;

const NOTHING: SoakState = {
  ...{ changes: 0, samples: 0, black: 0, stale: 0, unreadable: 0, freezes: 0 },
  ...{ failed: [], runs: [] },
};

/** What an earlier run left; nothing if there is none, or if it had reached its end. */
export async function openSoak(file: string, wantedChanges: number): Promise<SoakState> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return JSON.stringify(NOTHING);
    throw error;
  });
  const state = SoakState.parse(JSON.parse(text));
  return structuredClone(state.changes < wantedChanges ? state : NOTHING);
}

export async function keepSoak(file: string, state: SoakState): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify(state));
  await rename(`${file}.new`, file);
}
