import { AnnouncementContent } from '../../core/model/catalogue.ts';
import { QuietPlace, TourPlan, type Tour } from '../../core/model/tour.ts';
import type { Db, Trx } from '../store/database.ts';
import { readJson } from '../store/json.ts';
import type { Row } from '../store/tables.ts';

const QuietSpec = QuietPlace.omit({ id: true });

export const tourOf = (row: Row<'tours'>): Tour => ({
  id: row.id,
  revision: row.revision,
  state: row.state,
  plan: readJson(TourPlan, row.plan),
  createdBy: row.created_by,
  changedAtMs: row.changed_at_ms,
});

/** Tours of the dates from `from` to `to`, both included, by date, then by start. */
export async function readTours(db: Db | Trx, from: string, to: string): Promise<Tour[]> {
  const rows = await db
    .selectFrom('tours')
    .selectAll()
    .where('date', '>=', from)
    .where('date', '<=', to)
    .execute();
  const key = ({ id, plan }: Tour) => `${plan.date} ${plan.startLocal} ${id}`;
  return rows.map(tourOf).sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

export const quietPlaceOf = (row: Row<'quiet_places'>): QuietPlace => ({
  id: row.id,
  ...readJson(QuietSpec, row.spec),
});

export async function readQuietPlaces(db: Db | Trx): Promise<QuietPlace[]> {
  return (await db.selectFrom('quiet_places').selectAll().orderBy('name').orderBy('id').execute()).map(
    quietPlaceOf,
  );
}

/** Titles of announcements, in their present wording. */
export async function titlesOf(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('announcements')
    .select(['id', 'content'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map((row) => [row.id, readJson(AnnouncementContent, row.content).title]));
}
