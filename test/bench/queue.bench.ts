/**
 * Whether a long queue of mixed files comes to the same end when its server is killed again and again, at random moments
 * of its life; `WAWAR_SEED=n` repeats them.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Dice } from '../faults/support/seed.ts';
import { makeMixedFiles, runQueue } from '../support/media-queue.ts';
import type { BenchRow } from './row.ts';

const FILES = 200;
/** While uploads are accepted, and again while renditions are made. */
const KILLS_EACH = 10;
/** Moments of a working server's life: from before it listens well to mid-encode; early ones as likely as late ones. */
const MOMENT_MS = { least: 20, most: 8000 };

export default async (): Promise<BenchRow[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'wawar-bench-queue-'));
  try {
    const paths = await makeMixedFiles(join(folder, 'berkas'), FILES);
    const startMs = performance.now();
    const alone = await runQueue(join(folder, 'tenang'), paths, { each: 0, afterMs: () => 0 });
    const aloneMs = performance.now() - startMs;
    const dice = new Dice(Number(process.env['WAWAR_SEED'] ?? Date.now() % 1_000_000));
    const killed = await runQueue(join(folder, 'terbunuh'), paths, {
      each: KILLS_EACH,
      afterMs: () => MOMENT_MS.least * (MOMENT_MS.most / MOMENT_MS.least) ** dice.next(),
    });
    const killedMs = performance.now() - startMs - aloneMs;
    const names = Object.keys(alone.files);
    const isMade = ([state, rendering]: readonly string[] = []) => state === 'ready' && rendering === 'ready';
    const same = names.filter(
      (name) => isMade(alone.files[name]) && String(alone.files[name]) === String(killed.files[name]),
    ).length;
    const minutes = (ms: number): string => `${(ms / 60_000).toFixed(1)} min`;
    const flaws = alone.flaws.length + killed.flaws.length;
    return [
      {
        name: `${FILES} mixed files accepted and rendered, the server killed (SIGKILL) ${killed.kills} times, seed ${dice.seed}`,
        ours: `${same} of ${names.length} made, with the same hashes, ${flaws} left-overs, ${minutes(killedMs)}`,
        peer: `left alone ${minutes(aloneMs)}`,
        ratio: same / FILES,
        goal: 'all the same',
        met: same === FILES && flaws === 0 && killed.kills > 0,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
