/** Who asks, also through a proxy: the one place that reads what a proxy says of those behind it. */
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

export interface Asker {
  /** What throttles count by. */
  address: string;
  /** Name and port as the asker's own address bar has them. */
  host: string | undefined;
  /** Came over TLS, as far as the proxy. */
  isSecure: boolean;
}

export type AskerOf = (request: Pick<IncomingMessage, 'headers' | 'socket'>) => Asker;

/**
 * Believes `X-Forwarded-For`, `-Host` and `-Proto` from these addresses only; `loopback` stands for all of this
 * machine's own. From anybody else they count for nothing.
 *
 * @throws TypeError for what is no address
 */
export function askersBehind(proxies: readonly string[]): AskerOf {
  const trusted = new BlockList();
  for (const proxy of proxies) {
    if (proxy === 'loopback') {
      trusted.addSubnet('127.0.0.0', 8);
      trusted.addAddress('::1', 'ipv6');
    } else trusted.addAddress(proxy, familyOf(proxy));
  }
  const isTrusted = (address: string): boolean =>
    isIP(address) !== 0 && trusted.check(address, familyOf(address));

  return ({ headers, socket }) => {
    const peer = socket.remoteAddress ?? '';
    if (!isTrusted(peer)) return { address: peer, host: headers.host, isSecure: false };
    const [host = headers.host] = listed(headers['x-forwarded-host']);
    const [protocol] = listed(headers['x-forwarded-proto']);
    const passedOn = listed(headers['x-forwarded-for']).reverse();
    return { address: lastStranger(peer, passedOn, isTrusted), host, isSecure: protocol === 'https' };
  };
}

/** Each proxy writes whom it heard at the end of the list: what stands before the first stranger is only claimed. */
function lastStranger(
  peer: string,
  passedOn: readonly string[],
  isTrusted: (address: string) => boolean,
): string {
  let address = peer;
  for (const earlier of passedOn) {
    if (!isTrusted(address) || isIP(earlier) === 0) break;
    address = earlier;
  }
  return address;
}

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

const listed = (header: string | string[] | undefined): string[] =>
  [header ?? []]
    .flat()
    .flatMap((line) => line.split(','))
    .map((one) => one.trim())
    .filter((one) => one !== '');
