import { acceptInvitation, getInvitation } from '../../core/api/people.ts';
import { sessionView } from '../auth/city.ts';
import { invitedUserId, useLink } from '../auth/links.ts';
import { hashPassword } from '../auth/password.ts';
import { openSession, setSessionCookie } from '../auth/sessions.ts';
import { userOf } from '../auth/users.ts';
import { bind, type Route } from '../http/bind.ts';
import { Refusal } from '../http/refusal.ts';
import type { Services } from '../services.ts';
import { audit } from '../store/audit.ts';

export function invitationRoutes(services: Services): Route[] {
  const { db, nowMs, trust, events } = services;
  return [
    bind(getInvitation, async ({ params }) => {
      const userId = await invitedUserId(db, params.token, nowMs());
      const row = await db.selectFrom('users').selectAll().where('id', '=', userId).executeTakeFirstOrThrow();
      return { username: row.username, displayName: row.display_name };
    }),

    bind(acceptInvitation, async ({ params, body, req, res }) => {
      const atMs = nowMs();
      await invitedUserId(db, params.token, atMs);
      const passwordHash = await hashPassword(body.password);
      const { user, token } = await db.transaction().execute(async (trx) => {
        const userId = await invitedUserId(trx, params.token, atMs);
        await useLink(trx, 'invitation', params.token, atMs);
        const row = await trx
          .updateTable('users')
          .set({ password_hash: passwordHash, state: 'active' })
          .where('id', '=', userId)
          .where('state', '=', 'invited')
          .returningAll()
          .executeTakeFirst();
        if (row === undefined) throw new Refusal('link_used_or_expired');
        const invited = userOf(row);
        if (invited.roles.includes('approver')) await trust.createApproverKey(trx, invited, body.password);
        const event = { action: 'user.activated', subjectKind: 'user', subjectId: userId };
        await audit(trx, { atMs, userId, ...event });
        return { user: invited, token: await openSession(trx, userId, atMs) };
      });
      events.changed('users', user.id);
      setSessionCookie(services, req, res, token);
      return sessionView(services, user);
    }),
  ];
}
