import { readdir, readFile } from 'node:fs/promises';

/**
 * Memory of a process and all it started, in bytes: what is theirs alone and what they share, but not the program
 * files they map (proc(5): RssAnon and RssShmem). Elsewhere than on Linux only this process is counted.
 */
export async function familyMemoryBytes(pid: number): Promise<number> {
  if (process.platform !== 'linux') return process.memoryUsage.rss();
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const processes = (await Promise.all(names.map(readProcess))).filter((one) => one !== null);
  const children = Map.groupBy(processes, ({ parent }) => parent);
  let bytes = 0;
  const family = processes.filter((one) => one.pid === pid);
  for (const one of family) {
    bytes += one.bytes;
    family.push(...(children.get(one.pid) ?? []));
  }
  return bytes;
}

interface Member {
  pid: number;
  parent: number;
  bytes: number;
}

/** Null for a process that has ended meanwhile. */
async function readProcess(name: string): Promise<Member | null> {
  let status: string;
  try {
    status = await readFile(`/proc/${name}/status`, 'utf8');
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['ENOENT', 'ESRCH', 'EACCES'].includes(code)) return null;
    throw error;
  }
  const field = (label: string) => Number(new RegExp(`^${label}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
  return {
    pid: Number(name),
    parent: field('PPid'),
    bytes: (field('RssAnon') + field('RssShmem')) * 1024,
  };
}
