import {
  getOutsideProof,
  getTourProof,
  getTourProofCsv,
  listTourProofs,
  PROOF_DAYS_LIMIT,
} from '../../core/api/tours.ts';
import type { Tour } from '../../core/model/tour.ts';
import { NOTHING_ASKED, tourProof, type ProvenPlay, type TourProof } from '../../core/tours/index.ts';
import { parseLocalDate } from '../../core/time/index.ts';
import { bind, type Route } from '../http/bind.ts';
import { languageOf } from '../http/problem.ts';
import { orNotFound, Refusal } from '../http/refusal.ts';
import type { Services } from '../services.ts';
import { readAreas } from '../store/areas.ts';
import { getSetting } from '../store/settings.ts';
import { asHeard, playsOfTours } from './heard.ts';
import { playsOutside } from './outside.ts';
import { proofCsv } from './proof-csv.ts';
import { readTours, titlesOf, tourOf } from './store.ts';

interface Period {
  from: string;
  to: string;
  unitId?: string | undefined;
}

export function tourProofRoutes(services: Services): Route[] {
  const { db, nowMs } = services;
  return [
    bind(listTourProofs, async ({ query }) => {
      checkPeriod(query);
      const areas = await readAreas(db);
      const timeZone = await getSetting(db, 'timeZone');
      const tours = (await readTours(db, query.from, query.to)).filter(isOf(query));
      const plays = await playsOfTours(
        db,
        tours.map(({ id }) => id),
      );
      const outside = await playsOutside(services, query);
      return {
        tours: tours.map((tour) => {
          const own = plays.get(tour.id) ?? [];
          return {
            tour: asHeard(tour, own.length, timeZone, nowMs()),
            proof: tourProof(tour.plan, own, areas.values()),
          };
        }),
        outside: outside.map(({ unitId, date, plays: own }) => ({
          unitId,
          date,
          proof: tourProof(NOTHING_ASKED, own, areas.values()),
        })),
      };
    }),

    bind(getTourProof, async ({ params: { id } }) => {
      const row = await db.selectFrom('tours').selectAll().where('id', '=', id).executeTakeFirst();
      const tour = tourOf(orNotFound(row));
      const plays = (await playsOfTours(db, [id])).get(id) ?? [];
      const proof = tourProof(tour.plan, plays, (await readAreas(db)).values());
      return {
        tour: asHeard(tour, plays.length, await getSetting(db, 'timeZone'), nowMs()),
        ...(await titled(services, proof, plays)),
      };
    }),

    bind(getOutsideProof, async ({ query: { unitId, date } }) => {
      const days = await playsOutside(services, { from: date, to: date, unitId });
      const plays = days.flatMap((day) => day.plays);
      const proof = tourProof(NOTHING_ASKED, plays, (await readAreas(db)).values());
      return await titled(services, proof, plays);
    }),

    bind(getTourProofCsv, async ({ query, req, res }) => {
      checkPeriod(query);
      const csv = await proofCsv(services, query, query.language ?? languageOf(req));
      res
        .set('Content-Type', 'text/csv; charset=utf-8')
        .set('Content-Disposition', `attachment; filename="siaran-mobil_${query.from}_${query.to}.csv"`)
        .set('Cache-Control', 'private, no-store')
        .end(csv);
    }),
  ];
}

async function titled({ db }: Services, proof: TourProof, plays: ProvenPlay[]) {
  const named = proof.clips.map(({ announcementId }) => announcementId);
  return { proof, plays, titles: Object.fromEntries(await titlesOf(db, named)) };
}

const isOf =
  ({ unitId }: Period) =>
  ({ plan }: Tour): boolean =>
    unitId === undefined || plan.unitId === unitId;

function checkPeriod({ from, to }: Period): void {
  const [first, last] = [parseLocalDate(from) ?? NaN, parseLocalDate(to) ?? NaN];
  if (last >= first && last - first < PROOF_DAYS_LIMIT) return;
  throw new Refusal('invalid_request', { errors: [{ path: 'to', message: 'period' }] });
}
