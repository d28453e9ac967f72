/** Whether a long queue of mixed files comes to the same end when its server is killed again and again. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeMixedFiles, runQueue } from '../support/media-queue.ts';
import type { BenchRow } from './row.ts';

const FILES = 200;
/** While uploads are accepted, and again while renditions are made. */
const KILLS_EACH = 10;
/** Moments of a working server's life, ms, of which each kill takes the next: from before it listens well to mid-encode. */
const MOMENTS_MS = [40, 900, 2600, 150, 5200, 1700, 300, 3900, 700, 7000];

export default async (): Promise<BenchRow[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'wawar-bench-queue-'));
  try {
    const paths = await makeMixedFiles(join(folder, 'berkas'), FILES);
    const startMs = performance.now();
    const alone = await runQueue(join(folder, 'tenang'), paths, { each: 0, afterMs: () => 0 });
    const aloneMs = performance.now() - startMs;
    let kill = 0;
    const killed = await runQueue(join(folder, 'terbunuh'), paths, {
      each: KILLS_EACH,
      afterMs: () => MOMENTS_MS[kill++ % MOMENTS_MS.length] ?? 1000,
    });
    const killedMs = performance.now() - startMs - aloneMs;
    const names = Object.keys(alone.files);
    const same = names.filter((name) => String(alone.files[name]) === String(killed.files[name])).length;
    const minutes = (ms: number): string => `${(ms / 60_000).toFixed(1)} min`;
    const flaws = alone.flaws.length + killed.flaws.length;
    return [
      {
        name: `${FILES} mixed files accepted and rendered, the server killed (SIGKILL) ${killed.kills} times`,
        ours: `${same} of ${names.length} with the same hashes, ${flaws} left-overs, ${minutes(killedMs)}`,
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
