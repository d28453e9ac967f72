import { z } from 'zod';
import {
  createPlaylist,
  deletePlaylist,
  listPlaylists,
  updatePlaylist,
} from '../../core/api/announcements.ts';
import { EntryPlan, type Playlist } from '../../core/model/catalogue.ts';
import { Id } from '../../core/model/primitives.ts';
import { bind, type Route } from '../http/bind.ts';
import { orNotFound, Refusal } from '../http/refusal.ts';
import type { Services } from '../services.ts';
import { orNameTaken, recorded } from '../store/change.ts';
import type { Trx } from '../store/database.ts';
import { readJson, writeJson } from '../store/json.ts';
import type { Row } from '../store/tables.ts';

export const playlistOf = (row: Row<'playlists'>): Playlist => ({
  id: row.id,
  name: row.name,
  announcementIds: readJson(z.array(Id), row.announcement_ids),
});

async function checkAnnouncements(trx: Trx, ids: readonly string[]): Promise<void> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return;
  const found = await trx.selectFrom('announcements').select('id').where('id', 'in', wanted).execute();
  if (found.length < wanted.length)
    throw new Refusal('invalid_request', {
      errors: [{ path: 'announcementIds', message: 'announcement' }],
    });
}

async function isScheduled(trx: Trx, playlistId: string): Promise<boolean> {
  const entries = await trx.selectFrom('entries').select(['plan', 'published', 'deleted']).execute();
  const uses = (plan: string | null): boolean => {
    if (plan === null) return false;
    const { source } = readJson(EntryPlan, plan);
    return source.kind === 'playlist' && source.playlistId === playlistId;
  };
  return entries.some((entry) => (entry.deleted === 0 && uses(entry.plan)) || uses(entry.published));
}

export function playlistRoutes(services: Services): Route[] {
  const { db, newId, events } = services;
  return [
    bind(listPlaylists, async () =>
      (await db.selectFrom('playlists').selectAll().orderBy('name').execute()).map(playlistOf),
    ),

    bind(createPlaylist, async ({ body, user }) => {
      const row = { id: newId(), name: body.name, announcement_ids: writeJson(body.announcementIds) };
      const event = { action: 'playlist.added', subjectKind: 'playlist', subjectId: row.id, detail: body };
      await recorded(services, { userId: user.id, ...event }, async (trx) => {
        await checkAnnouncements(trx, body.announcementIds);
        await orNameTaken(trx.insertInto('playlists').values(row).execute());
      });
      events.changed('playlists', row.id);
      return playlistOf(row);
    }),

    bind(updatePlaylist, async ({ params: { id }, body, user }) => {
      const event = { action: 'playlist.changed', subjectKind: 'playlist', subjectId: id, detail: body };
      const row = await recorded(services, { userId: user.id, ...event }, async (trx) => {
        await checkAnnouncements(trx, body.announcementIds);
        const changed = trx
          .updateTable('playlists')
          .set({ name: body.name, announcement_ids: writeJson(body.announcementIds) })
          .where('id', '=', id)
          .returningAll()
          .executeTakeFirst();
        return orNotFound(await orNameTaken(changed));
      });
      events.changed('playlists', id);
      return playlistOf(row);
    }),

    bind(deletePlaylist, async ({ params: { id }, user }) => {
      const event = { action: 'playlist.deleted', subjectKind: 'playlist', subjectId: id };
      await recorded(services, { userId: user.id, ...event }, async (trx) => {
        if (await isScheduled(trx, id)) throw new Refusal('in_use');
        const gone = await trx
          .deleteFrom('playlists')
          .where('id', '=', id)
          .returning('id')
          .executeTakeFirst();
        orNotFound(gone);
      });
      events.changed('playlists', id);
    }),
  ];
}
