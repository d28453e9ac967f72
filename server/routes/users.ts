import { createUser, inviteAgain, listUsers, updateUser } from '../../core/api/people.ts';
import type { User } from '../../core/model/catalogue.ts';
import { issueInvitation } from '../auth/links.ts';
import { endSessionsOf } from '../auth/sessions.ts';
import { setupNeeded, userOf } from '../auth/users.ts';
import { bind, type Route } from '../http/bind.ts';
import { orNotFound, Refusal } from '../http/refusal.ts';
import type { Services } from '../services.ts';
import { orNameTaken, recorded } from '../store/change.ts';
import type { Trx } from '../store/database.ts';
import { writeJson } from '../store/json.ts';
import type { Row } from '../store/tables.ts';

const invitationPath = (token: string): string => `/invite/${token}`;

/** A contributor speaks for an agency that exists. */
async function checkAgency(trx: Trx, { roles, agencyId }: Pick<User, 'roles' | 'agencyId'>): Promise<void> {
  const known =
    agencyId !== null &&
    (await trx.selectFrom('agencies').select('id').where('id', '=', agencyId).executeTakeFirst()) !==
      undefined;
  if (!known && (agencyId !== null || roles.includes('contributor'))) {
    throw new Refusal('invalid_request', { errors: [{ path: 'agencyId', message: 'agency' }] });
  }
}

/** Without an administrator nobody could let anyone in again. */
async function keepAnAdministrator(trx: Trx): Promise<void> {
  if (await setupNeeded(trx)) throw new Refusal('wrong_state');
}

async function findUser(trx: Trx, id: string): Promise<Row<'users'>> {
  return orNotFound(await trx.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst());
}

const hasSameScope = (before: User, after: User): boolean =>
  before.agencyId === after.agencyId &&
  before.roles.length === after.roles.length &&
  before.roles.every((role) => after.roles.includes(role));

export function userRoutes(services: Services): Route[] {
  const { crew, db, nowMs, newId, trust, events } = services;
  return [
    bind(listUsers, async () => {
      const rows = await db.selectFrom('users').selectAll().orderBy('username').execute();
      return rows.map(userOf);
    }),

    bind(createUser, async ({ body, user }) => {
      const row: Row<'users'> = {
        id: newId(),
        username: body.username,
        display_name: body.displayName,
        roles: writeJson(body.roles),
        agency_id: body.agencyId,
        state: 'invited',
        password_hash: null,
        created_at_ms: nowMs(),
      };
      const detail = { username: body.username, roles: body.roles };
      const event = {
        userId: user.id,
        action: 'user.invited',
        subjectKind: 'user',
        subjectId: row.id,
        detail,
      };
      const link = await recorded(services, event, async (trx) => {
        await checkAgency(trx, body);
        await orNameTaken(trx.insertInto('users').values(row).execute());
        return issueInvitation(trx, row.id, nowMs());
      });
      events.changed('users', row.id);
      return { user: userOf(row), invitationPath: invitationPath(link.token), expiresAtMs: link.expiresAtMs };
    }),

    bind(updateUser, async ({ params: { id }, body, user }) => {
      const event = {
        userId: user.id,
        action: 'user.changed',
        subjectKind: 'user',
        subjectId: id,
        detail: body,
      };
      const { before, after: changed } = await recorded(services, event, async (trx) => {
        const row = await findUser(trx, id);
        const before = userOf(row);
        const enabledState = row.password_hash === null ? 'invited' : 'active';
        const isDisabled = body.disabled ?? before.state === 'disabled';
        const after: User = {
          ...before,
          displayName: body.displayName ?? before.displayName,
          roles: body.roles ?? before.roles,
          agencyId: body.agencyId === undefined ? before.agencyId : body.agencyId,
          state: isDisabled ? 'disabled' : enabledState,
        };
        await checkAgency(trx, after);
        await trx
          .updateTable('users')
          .set({
            display_name: after.displayName,
            roles: writeJson(after.roles),
            agency_id: after.agencyId,
            state: after.state,
          })
          .where('id', '=', id)
          .execute();
        await keepAnAdministrator(trx);
        if (isDisabled) await endSessionsOf(trx, id);
        if (isDisabled || !after.roles.includes('approver')) await trust.retireApproverKey(trx, id);
        return { before, after };
      });
      if (changed.state === 'disabled') events.emit('sessionsEnded', id);
      if (!hasSameScope(before, changed)) events.emit('scopeChanged', id);
      if (!changed.roles.includes('crew')) crew.sessions.end(({ userId }) => userId === id);
      events.changed('users', id);
      return changed;
    }),

    bind(inviteAgain, async ({ params: { id }, user }) => {
      const event = { userId: user.id, action: 'user.invited_again', subjectKind: 'user', subjectId: id };
      const { row, link } = await recorded(services, event, async (trx) => {
        if ((await findUser(trx, id)).state === 'disabled') throw new Refusal('wrong_state');
        const invited = await trx
          .updateTable('users')
          .set({ state: 'invited', password_hash: null })
          .where('id', '=', id)
          .returningAll()
          .executeTakeFirstOrThrow();
        await keepAnAdministrator(trx);
        await endSessionsOf(trx, id);
        await trust.retireApproverKey(trx, id);
        return { row: invited, link: await issueInvitation(trx, id, nowMs()) };
      });
      events.emit('sessionsEnded', id);
      events.changed('users', id);
      return { user: userOf(row), invitationPath: invitationPath(link.token), expiresAtMs: link.expiresAtMs };
    }),
  ];
}
