import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import type { AskerOf } from './asker.ts';
import { Refusal } from './refusal.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a browser says the request comes from a page of ours; other programs send neither header. */
export function fromOwnOrigin(
  request: Pick<IncomingMessage, 'headers' | 'socket'>,
  askerOf: AskerOf,
): boolean {
  const { origin, 'sec-fetch-site': site } = request.headers;
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === askerOf(request).host;
}

/** Cross-site request forgery: a page elsewhere cannot change anything with our user's cookie. */
export const refuseForeignOrigins =
  (askerOf: AskerOf): RequestHandler =>
  (req, _res, next) => {
    next(SAFE.has(req.method) || fromOwnOrigin(req, askerOf) ? undefined : new Refusal('foreign_origin'));
  };
