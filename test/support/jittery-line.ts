import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A line to a server on loopback on which every piece of data takes its own time, in order. */
export interface JitteryLine {
  port: number;
  close(): Promise<void>;
}

/** Each piece is held up for `baseMs` plus a uniform 0 to `jitterMs`, drawn with `random`, in either direction. */
export async function startJitteryLine(
  targetPort: number,
  { baseMs, jitterMs, random }: { baseMs: number; jitterMs: number; random: () => number },
): Promise<JitteryLine> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(targetPort, '127.0.0.1');
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(from);
      from.setNoDelay();
      let dueMs = 0;
      from.on('data', (piece: Buffer) => {
        const nowMs = performance.now();
        dueMs = Math.max(dueMs, nowMs + baseMs + random() * jitterMs);
        setTimeout(() => to.writable && to.write(piece), dueMs - nowMs);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
