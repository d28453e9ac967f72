import { z } from 'zod';
import { Role, type User } from '../../core/model/catalogue.ts';
import type { Db, Trx } from '../store/database.ts';
import { readJson } from '../store/json.ts';
import type { Row } from '../store/tables.ts';

export function userOf(row: Row<'users'>): User {
  return {
    id: row.id,
    username: row.username,
    displayName: row.display_name,
    roles: readJson(z.array(Role), row.roles),
    agencyId: row.agency_id,
    state: row.state,
    createdAtMs: row.created_at_ms,
  };
}

/** Set-up is open until the first administrator who can sign in. */
export async function setupNeeded(db: Db | Trx): Promise<boolean> {
  const users = await db.selectFrom('users').selectAll().where('state', '=', 'active').execute();
  return !users.some((row) => userOf(row).roles.includes('admin'));
}

const STAFF: readonly Role[] = ['admin', 'editor', 'approver'];

/** What of a user decides what they may see. */
export type Reader = Pick<User, 'roles' | 'agencyId'>;

/**
 * The one agency a contributor may see and touch; `all` for everyone else. A contributor without agency sees
 * nothing.
 */
export function agencyScope(user: Reader): 'all' | { agencyId: string | null } {
  const limited = user.roles.includes('contributor') && !user.roles.some((role) => STAFF.includes(role));
  return limited ? { agencyId: user.agencyId } : 'all';
}

export function inScope(user: Reader, agencyId: string | null): boolean {
  const scope = agencyScope(user);
  return scope === 'all' || (scope.agencyId !== null && scope.agencyId === agencyId);
}
