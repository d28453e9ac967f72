/** Server-side sessions: the browser holds a random token, the store its hash. */
import type { Request, Response } from 'express';
import type { User } from '../../core/model/catalogue.ts';
import type { Asker } from '../http/asker.ts';
import type { Services } from '../services.ts';
import type { Db, Trx } from '../store/database.ts';
import { hashToken, newToken } from './tokens.ts';
import { userOf } from './users.ts';

const COOKIE = 'wawar_session';
/** Time without a request after which a session ends. */
const IDLE_MS = 12 * 3_600_000;
/** The end is moved at most this often, so that reading does not write. */
const EXTEND_EVERY_MS = 5 * 60_000;

type SessionServices = Pick<Services, 'db' | 'nowMs'>;
type Asked = Pick<Services, 'askerOf'>;

/** Starts a session; returns the token for `setSessionCookie` once the transaction has committed. */
export async function openSession(trx: Trx, userId: string, nowMs: number): Promise<string> {
  const token = newToken();
  await trx.deleteFrom('sessions').where('expires_at_ms', '<=', nowMs).execute();
  await trx
    .insertInto('sessions')
    .values({
      token_hash: hashToken(token),
      user_id: userId,
      created_at_ms: nowMs,
      expires_at_ms: nowMs + IDLE_MS,
    })
    .execute();
  return token;
}

/** The user whose session cookie came with a request, unless it has ended or the account is not active. */
export async function userOfCookies(
  { db, nowMs }: SessionServices,
  cookieHeader: string | undefined,
): Promise<User | null> {
  const token = sessionTokenOf(cookieHeader);
  if (token === undefined) return null;
  const now = nowMs();
  const tokenHash = hashToken(token);
  const row = await db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .selectAll('users')
    .select('sessions.expires_at_ms')
    .where('sessions.token_hash', '=', tokenHash)
    .where('sessions.expires_at_ms', '>', now)
    .where('users.state', '=', 'active')
    .executeTakeFirst();
  if (row === undefined) return null;
  if (row.expires_at_ms < now + IDLE_MS - EXTEND_EVERY_MS) {
    await db
      .updateTable('sessions')
      .set({ expires_at_ms: now + IDLE_MS })
      .where('token_hash', '=', tokenHash)
      .execute();
  }
  return userOf(row);
}

/** Sessions begun while the clock was wrongly ahead end as if they were used now, not when that time comes. */
export async function endOnTime(db: Db, nowMs: number): Promise<void> {
  const endsMs = nowMs + IDLE_MS;
  await db
    .updateTable('sessions')
    .set({ expires_at_ms: endsMs })
    .where('expires_at_ms', '>', endsMs)
    .execute();
}

/** What names a browser's session within this process; null without a cookie. */
export function sessionOf(cookieHeader: string | undefined): string | null {
  const token = sessionTokenOf(cookieHeader);
  return token === undefined ? null : hashToken(token);
}

/** Ends the session of a cookie; that browser's live socket closes. */
export async function endSession(
  { db, events }: Pick<Services, 'db' | 'events'>,
  cookieHeader: string | undefined,
): Promise<void> {
  const session = sessionOf(cookieHeader);
  if (session === null) return;
  await db.deleteFrom('sessions').where('token_hash', '=', session).execute();
  events.emit('signedOut', session);
}

export const endSessionsOf = (trx: Trx, userId: string) =>
  trx.deleteFrom('sessions').where('user_id', '=', userId).execute();

/** Lives as long as the browser; the store decides when it ends. */
export function setSessionCookie({ askerOf }: Asked, req: Request, res: Response, token: string): void {
  res.cookie(COOKIE, token, cookieOptions(askerOf(req)));
}

export function clearSessionCookie({ askerOf }: Asked, req: Request, res: Response): void {
  res.clearCookie(COOKIE, cookieOptions(askerOf(req)));
}

/** With any port. */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/;

const cookieOptions = ({ host, isSecure }: Asker) =>
  ({
    httpOnly: true,
    sameSite: 'strict',
    secure: isSecure || !LOOPBACK.test(host ?? ''),
    path: '/',
  }) as const;

function sessionTokenOf(cookieHeader: string | undefined): string | undefined {
  for (const pair of cookieHeader?.split(';') ?? []) {
    const [name, value] = pair.trim().split('=', 2);
    if (name === COOKIE && value !== undefined && /^[\w-]{43}$/.test(value)) return value;
  }
  return undefined;
}
