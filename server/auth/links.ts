/** One-time links: set-up of the server, and invitations. */
import { Refusal } from '../http/refusal.ts';
import type { Db, Trx } from '../store/database.ts';
import { hashToken, newToken } from './tokens.ts';

const SETUP_VALID_MS = 24 * 3_600_000;
const INVITATION_VALID_MS = 7 * 24 * 3_600_000;

/** A new set-up link; one printed earlier no longer works. */
export async function issueSetupLink(trx: Trx, nowMs: number): Promise<string> {
  await trx.deleteFrom('links').where('purpose', '=', 'setup').execute();
  return insertLink(trx, 'setup', null, nowMs + SETUP_VALID_MS);
}

/** A new invitation; earlier ones of the same user no longer work. */
export async function issueInvitation(
  trx: Trx,
  userId: string,
  nowMs: number,
): Promise<{ token: string; expiresAtMs: number }> {
  await trx.deleteFrom('links').where('purpose', '=', 'invitation').where('user_id', '=', userId).execute();
  const expiresAtMs = nowMs + INVITATION_VALID_MS;
  return { token: await insertLink(trx, 'invitation', userId, expiresAtMs), expiresAtMs };
}

async function insertLink(
  trx: Trx,
  purpose: 'setup' | 'invitation',
  userId: string | null,
  expiresAtMs: number,
): Promise<string> {
  const token = newToken();
  await trx
    .insertInto('links')
    .values({
      token_hash: hashToken(token),
      purpose,
      user_id: userId,
      expires_at_ms: expiresAtMs,
      used_at_ms: null,
    })
    .execute();
  return token;
}

const openLinks = (db: Db | Trx, purpose: 'setup' | 'invitation', token: string, nowMs: number) =>
  db
    .selectFrom('links')
    .selectAll()
    .where('token_hash', '=', hashToken(token))
    .where('purpose', '=', purpose)
    .where('used_at_ms', 'is', null)
    .where('expires_at_ms', '>', nowMs);

/** Whom an unused invitation is for; refuses with `link_used_or_expired`. */
export async function invitedUserId(db: Db | Trx, token: string, nowMs: number): Promise<string> {
  const link = await openLinks(db, 'invitation', token, nowMs).executeTakeFirst();
  if (link?.user_id === undefined || link.user_id === null) throw new Refusal('link_used_or_expired');
  return link.user_id;
}

/** Asks without using it up, before anything costly is done; refuses with `link_used_or_expired`. */
export async function checkLink(
  db: Db | Trx,
  purpose: 'setup' | 'invitation',
  token: string,
  nowMs: number,
): Promise<void> {
  const link = await openLinks(db, purpose, token, nowMs).executeTakeFirst();
  if (link === undefined) throw new Refusal('link_used_or_expired');
}

/** Uses a link up; refuses with `link_used_or_expired`. */
export async function useLink(
  trx: Trx,
  purpose: 'setup' | 'invitation',
  token: string,
  nowMs: number,
): Promise<void> {
  const link = await openLinks(trx, purpose, token, nowMs).executeTakeFirst();
  if (link === undefined) throw new Refusal('link_used_or_expired');
  await trx
    .updateTable('links')
    .set({ used_at_ms: nowMs })
    .where('token_hash', '=', link.token_hash)
    .execute();
}
