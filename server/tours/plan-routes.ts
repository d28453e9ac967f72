import { cancelTour, copyTours, createTour, getTourDay, updateTour } from '../../core/api/tours.ts';
import type { Tour } from '../../core/model/tour.ts';
import { bind, type Route } from '../http/bind.ts';
import { Refusal } from '../http/refusal.ts';
import { localDay } from '../local-day.ts';
import type { Services } from '../services.ts';
import { audit } from '../store/audit.ts';
import { recorded } from '../store/change.ts';
import { getSetting } from '../store/settings.ts';
import { changeTour, insertTour } from './change.ts';
import { tourClips, tourDay } from './day.ts';
import { readTours } from './store.ts';

const eventOf = (action: string, id: string, userId: string) => ({
  action,
  subjectKind: 'tour',
  subjectId: id,
  userId,
});

export function tourPlanRoutes(services: Services): Route[] {
  const { nowMs, newId, events } = services;
  return [
    bind(getTourDay, ({ query: { date } }) => tourDay(services, date)),

    bind(createTour, async ({ body, user }) => {
      const id = newId();
      const event = { ...eventOf('tour.planned', id, user.id), detail: body };
      const tour = await recorded(services, event, (trx) =>
        insertTour(trx, id, body, { userId: user.id, atMs: nowMs() }),
      );
      events.changed('tours', id);
      return tour;
    }),

    bind(updateTour, async ({ params: { id }, body: { revision, plan }, user }) => {
      const event = { ...eventOf('tour.changed', id, user.id), detail: plan };
      const tour = await recorded(services, event, (trx) =>
        changeTour(trx, id, { plan, seenRevision: revision }, nowMs()),
      );
      events.changed('tours', id);
      return tour;
    }),

    bind(cancelTour, async ({ params: { id }, user }) => {
      const tour = await recorded(services, eventOf('tour.cancelled', id, user.id), (trx) =>
        changeTour(trx, id, { state: 'cancelled' }, nowMs()),
      );
      events.changed('tours', id);
      return tour;
    }),

    bind(copyTours, async ({ body: { from, to }, user }) => {
      const copied = await copyDay(services, from, to, user.id);
      if (copied.tours.length > 0) events.changed('tours');
      return copied;
    }),
  ];
}

/** Only what may be heard on the new date is taken along; the rest is counted. */
async function copyDay(
  { db, nowMs, newId }: Services,
  from: string,
  to: string,
  userId: string,
): Promise<{ tours: Tour[]; leftOut: number }> {
  const day = localDay(to, await getSetting(db, 'timeZone'));
  if (!day.ok) throw new Refusal('invalid_request', { errors: [{ path: 'to', message: day.error.code }] });
  return await db.transaction().execute(async (trx) => {
    const valid = new Set(
      (await tourClips(trx, day.value, new Set())).map(({ announcementId }) => announcementId),
    );
    const taken = new Set((await readTours(trx, to, to)).map(({ plan }) => plan.unitId));
    const tours: Tour[] = [];
    let leftOut = 0;
    for (const { state, plan } of await readTours(trx, from, from)) {
      if (state === 'cancelled' || taken.has(plan.unitId)) continue;
      const clips = plan.clips.filter((id) => valid.has(id));
      leftOut += plan.clips.length - clips.length;
      const copy = { ...plan, date: to, clips };
      const tour = await insertTour(trx, newId(), copy, { userId, atMs: nowMs() });
      await audit(trx, { ...eventOf('tour.planned', tour.id, userId), atMs: nowMs(), detail: copy });
      tours.push(tour);
    }
    return { tours, leftOut };
  });
}
