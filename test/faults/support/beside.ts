/** Tests of faults in a run of their own that takes what the others leave of the processors. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { constants, setPriority, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { FaultRow } from './report.ts';

const RUN = join(import.meta.dirname, '..', 'run.ts');

/** How such a run ended; its rows are empty if it broke before there were any. */
export interface BesideEnd {
  rows: FaultRow[];
  held: boolean;
  said: string;
}

/** Starts `npm run faults` for these files at the lowest priority; what it says is kept for its end. */
export async function startBeside(files: readonly string[]): Promise<() => Promise<BesideEnd>> {
  const folder = await mkdtemp(join(tmpdir(), 'wawar-faults-'));
  const [rowsFile, logFile] = [join(folder, 'rows.json'), join(folder, 'log')];
  const log = await open(logFile, 'w');
  const child = spawn(process.execPath, [RUN, ...files.map((file) => basename(file))], {
    stdio: ['ignore', log.fd, log.fd],
    env: { ...process.env, FAULTS_JSON: rowsFile },
  });
  const exit = once(child, 'exit');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      child.kill(signal);
      process.exit(128 + constants.signals[signal]);
    });
  if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW);
  return async () => {
    try {
      const [exitCode] = (await exit) as [number | null];
      const rows = await readFile(rowsFile, 'utf8').catch(() => '[]');
      const said = await readFile(logFile, 'utf8');
      return { rows: JSON.parse(rows) as FaultRow[], held: exitCode === 0, said };
    } finally {
      await log.close();
      await rm(folder, { recursive: true, force: true });
    }
  };
}
