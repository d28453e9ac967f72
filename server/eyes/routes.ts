/** Pictures others took of a lit wall. */
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import {
  deleteSighting,
  getSightingPicture,
  listSightings,
  PHOTO_LIMIT_BYTES,
  SIGHTINGS_LISTED,
  takeSighting,
  uploadPhoto,
} from '../../core/api/sightings.ts';
import type { Screen } from '../../core/model/catalogue.ts';
import { bind, type Route } from '../http/bind.ts';
import { orNotFound, Refusal } from '../http/refusal.ts';
import { sendStoredFile } from '../http/send-file.ts';
import type { Services } from '../services.ts';
import { recorded } from '../store/change.ts';
import { findMediaFile } from '../store/media-files.ts';
import { readScreens } from '../store/screens.ts';
import type { Cameras } from './cameras.ts';
import { inWorkFolder, keepSighting, sightingOf } from './sightings.ts';

export function sightingRoutes(services: Services, cameras: Cameras): Route[] {
  const { db, dataDir, events, log, mediaStore } = services;

  const screenNamed = async (id: string): Promise<Screen> =>
    orNotFound((await readScreens(db)).find((screen) => screen.id === id));

  const sightingNamed = async (id: string) =>
    orNotFound(await db.selectFrom('sightings').selectAll().where('id', '=', id).executeTakeFirst());

  return [
    bind(listSightings, async ({ params: { id }, query: { kind, beforeMs, beforeId } }) => {
      const { cameraUrl } = await screenNamed(id);
      const newest = db
        .selectFrom('sightings')
        .leftJoin('users', 'users.id', 'sightings.by_user')
        .selectAll('sightings')
        .select('users.display_name')
        .where('screen_id', '=', id)
        .where('kind', '=', kind)
        .orderBy('taken_at_ms', 'desc')
        .orderBy('sightings.id', 'desc')
        .limit(SIGHTINGS_LISTED + 1);
      const rows = await (
        beforeMs === undefined || beforeId === undefined
          ? newest
          : newest.where(({ eb, refTuple, tuple }) =>
              eb(refTuple('taken_at_ms', 'sightings.id'), '<', tuple(beforeMs, beforeId)),
            )
      ).execute();
      return {
        sightings: rows.slice(0, SIGHTINGS_LISTED).map(sightingOf),
        hasOlder: rows.length > SIGHTINGS_LISTED,
        camera: { isSet: cameraUrl !== null, failure: cameraUrl === null ? null : cameras.failure(id) },
      };
    }),

    bind(getSightingPicture, async ({ params: { id }, req, res }) => {
      const { sha256 } = await sightingNamed(id);
      const file = orNotFound(await findMediaFile(db, sha256));
      await sendStoredFile(mediaStore, file, req, res, (fault) =>
        log.error({ fault }, 'a stored file is damaged'),
      );
    }),

    bind(takeSighting, async ({ params: { id }, user }) => {
      const taken = await cameras.take(await screenNamed(id), user.id);
      if (taken.ok) return taken.value;
      const { code, detail } = taken.error;
      if (code === 'camera_missing') throw new Refusal(code);
      throw new Refusal('camera_failed', { detail: `${code}: ${detail}` });
    }),

    bind(uploadPhoto, async ({ params: { id }, user, req }) => {
      const { timeZone } = await screenNamed(id);
      return inWorkFolder(dataDir, async (folder) => {
        const path = join(folder, 'photo');
        let bytes = 0;
        await pipeline(
          req,
          async function* (source: AsyncIterable<Buffer>) {
            for await (const piece of source) {
              bytes += piece.length;
              if (bytes > PHOTO_LIMIT_BYTES) throw new Refusal('too_large');
              yield piece;
            }
          },
          createWriteStream(path),
        );
        const photo = { screenId: id, kind: 'photo' as const, path, userId: user.id, timeZone };
        const kept = await keepSighting(services, photo);
        if (!kept.ok) throw new Refusal('photo_unreadable', { detail: kept.error.code });
        return kept.value;
      });
    }),

    bind(deleteSighting, async ({ params: { id }, user }) => {
      const { screen_id: screenId } = await sightingNamed(id);
      const event = { action: 'sighting.deleted', subjectKind: 'screen', subjectId: screenId };
      await recorded(services, { userId: user.id, ...event, detail: { sightingId: id } }, async (trx) => {
        await trx.deleteFrom('sightings').where('id', '=', id).execute();
      });
      events.changed('sightings', screenId);
    }),
  ];
}
