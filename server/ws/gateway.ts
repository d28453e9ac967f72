/** The two sockets on the HTTP server's own port: players and browsers. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { DEVICE_MESSAGE_LIMIT_BYTES, DEVICE_SOCKET_PATH, HEARTBEAT_MS } from '../../core/protocol/device.ts';
import { LIVE_SOCKET_PATH } from '../../core/protocol/live.ts';
import { sessionOf, userOfCookies } from '../auth/sessions.ts';
import type { DirectorServices } from '../director-services.ts';
import { fromOwnOrigin } from '../http/same-origin.ts';
import { startBrowserSession } from './browser-session.ts';
import { startDeviceSession } from './device-session.ts';
import { startHeartbeat } from './heartbeat.ts';
import { closeSocket } from './line.ts';

/** Connections of one address that are not (yet) known as a paired device: a site's players behind one router. */
const STRANGERS_PER_ADDRESS = 32;
/** Browsers send nothing. */
const BROWSER_MESSAGE_LIMIT_BYTES = 1024;

export interface Gateway {
  /** Closes every socket with 1001, so that players come back by themselves. */
  close(): Promise<void>;
}

export function attachGateway(
  server: Server,
  services: DirectorServices,
  options: { heartbeatMs?: number } = {},
): Gateway {
  const devices = new WebSocketServer({ noServer: true, maxPayload: DEVICE_MESSAGE_LIMIT_BYTES });
  const browsers = new WebSocketServer({ noServer: true, maxPayload: BROWSER_MESSAGE_LIMIT_BYTES });
  const heartbeat = startHeartbeat(options.heartbeatMs ?? HEARTBEAT_MS);
  const strangers = new Map<string, number>();
  const sessions = new Set<Promise<void>>();
  const { askerOf, log } = services;

  /** A protocol violation (too large, bad frame) is closed by ws itself with its code; it only wants a listener. */
  const watch = (socket: WebSocket): void => {
    socket.on('error', (error) => log.info({ reason: error.message }, 'socket error'));
    heartbeat.watch(socket);
  };

  const acceptDevice = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    const { address } = askerOf(request);
    const count = strangers.get(address) ?? 0;
    if (count >= STRANGERS_PER_ADDRESS) {
      refuse(stream, 429, 'Too Many Requests');
      return;
    }
    devices.handleUpgrade(request, stream, head, (socket) => {
      watch(socket);
      strangers.set(address, (strangers.get(address) ?? 0) + 1);
      let counted = true;
      const known = (): void => {
        if (!counted) return;
        counted = false;
        const left = (strangers.get(address) ?? 1) - 1;
        if (left > 0) strangers.set(address, left);
        else strangers.delete(address);
      };
      socket.once('close', known);
      const session = startDeviceSession(socket, services, known).finally(() => sessions.delete(session));
      sessions.add(session);
    });
  };

  const acceptBrowser = async (request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> => {
    const { cookie } = request.headers;
    const [user, session] = [await userOfCookies(services, cookie), sessionOf(cookie)];
    if (user === null || session === null) {
      refuse(stream, 401, 'Unauthorized');
      return;
    }
    browsers.handleUpgrade(request, stream, head, (socket) => {
      watch(socket);
      startBrowserSession(socket, { user, session }, services);
    });
  };

  const onUpgrade = (request: IncomingMessage, stream: Duplex, head: Buffer): void => {
    const ignoreReset = (): undefined => undefined;
    stream.on('error', ignoreReset);
    // Not parsed as a URL: what a stranger writes there need not be one.
    const [pathname] = (request.url ?? '').split('?', 1);
    // Cross-site WebSocket hijacking: a page elsewhere uses the visitor's cookie or address.
    if (!fromOwnOrigin(request, askerOf)) refuse(stream, 403, 'Forbidden');
    else if (pathname === DEVICE_SOCKET_PATH) acceptDevice(request, stream, head);
    else if (pathname === LIVE_SOCKET_PATH) {
      acceptBrowser(request, stream, head).catch((error: unknown) => {
        log.error({ err: error }, 'browser socket failed');
        refuse(stream, 500, 'Internal Server Error');
      });
    } else refuse(stream, 404, 'Not Found');
  };

  server.on('upgrade', onUpgrade);
  return {
    async close() {
      server.off('upgrade', onUpgrade);
      heartbeat.close();
      for (const socket of [...devices.clients, ...browsers.clients])
        closeSocket(socket, 1001, 'server stops');
      await Promise.all(sessions);
    },
  };
}

function refuse(stream: Duplex, status: number, text: string): void {
  stream.end(`HTTP/1.1 ${status} ${text}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
