import { TourPlan } from '../../core/model/tour.ts';
import type { Area } from '../../core/model/catalogue.ts';
import { NO_ROUTE, placingOf } from '../../core/tours/index.ts';
import type { Services } from '../services.ts';
import { readAreas } from '../store/areas.ts';
import type { Db } from '../store/database.ts';
import { readJson, writeJson } from '../store/json.ts';
import { getSetting } from '../store/settings.ts';
import { playOf } from './heard.ts';

const DAY_MS = 86_400_000;
/** Others write between two batches. */
const BATCH = 500;

/**
 * Forgets where cars were when the city's own limit is over (`positionKeptDays`): a crew's whereabouts are personal
 * data (UU 27/2022). What was heard, when, in which areas and at which stops stays: that is the proof. Areas and stops
 * are noted in the same step; the day of the tour is over by then, so its plan is what it will always be.
 */
export async function forgetOldPositions({
  clock,
  db,
  nowMs,
}: Pick<Services, 'clock' | 'db' | 'nowMs'>): Promise<void> {
  // By a clock that is a year ahead all of them would be old.
  if (!clock.maySign()) return;
  const { positionKeptDays } = await getSetting(db, 'city');
  const beforeMs = nowMs() - positionKeptDays * DAY_MS;
  const areas = [...(await readAreas(db)).values()];
  while ((await forgetSome(db, beforeMs, areas)) === BATCH);
}

async function forgetSome(db: Db, beforeMs: number, areas: readonly Area[]): Promise<number> {
  return await db.transaction().execute(async (trx) => {
    const rows = await trx
      .selectFrom('tour_plays')
      .leftJoin('tours', 'tours.id', 'tour_plays.tour_id')
      .selectAll('tour_plays')
      .select('tours.plan')
      .where('latitude_deg', 'is not', null)
      .where('start_ms', '<', beforeMs)
      .limit(BATCH)
      .execute();
    for (const row of rows) {
      const route = row.plan === null ? NO_ROUTE : readJson(TourPlan, row.plan);
      const placing = placingOf(playOf(row), route, areas);
      await trx
        .updateTable('tour_plays')
        .set({
          latitude_deg: null,
          longitude_deg: null,
          accuracy_m: null,
          placing: placing === null ? null : writeJson(placing),
        })
        .where('device_id', '=', row.device_id)
        .where('store_epoch', '=', row.store_epoch)
        .where('sequence', '=', row.sequence)
        .execute();
    }
    return rows.length;
  });
}
