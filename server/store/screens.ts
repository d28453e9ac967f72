import { Screen } from '../../core/model/catalogue.ts';
import type { Db, Trx } from './database.ts';
import { readJson } from './json.ts';
import type { Row } from './tables.ts';

const ScreenSpec = Screen.omit({ id: true });

export const screenOf = (row: Row<'screens'>): Screen => ({ id: row.id, ...readJson(ScreenSpec, row.spec) });

/** All screens by name. */
export async function readScreens(db: Db | Trx): Promise<Screen[]> {
  return (await db.selectFrom('screens').selectAll().orderBy('name').execute()).map(screenOf);
}
