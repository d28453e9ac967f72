import { Area } from '../../core/model/catalogue.ts';
import type { Db, Trx } from './database.ts';
import { readJson } from './json.ts';
import type { Row } from './tables.ts';

export const areaOf = (row: Row<'areas'>): Area => ({
  id: row.id,
  name: row.name,
  level: row.level,
  code: row.code,
  parentId: row.parent_id,
  circle: row.circle === null ? null : readJson(Area.shape.circle, row.circle),
});

/** All areas by id. */
export async function readAreas(db: Db | Trx): Promise<Map<string, Area>> {
  const rows = await db.selectFrom('areas').selectAll().orderBy('code').execute();
  return new Map(rows.map((row) => [row.id, areaOf(row)]));
}
