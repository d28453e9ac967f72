import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Sha256 } from '../../core/model/primitives.ts';
import { RENDERER_MEDIA_PATH, RENDERER_SOCKET_PATH } from '../../core/protocol/player.ts';
import type { Log } from '../log.ts';
import { endWith, type Door } from './door.ts';
import { parseRange, type ByteRange } from './range.ts';
import { RendererSocket } from './renderer-socket.ts';

/** A file the manifest names; what `open` streams is verified on the way out, null if it is gone or not itself. */
export interface ServedMedia {
  bytes: number;
  type: string;
  open(range: ByteRange): Promise<Readable | null>;
}

export interface LoopbackOptions {
  /** Null when the file is not there, or nothing that is kept names it. */
  openMedia(sha256: string): Promise<ServedMedia | null>;
  log: Log;
}

export interface Loopback {
  readonly renderer: RendererSocket;
  /** Closes the door with it. */
  close(): Promise<void>;
}

/** Serves verified media and the socket to the one page that the door lets in. */
export function startLoopback(door: Door, { openMedia, log }: LoopbackOptions): Loopback {
  const renderer = new RendererSocket(log);

  async function serveMedia(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const sha256 = Sha256.safeParse(path.slice(RENDERER_MEDIA_PATH.length));
    const media = sha256.success ? await openMedia(sha256.data) : null;
    if (media === null) return endWith(response, 404);
    const range = parseRange(request.headers.range, media.bytes);
    if (range === 'unsatisfiable') {
      response.setHeader('Content-Range', `bytes */${media.bytes}`);
      return endWith(response, 416);
    }
    const { start, end: stop } = range ?? { start: 0, end: media.bytes };
    const body = request.method === 'HEAD' ? undefined : await media.open({ start, end: stop });
    if (body === null) return endWith(response, 404);
    if (range !== null) response.setHeader('Content-Range', `bytes ${start}-${stop - 1}/${media.bytes}`);
    response.writeHead(range === null ? 200 : 206, {
      'Content-Type': media.type,
      'Content-Length': stop - start,
      'Accept-Ranges': 'bytes',
    });
    if (body === undefined) response.end();
    else await pipeline(body, response);
  }

  door.open({
    async request(path, request, response) {
      if (path.startsWith(RENDERER_MEDIA_PATH)) await serveMedia(path, request, response);
      else endWith(response, 404);
    },
    upgrade(request, socket, head) {
      if (request.url === RENDERER_SOCKET_PATH) renderer.upgrade(request, socket, head);
      else socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
    },
  });

  return {
    renderer,
    async close() {
      renderer.close();
      await door.close();
    },
  };
}
