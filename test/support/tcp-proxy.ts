import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A cable between a client and a server on loopback, which can be pulled out and put back. */
export interface TcpProxy {
  port: number;
  /** When each connection was asked for, also those refused: `performance.now()`. */
  readonly arrivalsMs: readonly number[];
  /** Ends every connection and refuses new ones. */
  cut(): void;
  /** Once this many bytes have come after a request with `text` in it, no more come on that connection. */
  stallAfter(bytes: number, text: string): void;
  /** From here on nothing passes on the connections there are, and neither side is told; new ones work. */
  swallow(): void;
  restore(): void;
  close(): Promise<void>;
}

/** With `manySources` the server sees each connection come from another address. */
export async function startTcpProxy(
  targetPort: number,
  options: { manySources?: boolean } = {},
): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const pairs = new Set<readonly [Socket, Socket]>();
  const swallowed = new Set<Socket>();
  const arrivalsMs: number[] = [];
  let isCut = false;
  let bytesLeft = Infinity;
  let awaited: { text: string; bytes: number } | undefined;
  const server = createServer((client) => {
    arrivalsMs.push(performance.now());
    client.on('error', () => client.destroy());
    if (isCut) {
      client.destroy();
      return;
    }
    const number = arrivalsMs.length % 60_000;
    const source = options.manySources && { localAddress: `127.1.${number >> 8}.${number & 255 || 1}` };
    const upstream = connect({ port: targetPort, host: '127.0.0.1', ...source });
    const pair = [client, upstream] as const;
    client.on('data', (chunk: Buffer) => {
      if (awaited === undefined || !chunk.includes(awaited.text)) return;
      bytesLeft = awaited.bytes;
      awaited = undefined;
    });
    upstream.on('data', ({ length }) => {
      bytesLeft -= length;
      if (bytesLeft > 0) return;
      bytesLeft = Infinity;
      upstream.unpipe(client);
      upstream.resume();
    });
    pairs.add(pair);
    for (const [from, to] of [pair, [upstream, client] as const]) {
      sockets.add(from);
      const endOther = () => {
        if (!swallowed.has(from)) to.destroy();
      };
      from.on('error', endOther);
      from.on('close', () => {
        sockets.delete(from);
        pairs.delete(pair);
        endOther();
      });
      from.pipe(to);
    }
  });
  const endAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 });
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    arrivalsMs,
    cut() {
      isCut = true;
      endAll();
    },
    stallAfter(bytes, text) {
      awaited = { bytes, text };
    },
    swallow() {
      for (const [client, upstream] of pairs) {
        for (const socket of [client, upstream]) {
          swallowed.add(socket);
          socket.unpipe();
          socket.resume();
        }
      }
    },
    restore() {
      isCut = false;
      bytesLeft = Infinity;
    },
    async close() {
      endAll();
      server.close();
      await once(server, 'close');
    },
  };
}
