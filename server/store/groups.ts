import { ScreenGroup } from '../../core/model/catalogue.ts';
import type { Db, Trx } from './database.ts';
import { readJson, writeJson } from './json.ts';
import type { Row } from './tables.ts';

const GroupSpec = ScreenGroup.omit({ id: true, name: true });

export const groupOf = (row: Row<'screen_groups'>): ScreenGroup => ({
  id: row.id,
  name: row.name,
  ...readJson(GroupSpec, row.spec),
});

export const groupRow = ({ name, ...spec }: Omit<ScreenGroup, 'id'>) => ({ name, spec: writeJson(spec) });

/** All screen groups by name. */
export async function readGroups(db: Db | Trx): Promise<ScreenGroup[]> {
  return (await db.selectFrom('screen_groups').selectAll().orderBy('name').execute()).map(groupOf);
}
