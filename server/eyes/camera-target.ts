/** Which hosts a camera's address may lead to. The server asks them from inside the city's network. */
import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';

/** The server itself, the link, and what is no single host: never cameras, and dangerous to talk to for others. */
const NEVER = new BlockList();
NEVER.addSubnet('0.0.0.0', 8, 'ipv4');
NEVER.addSubnet('127.0.0.0', 8, 'ipv4');
NEVER.addSubnet('169.254.0.0', 16, 'ipv4');
NEVER.addSubnet('224.0.0.0', 3, 'ipv4');
NEVER.addAddress('::', 'ipv6');
NEVER.addAddress('::1', 'ipv6');
NEVER.addSubnet('fe80::', 10, 'ipv6');
NEVER.addSubnet('ff00::', 8, 'ipv6');
// Prefixes that carry an IPv4 address inside: RFC 6052 and 6to4.
NEVER.addSubnet('64:ff9b::', 96, 'ipv6');
NEVER.addSubnet('2002::', 16, 'ipv6');

export interface CameraTarget {
  address: string;
  family: 4 | 6;
}

/** Loopback may be asked in tests only. */
export interface TargetRules {
  allowLoopback: boolean;
}

function isAllowed(address: string, family: 4 | 6, { allowLoopback }: TargetRules): boolean {
  // `::ffff:127.0.0.1` is checked as the IPv4 address it carries.
  if (allowLoopback && address === '127.0.0.1') return true;
  return !NEVER.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/**
 * The address to connect to; whoever connects must use it and not ask for the name again, or another answer could
 * lead elsewhere. Null when there is none that is allowed.
 */
export async function findTarget(hostname: string, rules: TargetRules): Promise<CameraTarget | null> {
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const literal = isIP(host);
  const found =
    literal === 0 ? await lookup(host, { all: true }).catch(() => []) : [{ address: host, family: literal }];
  // One bad answer among good ones is somebody trying.
  const targets = found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }) as const);
  if (!targets.every(({ address, family }) => isAllowed(address, family, rules))) return null;
  return targets[0] ?? null;
}
