import { finishSetup, getSetup } from '../../core/api/people.ts';
import type { Role } from '../../core/model/catalogue.ts';
import { cityView, sessionView } from '../auth/city.ts';
import { checkLink, useLink } from '../auth/links.ts';
import { hashPassword } from '../auth/password.ts';
import { openSession, setSessionCookie } from '../auth/sessions.ts';
import { setupNeeded, userOf } from '../auth/users.ts';
import { bind, type Route } from '../http/bind.ts';
import { Refusal } from '../http/refusal.ts';
import type { Services } from '../services.ts';
import { audit } from '../store/audit.ts';
import { orNameTaken } from '../store/change.ts';
import { writeJson } from '../store/json.ts';
import { setSetting } from '../store/settings.ts';
import type { Row } from '../store/tables.ts';

/**
 * Whoever sets the city up can do an office's work at once, short of approving their own. They take roles off
 * themselves as colleagues come.
 */
const FIRST_ROLES: readonly Role[] = ['admin', 'editor', 'approver'];

export function setupRoutes(services: Services): Route[] {
  const { db, nowMs, newId, trust, events } = services;
  return [
    bind(getSetup, async () => {
      const city = await cityView(services);
      return { needed: await setupNeeded(db), cityName: city.name, demo: city.demo };
    }),

    bind(finishSetup, async ({ body, req, res }) => {
      const atMs = nowMs();
      // Anybody may ask, for ever: what takes 64 MiB and a core comes after what tells them no.
      if (!(await setupNeeded(db))) throw new Refusal('already_set_up');
      await checkLink(db, 'setup', body.token, atMs);
      const passwordHash = await hashPassword(body.password);
      const row: Row<'users'> = {
        id: newId(),
        username: body.username,
        display_name: body.displayName,
        roles: writeJson(FIRST_ROLES),
        agency_id: null,
        state: 'active',
        password_hash: passwordHash,
        created_at_ms: atMs,
      };
      const token = await db.transaction().execute(async (trx) => {
        if (!(await setupNeeded(trx))) throw new Refusal('already_set_up');
        await useLink(trx, 'setup', body.token, atMs);
        await orNameTaken(trx.insertInto('users').values(row).execute());
        await setSetting(trx, 'cityName', body.cityName);
        await trust.ensureRoot(trx, body.cityName);
        await trust.createApproverKey(trx, row, body.password);
        const detail = { username: row.username, cityName: body.cityName };
        await audit(trx, {
          atMs,
          userId: row.id,
          action: 'server.set_up',
          subjectKind: 'user',
          subjectId: row.id,
          detail,
        });
        return openSession(trx, row.id, atMs);
      });
      events.changed('users', row.id);
      setSessionCookie(services, req, res, token);
      return sessionView(services, userOf(row));
    }),
  ];
}
