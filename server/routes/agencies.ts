import {
  createAgency,
  createArea,
  listAgencies,
  listAreas,
  updateAgency,
  updateArea,
} from '../../core/api/people.ts';
import type { Agency, Area } from '../../core/model/catalogue.ts';
import { bind, type Route } from '../http/bind.ts';
import { orNotFound, Refusal } from '../http/refusal.ts';
import type { Services } from '../services.ts';
import { areaOf, readAreas } from '../store/areas.ts';
import { orNameTaken, recorded } from '../store/change.ts';
import type { Trx } from '../store/database.ts';
import { writeJson } from '../store/json.ts';
import type { Row } from '../store/tables.ts';

const agencyOf = (row: Row<'agencies'>): Agency => ({
  id: row.id,
  name: row.name,
  shortName: row.short_name,
  kind: row.kind,
});

export function agencyRoutes(services: Services): Route[] {
  const { db, newId, events } = services;
  return [
    bind(listAgencies, async () =>
      (await db.selectFrom('agencies').selectAll().orderBy('name').execute()).map(agencyOf),
    ),

    bind(createAgency, async ({ body, user }) => {
      const row = { id: newId(), name: body.name, short_name: body.shortName, kind: body.kind };
      const event = { action: 'agency.added', subjectKind: 'agency', subjectId: row.id, detail: body };
      await recorded(services, { userId: user.id, ...event }, (trx) =>
        orNameTaken(trx.insertInto('agencies').values(row).execute()),
      );
      events.changed('agencies', row.id);
      return agencyOf(row);
    }),

    bind(updateAgency, async ({ params: { id }, body, user }) => {
      const event = { action: 'agency.changed', subjectKind: 'agency', subjectId: id, detail: body };
      const row = await recorded(services, { userId: user.id, ...event }, (trx) =>
        orNameTaken(
          trx
            .updateTable('agencies')
            .set({ name: body.name, short_name: body.shortName, kind: body.kind })
            .where('id', '=', id)
            .returningAll()
            .executeTakeFirst(),
        ).then(orNotFound),
      );
      events.changed('agencies', id);
      return agencyOf(row);
    }),
  ];
}

export function areaRoutes(services: Services): Route[] {
  const { db, newId, events } = services;
  return [
    bind(listAreas, async () => [...(await readAreas(db)).values()]),

    bind(createArea, async ({ body, user }) => {
      const row = { id: newId(), ...columnsOf(body) };
      const event = { action: 'area.added', subjectKind: 'area', subjectId: row.id, detail: body };
      await recorded(services, { userId: user.id, ...event }, async (trx) => {
        await refuseUnknownParent(trx, body.parentId);
        await orNameTaken(trx.insertInto('areas').values(row).execute());
      });
      events.changed('areas', row.id);
      return areaOf(row);
    }),

    bind(updateArea, async ({ params: { id }, body, user }) => {
      const event = { action: 'area.changed', subjectKind: 'area', subjectId: id, detail: body };
      const row = await recorded(services, { userId: user.id, ...event }, async (trx) => {
        await refuseUnknownParent(trx, body.parentId);
        const changed = trx.updateTable('areas').set(columnsOf(body)).where('id', '=', id);
        return orNotFound(await orNameTaken(changed.returningAll().executeTakeFirst()));
      });
      events.changed('areas', id);
      return areaOf(row);
    }),
  ];
}

const columnsOf = ({ name, level, code, parentId, circle }: Omit<Area, 'id'>) => ({
  name,
  level,
  code,
  parent_id: parentId,
  circle: circle === null ? null : writeJson(circle),
});

async function refuseUnknownParent(trx: Trx, parentId: string | null): Promise<void> {
  if (parentId === null) return;
  const parent = await trx.selectFrom('areas').select('id').where('id', '=', parentId).executeTakeFirst();
  if (parent === undefined)
    throw new Refusal('invalid_request', { errors: [{ path: 'parentId', message: 'area' }] });
}
