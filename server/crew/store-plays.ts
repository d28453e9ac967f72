import { z } from 'zod';
import { Id } from '../../core/model/primitives.ts';
import { TourPlan, type TourStop } from '../../core/model/tour.ts';
import type { CrewPlay } from '../../core/protocol/crew.ts';
import { areaAt } from '../../core/tours/index.ts';
import type { CrewIdentity } from '../http/bind.ts';
import { Refusal } from '../http/refusal.ts';
import { readAreas } from '../store/areas.ts';
import type { Db, Trx } from '../store/database.ts';
import { readJson, writeJson } from '../store/json.ts';

/**
 * Stores plays in one transaction; those known by (device, storeEpoch, sequence) are left as they are. Returns how
 * many are new. Refuses with `other_unit`, and stores none, when one is of a unit or person this phone never signed in
 * for. A play that names a tour its unit was never given is one outside any tour.
 */
export async function storeTourPlays(
  db: Db,
  { deviceId }: CrewIdentity,
  plays: readonly CrewPlay[],
  receivedAtMs: number,
): Promise<number> {
  const areas = [...(await readAreas(db)).values()];
  return await db.transaction().execute(async (trx) => {
    await refuseForeign(trx, deviceId, plays);
    const tours = await toursOf(trx, plays);
    let stored = 0;
    for (const { play, quietOverridden } of plays) {
      const named = tours.get(play.tourId ?? '');
      const tour = named?.unitIds.has(play.unitId) === true ? named : null;
      const result = await trx
        .insertInto('tour_plays')
        .values({
          device_id: deviceId,
          store_epoch: play.storeEpoch,
          sequence: play.sequence,
          unit_id: play.unitId,
          user_id: play.userId,
          tour_id: tour === null ? null : play.tourId,
          how: play.how,
          announcement_id: play.announcementId,
          clip_sha256: play.clipSha256,
          start_ms: play.startMs,
          end_ms: play.endMs,
          complete: play.complete ? 1 : 0,
          latitude_deg: play.position?.latitudeDeg ?? null,
          longitude_deg: play.position?.longitudeDeg ?? null,
          accuracy_m: play.position?.accuracyM ?? null,
          area_id: play.position === null ? null : areaAt(play.position, areas, tour?.stops),
          quiet_overridden: writeJson(quietOverridden),
          received_at_ms: receivedAtMs,
        })
        .onConflict((conflict) => conflict.columns(['device_id', 'store_epoch', 'sequence']).doNothing())
        .executeTakeFirst();
      stored += Number(result.numInsertedOrUpdatedRows ?? 0n);
    }
    return stored;
  });
}

/** A phone reports for those it signed in for, now or earlier: plays may be older than its last sign-in. */
async function refuseForeign(trx: Trx, deviceId: string, plays: readonly CrewPlay[]): Promise<void> {
  const links = await trx
    .selectFrom('crew_links')
    .select(['unit_id', 'user_id'])
    .where('device_id', '=', deviceId)
    .execute();
  const own = new Set(links.map((link) => `${link.unit_id} ${link.user_id}`));
  if (!plays.every(({ play }) => own.has(`${play.unitId} ${play.userId}`))) throw new Refusal('other_unit');
}

interface NamedTour {
  stops: readonly TourStop[];
  /** Units it is or was for: a car from which it was taken away while it had no network has played it in good faith. */
  unitIds: ReadonlySet<string>;
}

const Planned = z.object({ unitId: Id.optional() });

/** The tours these plays name. What each was like before is known from the audit log. */
async function toursOf(trx: Trx, plays: readonly CrewPlay[]): Promise<ReadonlyMap<string, NamedTour>> {
  const ids = [...new Set(plays.flatMap(({ play }) => play.tourId ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await trx.selectFrom('tours').select(['id', 'plan']).where('id', 'in', ids).execute();
  const history = await trx
    .selectFrom('audit')
    .select(['subject_id', 'detail'])
    .where('subject_kind', '=', 'tour')
    .where('subject_id', 'in', ids)
    .execute();
  return new Map(
    rows.map(({ id, plan }) => {
      const { unitId, stops } = readJson(TourPlan, plan);
      const before = history.flatMap((event) =>
        event.subject_id === id ? (readJson(Planned, event.detail).unitId ?? []) : [],
      );
      return [id, { stops, unitIds: new Set([unitId, ...before]) }];
    }),
  );
}
