import { BlockList } from 'node:net';
import { networkInterfaces } from 'node:os';

export interface Subnet {
  /** This machine's own IPv4 address in it. */
  address: string;
  prefixBits: number;
}

/** Where neighbours can be: what this machine listens on, and the networks it is in. */
export interface LanInterface {
  host: string;
  /** 0 takes a free one; the server tells neighbours which. */
  port: number;
  subnets(): readonly Subnet[];
}

/** All IPv4 networks this machine has a cable or antenna in. */
export const machineInterface: LanInterface = {
  host: '0.0.0.0',
  port: 0,
  subnets: () =>
    Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .flatMap(({ address, cidr, family, internal }) =>
        family === 'IPv4' && !internal && cidr !== null
          ? [{ address, prefixBits: Number(cidr.split('/')[1]) }]
          : [],
      ),
};

/** The first of these addresses that lies in one of the networks; none is asked across a router. */
export function reachableOf(addresses: readonly string[], subnets: readonly Subnet[]): string | undefined {
  const near = new BlockList();
  for (const { address, prefixBits } of subnets) near.addSubnet(address, prefixBits);
  return addresses.find((address) => near.check(address));
}
