import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Log } from '../log.ts';
import { createServer } from '../node-http.ts';
import type { PageEntry } from '../shell/shell.ts';
import { Gate, isForThisHost, isFromThisPage } from './gate.ts';
import { securityHeaders } from './headers.ts';
import { listPages, type Page } from './pages.ts';

/** What answers the browser that was let in. */
export interface Within {
  request(path: string, request: IncomingMessage, response: ServerResponse): Promise<void>;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/**
 * The loopback server's address, open before there is anything behind it, so that a browser can be run with it at once.
 * The page's own files are the same on every kiosk: whoever asks has them. All else is for our browser alone.
 */
export interface Door {
  /** For the shell: where the page is, and what lets it in. */
  readonly entry: PageEntry;
  /** From here on there is somebody within; who came sooner has waited. */
  open(within: Within): void;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1 and a free port. @throws AppError `renderer_not_built`. */
export async function openDoor(options: { rendererDir: string; log: Log }): Promise<Door> {
  const pages = await listPages(options.rendererDir);
  const gate = new Gate();
  const inside = Promise.withResolvers<Within>();
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // Cut, so that nobody takes a part for the whole. A browser that seeks hangs up itself, which is no news.
      if (!isHangUp(error)) options.log.warn('loopback_answer_cut', { path: pathOf(request), error });
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const headers = securityHeaders(port);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (!isForThisHost(request, port)) return endWith(response, 421);
    if (request.method !== 'GET' && request.method !== 'HEAD') return endWith(response, 405);
    const path = pathOf(request);
    const page = pages.get(path);
    if (page !== undefined) return servePage(page, response);
    if (!gate.isOpenTo(request)) return endWith(response, 403);
    const within = await inside.promise;
    return within.request(path, request, response);
  }

  /** No more the server's to close. */
  const upgraded = new Set<Duplex>();
  server.on('upgrade', (request, socket, head) => {
    upgraded.add(socket);
    socket.on('error', () => socket.destroy()).on('close', () => upgraded.delete(socket));
    const mayEnter = isForThisHost(request, port) && isFromThisPage(request, port) && gate.isOpenTo(request);
    if (!mayEnter) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n', () => socket.destroy());
      return;
    }
    void inside.promise.then((within) => {
      within.upgrade(request, socket, head);
    });
  });

  return {
    entry: { url: `http://127.0.0.1:${port}/`, cookie: gate.cookie },
    open: inside.resolve,
    async close() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
      server.closeAllConnections();
      for (const socket of upgraded) socket.destroy();
      await closed;
    },
  };
}

/** An answer without a body. */
export function endWith(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

function servePage({ bytes, type }: Page, response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': type, 'Content-Length': bytes.length }).end(bytes);
}

const pathOf = (request: IncomingMessage): string => (request.url ?? '').split('?')[0] ?? '';

const isHangUp = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE';
