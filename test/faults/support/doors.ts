/** Sockets of processes that wait for somebody to come, as the Linux kernel tells it. */
import { readdir, readFile, readlink } from 'node:fs/promises';

/** The states (net/tcp_states.h) in which a socket takes what comes from anywhere: listening, and UDP without a peer. */
const OPEN_STATES = { tcp: '0A', tcp6: '0A', udp: '07', udp6: '07' };

/** Those that can be reached by another way than 127.0.0.1 and ::1. */
export const doorsBeyondLoopback = async (pids: readonly number[]): Promise<string[]> =>
  (await openDoors(pids)).filter((door) => !/ (127\.0\.0\.1|::1):\d+$/.test(door));

/**
 * Every open TCP and UDP socket of these processes, e.g. `udp 0.0.0.0:5353`; one in a network namespace of its own is
 * not seen, and has no way to any network.
 */
export async function openDoors(pids: readonly number[]): Promise<string[]> {
  const own = new Set((await Promise.all(pids.map(socketsOf))).flat());
  const found: string[] = [];
  for (const [table, open] of Object.entries(OPEN_STATES)) {
    const lines = (await readFile(`/proc/self/net/${table}`, 'utf8')).trim().split('\n').slice(1);
    for (const line of lines) {
      const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
      if (state === open && own.has(inode)) found.push(`${table} ${readable(local)}`);
    }
  }
  return found;
}

/** Inodes of the sockets it holds; none of one that has ended. */
async function socketsOf(pid: number): Promise<string[]> {
  const found: string[] = [];
  for (const fd of await readdir(`/proc/${pid}/fd`).catch(() => [])) {
    const target = await readlink(`/proc/${pid}/fd/${fd}`).catch(() => '');
    const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1];
    if (inode !== undefined) found.push(inode);
  }
  return found;
}

const LOOPBACK_6 = '00000000000000000000000001000000';

/** The kernel writes addresses as little-endian words; IPv6 is left as it is, but for loopback. */
function readable(local: string): string {
  const [address = '', port = ''] = local.split(':');
  const bytes = address.length === 8 ? (address.match(/../g) ?? []).reverse() : [];
  const dotted = bytes.map((byte) => parseInt(byte, 16)).join('.');
  const named = address === LOOPBACK_6 ? '::1' : address;
  return `${dotted === '' ? named : dotted}:${parseInt(port, 16)}`;
}
