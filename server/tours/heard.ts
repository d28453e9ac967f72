/** What crews' phones recorded, as planning and proof read it. */
import type { Tour } from '../../core/model/tour.ts';
import { localClock, Placing, type ProvenPlay } from '../../core/tours/index.ts';
import { z } from 'zod';
import type { Db } from '../store/database.ts';
import { readJson } from '../store/json.ts';
import type { Row } from '../store/tables.ts';

export const playOf = (row: Row<'tour_plays'>): ProvenPlay => ({
  announcementId: row.announcement_id,
  how: row.how,
  startMs: row.start_ms,
  endMs: row.end_ms,
  complete: row.complete === 1,
  position:
    row.latitude_deg === null || row.longitude_deg === null || row.accuracy_m === null
      ? null
      : { latitudeDeg: row.latitude_deg, longitudeDeg: row.longitude_deg, accuracyM: row.accuracy_m },
  areaId: row.area_id,
  placing: row.placing === null ? null : readJson(Placing, row.placing),
  quiet: readJson(z.array(z.string()), row.quiet_overridden),
});

/** Plays of these tours by tour, each list by time. */
export async function playsOfTours(
  db: Db,
  tourIds: readonly string[],
): Promise<ReadonlyMap<string, ProvenPlay[]>> {
  const rows =
    tourIds.length === 0
      ? []
      : await db
          .selectFrom('tour_plays')
          .selectAll()
          .where('tour_id', 'in', tourIds)
          .orderBy('start_ms')
          .orderBy('sequence')
          .execute();
  const found = new Map<string, ProvenPlay[]>(tourIds.map((id) => [id, []]));
  for (const row of rows) found.get(row.tour_id ?? '')?.push(playOf(row));
  return found;
}

/**
 * A tour as it stands: `driving` once something of it was heard, `done` when its time is over after that. Computed, so
 * that plays which come in late move it on by themselves.
 */
export function asHeard(tour: Tour, plays: number, timeZone: string, nowMs: number): Tour {
  if (tour.state === 'cancelled' || plays === 0) return tour;
  const endMs = localClock(tour.plan.date, timeZone)(tour.plan.endLocal);
  return { ...tour, state: nowMs < endMs ? 'driving' : 'done' };
}
