import {
  approveAnnouncement,
  getWithdrawal,
  returnAnnouncement,
  withdrawAnnouncement,
} from '../../core/api/announcements.ts';
import { readAnnouncement } from '../announcements/read.ts';
import { inScope } from '../auth/users.ts';
import { Throttle } from '../auth/throttle.ts';
import type { DirectorServices } from '../director-services.ts';
import { bind, type Route } from '../http/bind.ts';
import { orNotFound, Refusal } from '../http/refusal.ts';
import { recorded } from '../store/change.ts';
import { approve } from './approve.ts';
import { inReview } from './review.ts';
import { withdraw } from './withdraw.ts';
import { withdrawalOf } from './withdrawal-view.ts';

/** Wrong passwords one person may give for signing within a quarter of an hour. */
const SIGNING_ATTEMPTS = 20;

export function approvalRoutes(services: DirectorServices): Route[] {
  const { db, events, nowMs } = services;
  const throttle = new Throttle(nowMs);
  const read = async (id: string) => orNotFound(await readAnnouncement(db, id, nowMs()));

  return [
    bind(approveAnnouncement, async ({ params: { id }, body, user }) => {
      if (!throttle.take(user.id, SIGNING_ATTEMPTS)) throw new Refusal('too_many_attempts');
      await approve(services, { id, ...body, userId: user.id });
      throttle.forgive(user.id);
      return read(id);
    }),

    bind(returnAnnouncement, async ({ params: { id }, body: { revision, reason }, user }) => {
      const event = { action: 'announcement.returned', subjectKind: 'announcement', subjectId: id };
      await recorded(services, { userId: user.id, ...event, detail: { revision, reason } }, async (trx) => {
        await inReview(trx, id, revision, user.id);
        await trx
          .updateTable('announcements')
          .set({ state: 'returned', decided_by: user.id, decided_at_ms: nowMs(), reason })
          .where('id', '=', id)
          .execute();
      });
      events.changed('announcements', id);
      return read(id);
    }),

    bind(withdrawAnnouncement, async ({ params: { id }, body: { reason }, user }) => {
      await withdraw(services, { id, reason, userId: user.id });
      return read(id);
    }),

    bind(getWithdrawal, async ({ params: { id }, user }) => {
      const announcement = await read(id);
      if (!inScope(user, announcement.content.agencyId)) throw new Refusal('other_agency');
      return orNotFound(await withdrawalOf(services, id));
    }),
  ];
}
