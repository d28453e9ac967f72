/** What the files of the media store are, and which of them are still needed. */
import { z } from 'zod';
import { Rendition } from '../../core/model/catalogue.ts';
import { Sha256 } from '../../core/model/primitives.ts';
import type { HashStore } from '../../media/store/index.ts';
import { keptPartFiles } from '../sound/around-versions.ts';
import type { Db, Trx } from './database.ts';
import { readJson, writeJson } from './json.ts';

export interface MediaFile {
  sha256: string;
  bytes: number;
  chunkSha256: readonly string[];
  mimeType: string;
}

export async function noteMediaFile(trx: Trx, file: MediaFile, nowMs: number): Promise<void> {
  await trx
    .insertInto('media_files')
    .values({
      sha256: file.sha256,
      bytes: file.bytes,
      mime_type: file.mimeType,
      chunk_sha256: writeJson(file.chunkSha256),
      created_at_ms: nowMs,
    })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute();
}

export async function findMediaFile(db: Db | Trx, sha256: string): Promise<MediaFile | undefined> {
  const row = await db.selectFrom('media_files').selectAll().where('sha256', '=', sha256).executeTakeFirst();
  if (row === undefined) return undefined;
  const chunkSha256 = readJson(z.array(Sha256), row.chunk_sha256);
  return { sha256: row.sha256, bytes: row.bytes, mimeType: row.mime_type, chunkSha256 };
}

async function neededFiles(db: Db | Trx): Promise<ReadonlySet<string>> {
  const assets = await db.selectFrom('assets').select(['sha256', 'poster_sha256', 'page_posters']).execute();
  const announcements = await db
    .selectFrom('announcements')
    .select(['renditions', 'poster_sha256'])
    .execute();
  const renditions = announcements.flatMap((row) => readJson(z.array(Rendition), row.renditions));
  const sightings = await db.selectFrom('sightings').select('sha256').execute();
  const parts = await db.selectFrom('sound_parts').select('rendition').execute();
  return new Set([
    ...sightings.map(({ sha256 }) => sha256),
    ...(await keptPartFiles(db)),
    ...parts.map(({ rendition }) => readJson(Rendition, rendition).sha256),
    ...assets.flatMap(({ page_posters }) => readJson(z.array(Sha256), page_posters)),
    ...[...assets, ...announcements].flatMap(({ poster_sha256 }) => poster_sha256 ?? []),
    ...assets.flatMap(({ sha256 }) => sha256 ?? []),
    ...renditions.map(({ sha256 }) => sha256),
  ]);
}

/**
 * Removes the files no asset, announcement, sighting or sound around clips refers to. Only between jobs: a running one has files in the store
 * before it has committed what refers to them.
 */
export async function removeUnneededMedia(db: Db, store: HashStore): Promise<void> {
  const unneeded = await db.transaction().execute(async (trx) => {
    const needed = await neededFiles(trx);
    const stored = (await store.list()).map(({ sha256 }) => sha256);
    const cached = await trx.selectFrom('render_cache').selectAll().execute();
    for (const { key, rendition } of cached) {
      if (!needed.has(readJson(Rendition, rendition).sha256))
        await trx.deleteFrom('render_cache').where('key', '=', key).execute();
    }
    const gone = stored.filter((sha256) => !needed.has(sha256));
    for (const sha256 of gone) await trx.deleteFrom('media_files').where('sha256', '=', sha256).execute();
    return gone;
  });
  for (const sha256 of unneeded) await store.remove(sha256);
}
