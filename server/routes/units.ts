import { createUnit, listUnits, updateUnit } from '../../core/api/reports.ts';
import { z } from 'zod';
import { MobileUnit, Role } from '../../core/model/catalogue.ts';
import { bind, type Route } from '../http/bind.ts';
import { orNotFound, Refusal } from '../http/refusal.ts';
import type { Services } from '../services.ts';
import { orNameTaken, recorded } from '../store/change.ts';
import type { Trx } from '../store/database.ts';
import { readJson, writeJson } from '../store/json.ts';
import type { Row } from '../store/tables.ts';

const UnitSpec = MobileUnit.omit({ id: true });

const unitOf = (row: Row<'mobile_units'>): MobileUnit => ({
  id: row.id,
  ...readJson(UnitSpec, row.spec),
});

export function unitRoutes(services: Services): Route[] {
  const { crew, db, newId, events } = services;
  return [
    bind(listUnits, async () =>
      (await db.selectFrom('mobile_units').selectAll().orderBy('name').execute()).map(unitOf),
    ),

    bind(createUnit, async ({ body, user }) => {
      const row = { id: newId(), name: body.name, spec: writeJson(body) };
      const event = { action: 'unit.added', subjectKind: 'mobile_unit', subjectId: row.id, detail: body };
      await recorded(services, { userId: user.id, ...event }, async (trx) => {
        await refuseNoCrew(trx, body.memberIds);
        await orNameTaken(trx.insertInto('mobile_units').values(row).execute());
      });
      events.changed('mobile-units', row.id);
      return unitOf(row);
    }),

    bind(updateUnit, async ({ params: { id }, body, user }) => {
      const event = { action: 'unit.changed', subjectKind: 'mobile_unit', subjectId: id, detail: body };
      const row = await recorded(services, { userId: user.id, ...event }, async (trx) => {
        await refuseNoCrew(trx, body.memberIds);
        const changed = trx
          .updateTable('mobile_units')
          .set({ name: body.name, spec: writeJson(body) })
          .where('id', '=', id);
        return orNotFound(await orNameTaken(changed.returningAll().executeTakeFirst()));
      });
      crew.sessions.end(({ unitId, userId }) => unitId === id && !body.memberIds.includes(userId));
      events.changed('mobile-units', id);
      return unitOf(row);
    }),
  ];
}

/** Members are people whose work it is; a name on a car is a key to it. */
async function refuseNoCrew(trx: Trx, memberIds: readonly string[]): Promise<void> {
  for (const id of memberIds) {
    const row = await trx.selectFrom('users').select('roles').where('id', '=', id).executeTakeFirst();
    if (row === undefined || !readJson(z.array(Role), row.roles).includes('crew'))
      throw new Refusal('invalid_request', { errors: [{ path: 'memberIds', message: 'crew' }] });
  }
}
