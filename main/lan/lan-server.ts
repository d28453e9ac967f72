import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { Sha256 } from '../../core/model/primitives.ts';
import { LAN_HELD_PATH, LAN_PULL_PATH } from '../../core/protocol/lan.ts';
import type { Log } from '../log.ts';
import { createServer } from '../node-http.ts';
import { Allowance } from './allowance.ts';
import type { Doorkeeper } from './authority.ts';

const CONNECTIONS = 200;
const CONNECTIONS_EACH_ADDRESS = 100;
/** Enough for two chunks a second and neighbour of a hundred, and their questions who has what. */
const REQUESTS = { burst: 2000, perSecond: 400 };
/** Of those that were refused: strangers, scanners. */
const REFUSALS = { burst: 200, perSecond: 5 };
const STILL_AT_IT_EVERY_MS = 500;
const STALLED_AFTER_MS = 15_000;
const CHUNK_NUMBER = /^\d{1,5}$/;

export interface LanServerOptions {
  host: string;
  port: number;
  doorkeeper: Doorkeeper;
  /** What is here or on its way from the server; null for anything else. */
  held(sha256: string, chunk: number): Promise<Uint8Array | null>;
  isHeld(sha256: string, chunk: number): Promise<boolean>;
  /** The same, fetching what is missing if a manifest names it and nothing forbids it. */
  pull(sha256: string, chunk: number): Promise<Uint8Array | null>;
  monotonicMs(): number;
  log: Log;
}

export interface LanServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * The one port a player opens to its network, while sharing is on: verified chunks for enrolled neighbours, 401 for
 * everybody else, whatever they ask for. @throws Error of the system when it cannot listen.
 */
export async function startLanServer(options: LanServerOptions): Promise<LanServer> {
  const { doorkeeper, monotonicMs, log } = options;
  const requests = new Allowance(REQUESTS, monotonicMs);
  const refusals = new Allowance(REFUSALS, monotonicMs);
  const perAddress = new Map<string, number>();
  const server = createServer({
    maxHeaderSize: 4096,
    headersTimeout: 5000,
    requestTimeout: 10_000,
    keepAliveTimeout: 10_000,
    connectionsCheckingInterval: 2000,
  });
  server.maxConnections = CONNECTIONS;

  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    const count = (perAddress.get(address) ?? 0) + 1;
    perAddress.set(address, count);
    socket.once('close', () => {
      const left = (perAddress.get(address) ?? 1) - 1;
      if (left > 0) perAddress.set(address, left);
      else perAddress.delete(address);
    });
    socket.setTimeout(STALLED_AFTER_MS, () => socket.destroy());
    if (count > CONNECTIONS_EACH_ADDRESS) socket.destroy();
  });
  server.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => {
      log.warn('lan_answer_cut', { error });
      response.destroy();
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = request.socket.remoteAddress ?? '';
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Cache-Control', 'no-store');
    if (!requests.take(address)) return end(response, 429);
    if (!doorkeeper.admits(request)) {
      if (refusals.take(address)) end(response, 401);
      else request.socket.destroy();
      return;
    }
    const asked = parse(request);
    if (asked === null) return end(response, 404);
    const { isPull, sha256, chunk } = asked;
    const stillAtIt = setInterval(() => {
      if (!response.headersSent && !response.destroyed) response.writeProcessing();
    }, STILL_AT_IT_EVERY_MS);
    try {
      if (request.method === 'HEAD') return end(response, (await options.isHeld(sha256, chunk)) ? 200 : 404);
      const bytes = await (isPull ? options.pull(sha256, chunk) : options.held(sha256, chunk));
      if (bytes === null) return end(response, 404);
      response.writeHead(200, {
        'Content-Type': 'application/octet-stream',
        'Content-Length': bytes.length,
      });
      response.end(bytes);
    } finally {
      clearInterval(stillAtIt);
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
      server.closeAllConnections();
      await closed;
    },
  };
}

function parse({ url = '', method = '' }: IncomingMessage) {
  const isPull = url.startsWith(LAN_PULL_PATH);
  if (!isPull && !url.startsWith(LAN_HELD_PATH)) return null;
  if (method !== 'GET' && (method !== 'HEAD' || isPull)) return null;
  const [sha256, chunk, ...more] = url.slice((isPull ? LAN_PULL_PATH : LAN_HELD_PATH).length).split('/');
  if (!Sha256.safeParse(sha256).success || !CHUNK_NUMBER.test(chunk ?? '') || more.length > 0) return null;
  return { isPull, sha256: sha256 ?? '', chunk: Number(chunk) };
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'Content-Length': 0 }).end();
}
