import { getSession, signIn, signOut } from '../../core/api/people.ts';
import { sessionView } from '../auth/city.ts';
import { passwordFits } from '../auth/password.ts';
import { clearSessionCookie, endSession, openSession, setSessionCookie } from '../auth/sessions.ts';
import { Throttle } from '../auth/throttle.ts';
import { userOf } from '../auth/users.ts';
import { bind, type Route } from '../http/bind.ts';
import { Refusal } from '../http/refusal.ts';
import type { Services } from '../services.ts';
import { recorded } from '../store/change.ts';

/** Wrong passwords for one user name from one address within 15 minutes. */
const ATTEMPTS_PER_USER = 8;
/** Attempts from one address, whoever for: an office behind one address still gets in. */
const ATTEMPTS_PER_ADDRESS = 200;

export function sessionRoutes(services: Services): Route[] {
  const { askerOf, db, nowMs, trust } = services;
  const throttle = new Throttle(nowMs);
  return [
    bind(signIn, async ({ body, req, res }) => {
      const { address } = askerOf(req);
      const userKey = `user ${body.username} ${address}`;
      const allowed =
        throttle.take(`address ${address}`, ATTEMPTS_PER_ADDRESS) &&
        throttle.take(userKey, ATTEMPTS_PER_USER);
      if (!allowed) throw new Refusal('too_many_attempts');
      const row = await db
        .selectFrom('users')
        .selectAll()
        .where('username', '=', body.username)
        .where('state', '=', 'active')
        .executeTakeFirst();
      const fits = await passwordFits(row?.password_hash ?? null, body.password);
      if (!fits || row === undefined) throw new Refusal('wrong_credentials');
      throttle.forgive(userKey);
      const user = userOf(row);
      const event = { userId: user.id, action: 'session.opened', subjectKind: 'user', subjectId: user.id };
      const token = await recorded(services, event, async (trx) => {
        // The role may have come after the password was chosen; only now is the password at hand.
        const needsKey = user.roles.includes('approver') && !(await trust.hasApproverKey(trx, user.id));
        if (needsKey) await trust.createApproverKey(trx, user, body.password);
        return openSession(trx, user.id, nowMs());
      });
      setSessionCookie(services, req, res, token);
      return sessionView(services, user);
    }),

    bind(getSession, ({ user }) => sessionView(services, user)),

    bind(signOut, async ({ req, res }) => {
      await endSession(services, req.headers.cookie);
      clearSessionCookie(services, req, res);
    }),
  ];
}
