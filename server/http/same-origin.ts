import type { RequestHandler } from 'express';
import { Refusal } from './refusal.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a browser says the request comes from a page of ours; other programs send neither header. */
export function fromOwnOrigin(headers: {
  host?: string | undefined;
  origin?: string | undefined;
  'sec-fetch-site'?: string | string[] | undefined;
}): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (headers.origin === undefined) return true;
  return URL.canParse(headers.origin) && new URL(headers.origin).host === headers.host;
}

/** Cross-site request forgery: a page elsewhere cannot change anything with our user's cookie. */
export const refuseForeignOrigins: RequestHandler = (req, _res, next) => {
  next(SAFE.has(req.method) || fromOwnOrigin(req.headers) ? undefined : new Refusal('foreign_origin'));
};
