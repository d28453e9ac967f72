import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import {
  RENDERER_MEDIA_PATH,
  RENDERER_SOCKET_PATH,
  RendererMessage,
  type ServiceMessage,
} from '../../core/protocol/player.ts';
import { securityHeaders } from '../../main/loopback/headers.ts';
import { listPages, type Page } from '../../main/loopback/pages.ts';
import { parseRange } from '../../main/loopback/range.ts';

type Received = RendererMessage & { atMs: number };

interface Text {
  type: string;
  text: string;
}

/** Serves the built player page and media as the player's service does, and speaks its socket. */
export class PageHost {
  readonly received: Received[] = [];
  readonly url: string;
  readonly #media = new Map<string, { path: string; type: string }>();
  readonly #server = createServer((request, response) => {
    void this.#answer(request, response);
  });
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #pages: ReadonlyMap<string, Page>;
  /** What pages that connect are told first, as the service does it. */
  #state: ServiceMessage | undefined;
  #isReachable = true;
  readonly #stalled = new Map<string, number>();
  readonly #openPages = new Map<string, Text>();
  #injected: string | undefined;

  private constructor(pages: ReadonlyMap<string, Page>) {
    this.#pages = pages;
    this.#server.listen(0, '127.0.0.1');
    this.url = '';
  }

  /** `pageFolder` holds the built page. */
  static async start(pageFolder: string): Promise<PageHost> {
    const host = new PageHost(await listPages(pageFolder));
    await host.#listen();
    return host;
  }

  async #listen(): Promise<void> {
    await once(this.#server, 'listening');
    const { port } = this.#server.address() as AddressInfo;
    Object.assign(this, { url: `http://127.0.0.1:${String(port)}` });
    this.#server.on('upgrade', (request, socket, head) => {
      if (!this.#isReachable || request.url !== RENDERER_SOCKET_PATH) {
        socket.destroy();
        return;
      }
      this.#sockets.handleUpgrade(request, socket, head, (page) => {
        this.#take(page);
      });
    });
  }

  addMedia(file: { sha256: string; path: string; type: string }): void {
    this.#media.set(file.sha256, file);
  }

  /** A black page. */
  get blankUrl(): string {
    return `${this.url}/blank.html`;
  }

  /** From now on this file stops coming after so many bytes, as from a disk that hangs; each answer for itself. */
  stallAfter(sha256: string, bytes: number): void {
    this.#stalled.set(sha256, bytes);
  }

  /** Serves another player's page or program, which our security policy would not let run. */
  serveOpenly(path: string, text: Text): void {
    this.#openPages.set(path, text);
  }

  /** Runs in the page before its own program, until `forget`. */
  inject(script: string): void {
    this.#injected = script;
  }

  /** Nothing is known and nothing was said. */
  forget(): void {
    this.#injected = undefined;
    this.#state = undefined;
    this.received.length = 0;
  }

  /** A page that plays one file in a bare `<video>`, once or for ever, for comparison. */
  controlUrl(sha256: string, repeats: 'once' | 'loop' = 'once'): string {
    return `${this.url}/control.html#${sha256},${repeats}`;
  }

  send(message: ServiceMessage): void {
    if (message.type === 'state') this.#state = message;
    for (const page of this.#sockets.clients) page.send(JSON.stringify(message));
  }

  /** Cuts the page off, or lets it come back. */
  reachable(isReachable: boolean): void {
    this.#isReachable = isReachable;
    if (!isReachable) for (const page of this.#sockets.clients) page.terminate();
  }

  async close(): Promise<void> {
    this.reachable(false);
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  #take(page: WebSocket): void {
    page.on('message', (data) => {
      const message = RendererMessage.parse(JSON.parse((data as Buffer).toString('utf8')));
      this.received.push({ ...message, atMs: Date.now() });
    });
    if (this.#state) page.send(JSON.stringify(this.#state));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.url);
    const open = this.#openPages.get(pathname);
    if (open) {
      response.setHeader('Content-Type', open.type);
      response.end(open.text);
      return;
    }
    const { port } = this.#server.address() as AddressInfo;
    for (const [name, value] of Object.entries(securityHeaders(port))) response.setHeader(name, value);
    const text = CONTROL_PAGE[pathname] ?? this.#injection(pathname);
    if (text) {
      response.setHeader('Content-Type', text.type);
      response.end(text.text);
      return;
    }
    const media = pathname.startsWith(RENDERER_MEDIA_PATH)
      ? this.#media.get(pathname.slice(RENDERER_MEDIA_PATH.length))
      : undefined;
    const page = this.#pages.get(pathname);
    if (page) {
      response.writeHead(200, { 'Content-Type': page.type }).end(page.bytes);
      return;
    }
    if (!media) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader('Content-Type', media.type);
    const stalled = this.#stalled.get(pathname.slice(RENDERER_MEDIA_PATH.length)) ?? Infinity;
    await sendFile(media.path, request, response, stalled);
  }

  #injection(pathname: string): Text | undefined {
    if (this.#injected === undefined) return undefined;
    if (pathname === '/injected.js') return { type: 'text/javascript', text: this.#injected };
    const page = pathname === '/' ? this.#pages.get(pathname) : undefined;
    if (!page) return undefined;
    const text = page.bytes.toString();
    return { type: page.type, text: text.replace('<head>', '<head><script src="/injected.js"></script>') };
  }
}

const CONTROL_PAGE: Readonly<Record<string, Text>> = {
  '/blank.html': { type: 'text/html', text: '<!doctype html><link rel="stylesheet" href="/control.css">' },
  '/control.html': {
    type: 'text/html',
    text: '<!doctype html><link rel="stylesheet" href="/control.css"><video></video><script src="/control.js"></script>',
  },
  '/control.css': {
    type: 'text/css',
    text: 'body { margin: 0; background: #000; cursor: none; overflow: hidden } video { display: block }',
  },
  '/control.js': {
    type: 'text/javascript',
    text: `const video = document.querySelector('video');
const [sha256, repeats] = location.hash.slice(1).split(',');
video.loop = repeats === 'loop';
video.src = '${RENDERER_MEDIA_PATH}' + sha256;
video.play();`,
  },
};

async function sendFile(
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  mostBytes: number,
): Promise<void> {
  const { size } = await stat(path);
  const range = parseRange(request.headers.range, size);
  response.setHeader('Accept-Ranges', 'bytes');
  if (range === 'unsatisfiable') {
    response.writeHead(416, { 'Content-Range': `bytes */${String(size)}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: size };
  response.setHeader('Content-Length', end - start);
  if (range) response.setHeader('Content-Range', `bytes ${String(start)}-${String(end - 1)}/${String(size)}`);
  response.writeHead(range ? 206 : 200);
  const isWhole = start + mostBytes >= end;
  const file = createReadStream(path, { start, end: Math.min(end, start + mostBytes) - 1 });
  file.pipe(response, { end: isWhole });
}
