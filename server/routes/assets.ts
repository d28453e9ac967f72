import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { deleteAsset, getAsset, listAssets, retryAsset } from '../../core/api/announcements.ts';
import { AnnouncementContent, Asset, isOwnFault, MediaProbe, type User } from '../../core/model/catalogue.ts';
import { isAwaited } from '../announcements/awaited.ts';
import { agencyScope, inScope } from '../auth/users.ts';
import { bind, type Route } from '../http/bind.ts';
import { orNotFound, Refusal } from '../http/refusal.ts';
import type { JobQueue } from '../jobs/queue.ts';
import type { Services } from '../services.ts';
import { recorded } from '../store/change.ts';
import type { Db, Trx } from '../store/database.ts';
import { folders } from '../store/folders.ts';
import { readJson } from '../store/json.ts';
import type { Row } from '../store/tables.ts';

const similarIds = (row: Row<'assets'>): string[] => readJson(Asset.shape.similarTo, row.similar_to);

/** Of the earlier uploads this one is like, only those the reader may see are named. */
const assetOf = (row: Row<'assets'>, visible: ReadonlySet<string>): Asset => ({
  id: row.id,
  name: row.name,
  agencyId: row.agency_id,
  uploadedBy: row.uploaded_by,
  uploadedAtMs: row.uploaded_at_ms,
  state: row.state,
  rejection: row.rejection === null ? null : readJson(Asset.shape.rejection, row.rejection),
  sha256: row.sha256,
  bytes: row.bytes,
  probe: row.probe === null ? null : readJson(MediaProbe, row.probe),
  posterSha256: row.poster_sha256,
  pagePosters: readJson(Asset.shape.pagePosters, row.page_posters),
  warnings: readJson(Asset.shape.warnings, row.warnings),
  duplicateOf: row.duplicate_of !== null && visible.has(row.duplicate_of) ? row.duplicate_of : null,
  similarTo: similarIds(row).filter((id) => visible.has(id)),
});

async function findAsset(db: Db | Trx, id: string, user: User): Promise<Row<'assets'>> {
  const row = orNotFound(await db.selectFrom('assets').selectAll().where('id', '=', id).executeTakeFirst());
  if (!inScope(user, row.agency_id)) throw new Refusal('other_agency');
  return row;
}

/** Those of the uploads this one is like that are still there and within the reader's reach. */
async function visibleRelatives(db: Db, row: Row<'assets'>, user: User): Promise<ReadonlySet<string>> {
  const related = [...similarIds(row), ...(row.duplicate_of === null ? [] : [row.duplicate_of])];
  if (related.length === 0) return new Set();
  const rows = await db.selectFrom('assets').select(['id', 'agency_id']).where('id', 'in', related).execute();
  return new Set(rows.filter(({ agency_id }) => inScope(user, agency_id)).map(({ id }) => id));
}

async function isUsed(trx: Trx, assetId: string): Promise<boolean> {
  const rows = await trx.selectFrom('announcements').select('content').execute();
  return rows.some(({ content }) => {
    const { screenAssetId, audioAssetId, regionalAudioAssetId } = readJson(AnnouncementContent, content);
    return [screenAssetId, audioAssetId, regionalAudioAssetId].includes(assetId);
  });
}

export function assetRoutes(services: Services, jobs: JobQueue): Route[] {
  const { db, events } = services;
  const { incoming } = folders(services.dataDir);
  return [
    bind(listAssets, async ({ user }) => {
      const scope = agencyScope(user);
      if (scope !== 'all' && scope.agencyId === null) return [];
      let rows = db.selectFrom('assets').selectAll().orderBy('uploaded_at_ms', 'desc').orderBy('id');
      if (scope !== 'all') rows = rows.where('agency_id', '=', scope.agencyId);
      const found = await rows.execute();
      const visible = new Set(found.map(({ id }) => id));
      return found.map((row) => assetOf(row, visible));
    }),

    bind(getAsset, async ({ params, user }) => {
      const row = await findAsset(db, params.id, user);
      return assetOf(row, await visibleRelatives(db, row, user));
    }),

    bind(retryAsset, async ({ params: { id }, user }) => {
      const event = { action: 'asset.retried', subjectKind: 'asset', subjectId: id };
      await recorded(services, { userId: user.id, ...event }, async (trx) => {
        const { rejection } = assetOf(await findAsset(trx, id, user), new Set());
        if (rejection === null || !isOwnFault(rejection)) throw new Refusal('wrong_state');
        await trx
          .updateTable('assets')
          .set({ state: 'processing', rejection: null })
          .where('id', '=', id)
          .execute();
        const isUrgent = await isAwaited(trx, id);
        await jobs.enqueue(trx, { kind: 'accept', subjectId: id, subjectRevision: null, isUrgent });
      });
      jobs.wake();
      events.changed('assets', id);
      const row = await findAsset(db, id, user);
      return assetOf(row, await visibleRelatives(db, row, user));
    }),

    bind(deleteAsset, async ({ params: { id }, user }) => {
      const event = { action: 'asset.deleted', subjectKind: 'asset', subjectId: id };
      await recorded(services, { userId: user.id, ...event }, async (trx) => {
        await findAsset(trx, id, user);
        if (await isUsed(trx, id)) throw new Refusal('in_use');
        await jobs.cancel(trx, id);
        await trx.updateTable('assets').set({ duplicate_of: null }).where('duplicate_of', '=', id).execute();
        await trx.deleteFrom('assets').where('id', '=', id).execute();
      });
      await jobs.stopCancelled();
      await rm(join(incoming, id), { force: true });
      jobs.requestTidy();
      events.changed('assets', id);
    }),
  ];
}
