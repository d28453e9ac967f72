/** `accept`: what was uploaded is looked at, gets a poster and goes into the store, or is refused with a reason. */
import { link, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isOwnFault, MediaProbe } from '../../core/model/catalogue.ts';
import { AppError } from '../../core/model/app-error.ts';
import type { MediaWarning } from '../../core/model/media-warning.ts';
import { fileWarnings, panelWarnings } from '../../core/picture/media-warnings.ts';
import {
  listenAhead,
  prepareUpload,
  probeMedia,
  renderPagePosters,
  renderPoster,
  tooLong,
} from '../../media/index.ts';
import { Turns, type StoredFile } from '../../media/store/index.ts';
import type { Services } from '../services.ts';
import { audit } from '../store/audit.ts';
import { folders } from '../store/folders.ts';
import { readJson, writeJson } from '../store/json.ts';
import { noteMediaFile } from '../store/media-files.ts';
import { getSetting } from '../store/settings.ts';
import type { Row } from '../store/tables.ts';
import { cellsOfPoster, firstOfSameBytes, sha256Of, similarUploads } from './earlier-uploads.ts';
import { sizesWanted } from './panel-sizes.ts';
import type { JobContext, JobError, Worker } from './queue.ts';

/** Upload limits were applied before; this is the store's own ceiling. */
const STORE_LIMIT_BYTES = 16 * 2 ** 30;

interface Accepted {
  /** Hash of the upload; `file` may have been made of it. */
  uploadSha256: string;
  file: StoredFile;
  probe: MediaProbe;
  poster: StoredFile | null;
  pagePosters: StoredFile[];
  warnings: MediaWarning[];
  /** Mean colours of the poster. */
  cells: Uint8Array | null;
}

/** Type a preview is served with: only what browsers play as it is, all else is bytes. */
function mimeTypeOf({ kind, container, video }: MediaProbe): string {
  if (kind === 'image')
    return container === 'png' || container === 'jpeg' ? `image/${container}` : 'application/octet-stream';
  if (kind === 'audio') return container === 'mp3' ? 'audio/mpeg' : 'application/octet-stream';
  return container === 'mov' && video?.codec === 'h264' ? 'video/mp4' : 'application/octet-stream';
}

/** What an upload of the same bytes need not be asked again. */
const foundOut = ({
  sha256,
  bytes,
  probe,
  poster_sha256,
  page_posters,
  warnings,
  cells,
  similar_to,
  upload_sha256,
}: Row<'assets'>) => ({
  ...{ upload_sha256, sha256, bytes, probe, poster_sha256, page_posters, warnings, cells, similar_to },
});

export function acceptWorker(services: Services): Worker {
  const { db, nowMs, newId, mediaStore, events } = services;
  const { incoming } = folders(services.dataDir);
  /** Of two uploads of the same bytes at once, the second finds the first one's outcome. */
  const turns = new Turns();

  const store = async (path: string): Promise<StoredFile> => {
    const stored = await mediaStore.adopt(path, { maxBytes: STORE_LIMIT_BYTES });
    if (!stored.ok)
      throw new AppError('store_refused', stored.error.detail, { context: { ...stored.error } });
    return stored.value;
  };

  /** The upload stays where it is until the asset is committed, so a crash in between loses nothing. */
  const storeCopy = async (path: string, workDir: string): Promise<StoredFile> => {
    const copy = join(workDir, newId());
    await link(path, copy);
    return store(copy);
  };

  /** About the file, and about all panels of the city it would be enlarged for. */
  const warningsOf = async (probe: MediaProbe): Promise<MediaWarning[]> => {
    const enlarged = panelWarnings(probe, await sizesWanted(db, []), 'contain').filter(
      ({ code }) => code === 'upscaled',
    );
    return [...fileWarnings(probe), ...enlarged];
  };

  const storePages = async (
    path: string,
    { workDir, signal }: JobContext,
  ): Promise<StoredFile[] | JobError> => {
    const made = await renderPagePosters({ sourcePath: path, workDir, signal });
    if (!made.ok) return made.error;
    const stored: StoredFile[] = [];
    for (const page of made.value) {
      // Pages that look the same are one file.
      const known = stored.find(({ sha256 }) => sha256 === page.sha256);
      stored.push(known ?? (await store(page.path)));
    }
    return stored;
  };

  const look = async (
    upload: string,
    uploadSha256: string,
    context: JobContext,
  ): Promise<Accepted | JobError> => {
    const { signal, workDir, report } = context;
    report('probing', 0);
    const prepared = await prepareUpload({ sourcePath: upload, workDir, signal });
    if (!prepared.ok) return prepared.error;
    const { path, convertedFrom } = prepared.value;
    const { maxDurationMs } = await getSetting(db, 'city');
    const probed = await probeMedia(path, { signal, maxDurationMs });
    if (!probed.ok) return probed.error;
    const probe = probed.value;
    let poster: StoredFile | null = null;
    let cells: Uint8Array | null = null;
    if (probe.video !== null) {
      report('poster', 0.4);
      const made = await renderPoster({ sourcePath: path, workDir, signal });
      if (!made.ok) return made.error;
      cells = await cellsOfPoster(made.value.path);
      poster = await store(made.value.path);
    }
    if (probe.kind === 'video') await listenAhead(path, { signal });
    const pagePosters = probe.container === 'pdf' ? await storePages(path, context) : [];
    if ('code' in pagePosters) return pagePosters;
    report('storing', 0.7);
    const file = convertedFrom === null ? await storeCopy(path, workDir) : await store(path);
    return { uploadSha256, file, probe, poster, pagePosters, warnings: await warningsOf(probe), cells };
  };

  /** The first one may have come before the city lowered its limit. */
  const overTheLimit = async ({ probe }: Row<'assets'>): Promise<JobError | null> => {
    const { maxDurationMs } = await getSetting(db, 'city');
    return probe === null ? null : tooLong(readJson(MediaProbe, probe).durationMs ?? 0, maxDurationMs);
  };

  /** What the first upload of these bytes was found to be holds for this one too. */
  const settleAsTwin = async (asset: Row<'assets'>, first: Row<'assets'>): Promise<void> => {
    await db.transaction().execute(async (trx) => {
      await trx
        .updateTable('assets')
        .set({ ...foundOut(first), state: 'ready', duplicate_of: first.id })
        .where('id', '=', asset.id)
        .where('state', '=', 'processing')
        .execute();
      await audit(trx, {
        atMs: nowMs(),
        userId: null,
        action: 'asset.accepted',
        subjectKind: 'asset',
        subjectId: asset.id,
        detail: { duplicateOf: first.id },
      });
    });
    await rm(join(incoming, asset.id), { force: true });
    events.changed('assets', asset.id);
  };

  const settle = async (asset: Row<'assets'>, outcome: Accepted | JobError): Promise<void> => {
    const rejection = 'code' in outcome ? outcome : null;
    const similar =
      'code' in outcome || outcome.cells === null
        ? []
        : await similarUploads(db, { ...outcome.probe, cells: outcome.cells }, asset.id);
    await db.transaction().execute(async (trx) => {
      if ('code' in outcome) {
        await trx
          .updateTable('assets')
          .set({ state: 'rejected', rejection: writeJson(outcome) })
          .where('id', '=', asset.id)
          .where('state', '=', 'processing')
          .execute();
      } else {
        const { uploadSha256, file, probe, poster, pagePosters, warnings, cells } = outcome;
        await noteMediaFile(trx, { ...file, mimeType: mimeTypeOf(probe) }, nowMs());
        for (const still of poster === null ? pagePosters : [poster, ...pagePosters])
          await noteMediaFile(trx, { ...still, mimeType: 'image/jpeg' }, nowMs());
        await trx
          .updateTable('assets')
          .set({
            state: 'ready',
            sha256: file.sha256,
            upload_sha256: uploadSha256,
            bytes: file.bytes,
            probe: writeJson(probe),
            poster_sha256: poster?.sha256 ?? null,
            page_posters: writeJson(pagePosters.map((page) => page.sha256)),
            warnings: writeJson(warnings),
            cells: cells === null ? null : Buffer.from(cells).toString('base64'),
            similar_to: writeJson(similar),
          })
          .where('id', '=', asset.id)
          .where('state', '=', 'processing')
          .execute();
      }
      await audit(trx, {
        atMs: nowMs(),
        userId: null,
        action: rejection === null ? 'asset.accepted' : 'asset.rejected',
        subjectKind: 'asset',
        subjectId: asset.id,
        detail: rejection === null ? {} : { ...rejection },
      });
    });
    if (rejection === null || !isOwnFault(rejection)) await rm(join(incoming, asset.id), { force: true });
    events.changed('assets', asset.id);
  };

  const processing = (job: Row<'jobs'>) =>
    db
      .selectFrom('assets')
      .selectAll()
      .where('id', '=', job.subject_id)
      .where('state', '=', 'processing')
      .executeTakeFirst();

  return {
    async run(job, context) {
      const asset = await processing(job);
      if (asset === undefined) return null;
      const path = join(incoming, asset.id);
      context.report('probing', 0);
      const sha256 = await sha256Of(path);
      return turns.run(sha256, async () => {
        const first = await firstOfSameBytes(db, sha256);
        const isKept = first?.sha256 != null && (await mediaStore.has(first.sha256));
        const overLimit = isKept ? await overTheLimit(first) : null;
        if (isKept && overLimit === null) {
          await settleAsTwin(asset, first);
          return null;
        }
        const outcome = overLimit ?? (await look(path, sha256, context));
        const rejection = 'code' in outcome ? { code: outcome.code, detail: outcome.detail } : null;
        await settle(asset, rejection ?? outcome);
        return rejection;
      });
    },

    async giveUp(job, error) {
      const asset = await processing(job);
      if (asset !== undefined) await settle(asset, error);
    },
  };
}
