import { createReadStream } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Sha256 } from '../../core/model/primitives.ts';
import { RENDERER_MEDIA_PATH, RENDERER_SOCKET_PATH } from '../../core/protocol/player.ts';
import type { Log } from '../log.ts';
import { Gate, isForThisHost, isFromThisPage } from './gate.ts';
import { securityHeaders } from './headers.ts';
import { listPages, type Page } from './pages.ts';
import { parseRange, type ByteRange } from './range.ts';
import { RendererSocket } from './renderer-socket.ts';

/** A file the manifest names; what `open` streams is verified on the way out, null if it is gone or not itself. */
export interface ServedMedia {
  bytes: number;
  type: string;
  open(range: ByteRange): Promise<Readable | null>;
}

export interface LoopbackOptions {
  rendererDir: string;
  /** Null when the file is not there, or nothing that is kept names it. */
  openMedia(sha256: string): Promise<ServedMedia | null>;
  log: Log;
}

export interface Loopback {
  readonly renderer: RendererSocket;
  /** URL of the page with a new single-use token. */
  url(): string;
  close(): Promise<void>;
}

/** Serves page, verified media and socket to the one renderer, on 127.0.0.1 and a free port. */
export async function startLoopback(options: LoopbackOptions): Promise<Loopback> {
  const pages = await listPages(options.rendererDir);
  const gate = new Gate();
  const renderer = new RendererSocket(options.log);
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
    if (!isForThisHost(request, port)) return end(response, 421);
    if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405);
    const url = new URL(request.url ?? '/', `http://127.0.0.1:${port}`);
    const token = url.searchParams.get('token');
    if (url.pathname === '/' && token !== null) return enter(token, response);
    if (!gate.hasSession(request)) return end(response, 403);
    if (url.pathname.startsWith(RENDERER_MEDIA_PATH)) return serveMedia(url.pathname, request, response);
    const page = pages.get(url.pathname);
    return page === undefined ? end(response, 404) : servePage(page, request, response);
  }

  function enter(token: string, response: ServerResponse): void {
    const cookie = gate.redeem(token);
    if (cookie === null) return end(response, 403);
    response.writeHead(303, { 'Set-Cookie': cookie, Location: '/' }).end();
  }

  async function serveMedia(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const sha256 = Sha256.safeParse(path.slice(RENDERER_MEDIA_PATH.length));
    const media = sha256.success ? await options.openMedia(sha256.data) : null;
    if (media === null) return end(response, 404);
    const range = parseRange(request.headers.range, media.bytes);
    if (range === 'unsatisfiable') {
      response.setHeader('Content-Range', `bytes */${media.bytes}`);
      return end(response, 416);
    }
    const { start, end: stop } = range ?? { start: 0, end: media.bytes };
    const body = request.method === 'HEAD' ? undefined : await media.open({ start, end: stop });
    if (body === null) return end(response, 404);
    if (range !== null) response.setHeader('Content-Range', `bytes ${start}-${stop - 1}/${media.bytes}`);
    response.writeHead(range === null ? 200 : 206, {
      'Content-Type': media.type,
      'Content-Length': stop - start,
      'Accept-Ranges': 'bytes',
    });
    if (body === undefined) response.end();
    else await pipeline(body, response);
  }

  server.on('upgrade', (request, socket, head) => {
    const isOurs =
      isForThisHost(request, port) &&
      isFromThisPage(request, port) &&
      gate.hasSession(request) &&
      request.url === RENDERER_SOCKET_PATH;
    if (isOurs) renderer.upgrade(request, socket, head);
    else socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
  });

  return {
    renderer,
    url: () => `http://127.0.0.1:${port}/?token=${gate.issueToken()}`,
    async close() {
      renderer.close();
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

async function servePage(page: Page, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('Content-Type', page.type);
  if (request.method === 'HEAD') response.end();
  else await pipeline(createReadStream(page.file), response);
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

/** Path without its query, which may hold the token. */
const pathOf = (request: IncomingMessage): string => (request.url ?? '').split('?')[0] ?? '';

const isHangUp = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException).code === 'ERR_STREAM_PREMATURE_CLOSE';
