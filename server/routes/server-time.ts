import { confirmServerTime, getServerTime } from '../../core/api/server-time.ts';
import { bind, type Route } from '../http/bind.ts';
import type { Services } from '../services.ts';
import { audit } from '../store/audit.ts';

export function serverTimeRoutes({ clock, db, events, log }: Services): Route[] {
  return [
    bind(getServerTime, async () => clock.view()),

    bind(confirmServerTime, async ({ user }) => {
      const before = clock.view();
      await db.transaction().execute(async (trx) => {
        await clock.confirm(trx);
        await audit(trx, {
          atMs: clock.nowMs(),
          userId: user.id,
          action: 'server.time_confirmed',
          subjectKind: 'server',
          subjectId: 'clock',
          detail: before,
        });
      });
      log.warn(before, 'an administrator confirmed the system clock');
      events.emit('clockConfirmed');
      return clock.view();
    }),
  ];
}
