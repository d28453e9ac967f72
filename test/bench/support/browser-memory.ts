import { readdir, readFile } from 'node:fs/promises';

/** `stat` after the command in brackets: state, parent, process group. proc_pid_stat(5). */
const STAT = /^\d+ \(.*\) \S (?<parent>\d+) (?<group>\d+) /su;

/**
 * Memory of the browser this process started on an X display, with everything it started itself, in MiB: what it
 * wrote itself, shared parts once; not the pages of its program, which other browsers share. Linux only.
 */
export async function browserMemoryMib(display: string): Promise<number> {
  const groups = new Map<number, number[]>();
  const own: number[] = [];
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const stat = STAT.exec(await textOf(pid, 'stat'))?.groups;
    if (!stat) continue;
    const group = Number(stat['group']);
    groups.set(group, [...(groups.get(group) ?? []), pid]);
    const isOurs = Number(stat['parent']) === process.pid && group === pid;
    if (isOurs && (await textOf(pid, 'environ')).split('\0').includes(`DISPLAY=${display}`)) own.push(pid);
  }
  const pids = own.flatMap((pid) => groups.get(pid) ?? []);
  if (pids.length === 0) throw new Error(`no browser of ours is on ${display}`);
  const shares = await Promise.all(pids.map(async (pid) => shareKib(await textOf(pid, 'smaps_rollup'))));
  return shares.reduce((sum, kib) => sum + kib, 0) / 1024;
}

/** proc_pid_smaps(5). */
const shareKib = (rollup: string): number =>
  [...rollup.matchAll(/^Pss_(?:Anon|Shmem):\s+(\d+) kB/gm)].reduce((sum, [, kib]) => sum + Number(kib), 0);

/** Empty for a process that has just gone, or that is not ours to look into. */
const textOf = (pid: number, file: string): Promise<string> =>
  readFile(`/proc/${String(pid)}/${file}`, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (['ENOENT', 'ESRCH', 'EACCES'].includes(error.code ?? '')) return '';
    throw error;
  });
