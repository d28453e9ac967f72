import { z } from 'zod';
import { getMedia } from '../../core/api/announcements.ts';
import { Rendition, type User } from '../../core/model/catalogue.ts';
import { agencyScope } from '../auth/users.ts';
import { bind, type Route } from '../http/bind.ts';
import { orNotFound } from '../http/refusal.ts';
import { sendStoredFile } from '../http/send-file.ts';
import type { Services } from '../services.ts';
import type { Db } from '../store/database.ts';
import { readJson } from '../store/json.ts';
import { findMediaFile } from '../store/media-files.ts';

/** Contributors see the files of their agency's assets and announcements. */
async function maySee(db: Db, user: User, sha256: string): Promise<boolean> {
  const scope = agencyScope(user);
  if (scope === 'all') return true;
  if (scope.agencyId === null) return false;
  const asset = await db
    .selectFrom('assets')
    .select('id')
    .where('agency_id', '=', scope.agencyId)
    .where((where) =>
      where.or([
        where('sha256', '=', sha256),
        where('poster_sha256', '=', sha256),
        // A list of hashes as JSON: no other text in it can be one.
        where('page_posters', 'like', `%${sha256}%`),
      ]),
    )
    .executeTakeFirst();
  if (asset !== undefined) return true;
  const rows = await db
    .selectFrom('announcements')
    .select(['renditions', 'poster_sha256'])
    .where('agency_id', '=', scope.agencyId)
    .execute();
  return rows.some(
    (row) =>
      row.poster_sha256 === sha256 ||
      readJson(z.array(Rendition), row.renditions).some((rendition) => rendition.sha256 === sha256),
  );
}

export function mediaRoutes({ db, mediaStore, log }: Services): Route[] {
  return [
    bind(getMedia, async ({ params: { sha256 }, user, req, res }) => {
      const file = orNotFound(await findMediaFile(db, sha256));
      // Whether a file of another agency exists is nobody's business either.
      orNotFound((await maySee(db, user, sha256)) ? file : null);
      await sendStoredFile(mediaStore, file, req, res, (fault) =>
        log.error({ fault }, 'a stored file is damaged'),
      );
    }),
  ];
}
