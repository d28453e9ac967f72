import {
  createQuietPlace,
  deleteQuietPlace,
  listQuietPlaces,
  updateQuietPlace,
} from '../../core/api/tours.ts';
import { bind, type Route } from '../http/bind.ts';
import { orNotFound } from '../http/refusal.ts';
import type { Services } from '../services.ts';
import { recorded } from '../store/change.ts';
import { writeJson } from '../store/json.ts';
import { quietPlaceOf, readQuietPlaces } from './store.ts';

export function quietPlaceRoutes(services: Services): Route[] {
  const { db, newId, events } = services;
  const subjectKind = 'quiet_place';
  return [
    bind(listQuietPlaces, () => readQuietPlaces(db)),

    bind(createQuietPlace, async ({ body, user }) => {
      const row = { id: newId(), name: body.name, spec: writeJson(body) };
      const event = { action: 'quiet_place.added', subjectKind, subjectId: row.id, detail: body };
      await recorded(services, { userId: user.id, ...event }, (trx) =>
        trx.insertInto('quiet_places').values(row).execute(),
      );
      events.changed('quiet-places', row.id);
      return quietPlaceOf(row);
    }),

    bind(updateQuietPlace, async ({ params: { id }, body, user }) => {
      const event = { action: 'quiet_place.changed', subjectKind, subjectId: id, detail: body };
      const row = await recorded(services, { userId: user.id, ...event }, async (trx) =>
        orNotFound(
          await trx
            .updateTable('quiet_places')
            .set({ name: body.name, spec: writeJson(body) })
            .where('id', '=', id)
            .returningAll()
            .executeTakeFirst(),
        ),
      );
      events.changed('quiet-places', id);
      return quietPlaceOf(row);
    }),

    bind(deleteQuietPlace, async ({ params: { id }, user }) => {
      const event = { action: 'quiet_place.removed', subjectKind, subjectId: id };
      await recorded(services, { userId: user.id, ...event }, async (trx) =>
        orNotFound(
          await trx.deleteFrom('quiet_places').where('id', '=', id).returning('id').executeTakeFirst(),
        ),
      );
      events.changed('quiet-places', id);
    }),
  ];
}
