/**
 * A process that does media work as the server does it, already running, and tells what each piece cost. Started with a
 * PATH without bubblewrap, which does not wait for its own child, so that the CPU time of ffmpeg is counted.
 */
import { readFile } from 'node:fs/promises';
import { renderCarAudio, renderVideo } from '../../../media/index.ts';

export interface MediaOrder {
  call: 'renderVideo' | 'renderCarAudio';
  order: object;
}

export interface MediaDone {
  path: string;
  /** Of this process and of all it started. */
  cpuS: number;
}

/** Linux counts the time of ended children in ticks of 10 ms. */
const TICK_S = 0.01;

async function cpuSeconds(): Promise<number> {
  const stat = await readFile('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // utime, stime, cutime, cstime: proc(5).
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) * TICK_S, 0);
}

const CALLS = { renderVideo, renderCarAudio };

process.on('message', (message: MediaOrder) => {
  void (async () => {
    const before = await cpuSeconds();
    const made = await CALLS[message.call](message.order as never);
    if (!made.ok) throw new Error(`${made.error.code}: ${made.error.detail}`);
    process.send?.({ path: made.value.path, cpuS: (await cpuSeconds()) - before } satisfies MediaDone);
  })();
});
