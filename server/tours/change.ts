import type { Tour, TourPlan, TourState } from '../../core/model/tour.ts';
import { DAY_MS } from '../../core/time/civil.ts';
import { formatLocalDate, toLocalMs, zoneFrom, zoneOffsets } from '../../core/time/index.ts';
import { AppError } from '../../core/model/app-error.ts';
import { orNotFound, Refusal } from '../http/refusal.ts';
import type { Trx } from '../store/database.ts';
import { writeJson } from '../store/json.ts';
import { getSetting } from '../store/settings.ts';
import { tourOf } from './store.ts';

const columnsOf = (plan: TourPlan) => ({ unit_id: plan.unitId, date: plan.date, plan: writeJson(plan) });

/**
 * A new tour. Refuses `invalid_request` when the plan names what is not there, `wrong_state` for a day that is over:
 * what was planned is not written after it was driven.
 */
export async function insertTour(
  trx: Trx,
  id: string,
  plan: TourPlan,
  by: { userId: string; atMs: number },
): Promise<Tour> {
  await refusePast(trx, plan.date, by.atMs);
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
 * it was called off or its day is over, `not_found`, `invalid_request`.
 */
export async function changeTour(
  trx: Trx,
  id: string,
  next: { plan: TourPlan; seenRevision: number } | { state: TourState },
  atMs: number,
): Promise<Tour> {
  const row = orNotFound(await trx.selectFrom('tours').selectAll().where('id', '=', id).executeTakeFirst());
  if (row.state === 'cancelled') throw new Refusal('wrong_state');
  await refusePast(trx, row.date, atMs);
  if ('plan' in next) {
    if (row.revision !== next.seenRevision) throw new Refusal('stale_revision');
    await refusePast(trx, next.plan.date, atMs);
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

/** The city's own date decides; the day itself counts as open until its midnight. */
async function refusePast(trx: Trx, date: string, nowMs: number): Promise<void> {
  const offsets = zoneOffsets(await getSetting(trx, 'timeZone'), nowMs - DAY_MS, nowMs + DAY_MS);
  if (!offsets.ok) throw new AppError(offsets.error.code, 'The city’s time zone cannot be resolved');
  const today = formatLocalDate(Math.floor(toLocalMs(zoneFrom(offsets.value), nowMs) / DAY_MS));
  if (date < today) throw new Refusal('wrong_state');
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
