import { createEntry, deleteEntry, listEntries, updateEntry } from '../../core/api/schedule.ts';
import { EntryPlan, type ScheduleEntry } from '../../core/model/catalogue.ts';
import type { DirectorServices } from '../director-services.ts';
import { bind, type Route } from '../http/bind.ts';
import { orNotFound } from '../http/refusal.ts';
import { recorded } from '../store/change.ts';
import { readJson, writeJson } from '../store/json.ts';
import type { Row } from '../store/tables.ts';
import { checkPlan } from './check-plan.ts';

const entryOf = (row: Row<'entries'>): ScheduleEntry => ({
  id: row.id,
  plan: readJson(EntryPlan, row.plan),
  published: row.published === null ? null : readJson(EntryPlan, row.published),
  deleted: row.deleted === 1,
  createdBy: row.created_by,
  createdAtMs: row.created_at_ms,
});

export function entryRoutes(services: DirectorServices): Route[] {
  const { db, events, newId, nowMs } = services;
  return [
    bind(listEntries, async () => {
      const rows = await db
        .selectFrom('entries')
        .selectAll()
        .where((where) => where.or([where('deleted', '=', 0), where('published', 'is not', null)]))
        .orderBy('created_at_ms')
        .orderBy('id')
        .execute();
      return rows.map(entryOf);
    }),

    bind(createEntry, async ({ body, user }) => {
      const row: Row<'entries'> = {
        id: newId(),
        plan: writeJson(body),
        published: null,
        deleted: 0,
        created_by: user.id,
        created_at_ms: nowMs(),
      };
      const event = { action: 'entry.planned', subjectKind: 'entry', subjectId: row.id, detail: body };
      await recorded(services, { userId: user.id, ...event }, async (trx) => {
        await checkPlan(trx, body, nowMs());
        await trx.insertInto('entries').values(row).execute();
      });
      events.changed('schedule', row.id);
      return entryOf(row);
    }),

    bind(updateEntry, async ({ params: { id }, body, user }) => {
      const event = { action: 'entry.changed', subjectKind: 'entry', subjectId: id, detail: body };
      const row = await recorded(services, { userId: user.id, ...event }, async (trx) => {
        await checkPlan(trx, body, nowMs());
        const changed = await trx
          .updateTable('entries')
          .set({ plan: writeJson(body) })
          .where('id', '=', id)
          .where('deleted', '=', 0)
          .returningAll()
          .executeTakeFirst();
        return orNotFound(changed);
      });
      events.changed('schedule', id);
      return entryOf(row);
    }),

    bind(deleteEntry, async ({ params: { id }, user }) => {
      const event = { action: 'entry.deleted', subjectKind: 'entry', subjectId: id };
      await recorded(services, { userId: user.id, ...event }, async (trx) => {
        const gone = await trx
          .updateTable('entries')
          .set({ deleted: 1 })
          .where('id', '=', id)
          .where('deleted', '=', 0)
          .returning('id')
          .executeTakeFirst();
        orNotFound(gone);
      });
      events.changed('schedule', id);
    }),
  ];
}
