import type { Tour, TourPlan, TourState } from '../../core/model/tour.ts';
import { orNotFound, Refusal } from '../http/refusal.ts';
import type { Trx } from '../store/database.ts';
import { writeJson } from '../store/json.ts';
import { tourOf } from './store.ts';

const columnsOf = (plan: TourPlan) => ({ unit_id: plan.unitId, date: plan.date, plan: writeJson(plan) });

/** A new tour. Refuses `invalid_request` when the plan names what is not there. */
export async function insertTour(
  trx: Trx,
  id: string,
  plan: TourPlan,
  by: { userId: string; atMs: number },
): Promise<Tour> {
  await refuseUnknown(trx, plan);
  const row = {
    id,
    ...columnsOf(plan),
    revision: 1,
    state: 'planned' as const,
    created_by: by.userId,
    changed_at_ms: by.atMs,
  };
  await trx.insertInto('tours').values(row).execute();
  return tourOf(row);
}

/**
 * The tour's next revision. Refuses `stale_revision` when it is no longer the one the caller saw, `wrong_state` when
 * it was called off, `not_found`, `invalid_request`.
 */
export async function changeTour(
  trx: Trx,
  id: string,
  next: { plan: TourPlan; seenRevision: number } | { state: TourState },
  atMs: number,
): Promise<Tour> {
  const row = orNotFound(await trx.selectFrom('tours').selectAll().where('id', '=', id).executeTakeFirst());
  if (row.state === 'cancelled') throw new Refusal('wrong_state');
  if ('plan' in next) {
    if (row.revision !== next.seenRevision) throw new Refusal('stale_revision');
    await refuseUnknown(trx, next.plan);
  }
  const changed = {
    ...('plan' in next ? columnsOf(next.plan) : { state: next.state }),
    revision: row.revision + 1,
    changed_at_ms: atMs,
  };
  await trx.updateTable('tours').set(changed).where('id', '=', id).execute();
  return tourOf({ ...row, ...changed });
}

/** What is merely unwise is a finding of the plan; what does not exist is refused. */
async function refuseUnknown(trx: Trx, plan: TourPlan): Promise<void> {
  const named = [
    ['unitId', 'mobile_units', [plan.unitId]],
    ['crewIds', 'users', plan.crewIds],
    ['areaIds', 'areas', [...plan.areaIds, ...plan.stops.flatMap(({ areaId }) => areaId ?? [])]],
    ['clips', 'announcements', plan.clips],
  ] as const;
  for (const [path, table, ids] of named) {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0) continue;
    const found = await trx.selectFrom(table).select('id').where('id', 'in', wanted).execute();
    if (found.length !== wanted.length)
      throw new Refusal('invalid_request', { errors: [{ path: `plan.${path}`, message: 'unknown' }] });
  }
}
