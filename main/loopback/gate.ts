import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { PageCookie } from '../shell/shell.ts';

const NAME = 'wawar_renderer';

/**
 * Who may talk to the loopback server: the one browser this process runs. Its shell puts a secret into the browser's
 * cookies, past every command line and address. The Host check stops DNS rebinding, the Origin check stops other pages'
 * sockets.
 */
export class Gate {
  readonly cookie: PageCookie = { name: NAME, value: randomBytes(32).toString('hex') };

  isOpenTo(request: IncomingMessage): boolean {
    const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
    const given = pairs.find((pair) => pair.startsWith(`${NAME}=`))?.slice(NAME.length + 1);
    return given !== undefined && isSame(given, this.cookie.value);
  }
}

/** Whether the request names this server by its address; any other name was resolved to us by someone else. */
export const isForThisHost = (request: IncomingMessage, port: number): boolean =>
  request.headers.host === `127.0.0.1:${port}`;

export const isFromThisPage = (request: IncomingMessage, port: number): boolean =>
  request.headers.origin === `http://127.0.0.1:${port}`;

function isSame(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
