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
  const rollups = await Promise.all(pids.map((pid) => textOf(pid, 'smaps_rollup')));
  const sumMib = (kind: string) => rollups.reduce((sum, rollup) => sum + kibOf(rollup, kind), 0) / 1024;
  return sumMib('Anon') + sumMib('Shmem');
}

/** proc_pid_smaps(5). */
const kibOf = (rollup: string, kind: string): number =>
  Number(new RegExp(`^Pss_${kind}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1] ?? 0);

/** Empty for a process that has just gone, or that is not ours to look into. */
const textOf = (pid: number, file: string): Promise<string> =>
  readFile(`/proc/${String(pid)}/${file}`, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (['ENOENT', 'ESRCH', 'EACCES'].includes(error.code ?? '')) return '';
    throw error;
  });
