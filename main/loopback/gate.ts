import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const COOKIE = 'wawar_renderer';

/**
 * Who may talk to the loopback server: the one page this process opened. A token in its first URL works once and
 * becomes a cookie; a new token replaces page and cookie before. The Host check stops DNS rebinding, the Origin check
 * stops other pages' sockets.
 */
export class Gate {
  #token: string | null = null;
  #session: string | null = null;

  /** A fresh token; the one before it, if still unused, is void. */
  issueToken(): string {
    this.#token = randomBytes(32).toString('hex');
    return this.#token;
  }

  /** Exchanges the token for a `Set-Cookie` value, or null if it is not the one that is open. */
  redeem(token: string): string | null {
    if (this.#token === null || !isSame(token, this.#token)) return null;
    this.#token = null;
    this.#session = randomBytes(32).toString('hex');
    return `${COOKIE}=${this.#session}; HttpOnly; SameSite=Strict; Path=/`;
  }

  hasSession(request: IncomingMessage): boolean {
    const cookies = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
    const value = cookies.find((pair) => pair.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
    return value !== undefined && this.#session !== null && isSame(value, this.#session);
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
