/** `accept`: what was uploaded is looked at, gets a poster and goes into the store, or is refused with a reason. */
import { link, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { MediaProbe } from '../../core/model/catalogue.ts';
import { AppError } from '../../core/model/app-error.ts';
import { probeMedia, renderPoster } from '../../media/index.ts';
import type { StoredFile } from '../../media/store/index.ts';
import type { Services } from '../services.ts';
import { audit } from '../store/audit.ts';
import { folders } from '../store/folders.ts';
import { writeJson } from '../store/json.ts';
import { noteMediaFile } from '../store/media-files.ts';
import type { Row } from '../store/tables.ts';
import type { JobContext, JobError, Worker } from './queue.ts';

/** Upload limits were applied before; this is the store's own ceiling. */
const STORE_LIMIT_BYTES = 16 * 2 ** 30;

interface Accepted {
  file: StoredFile;
  probe: MediaProbe;
  poster: StoredFile | null;
}

/** Type a preview is served with: only what browsers play as it is, all else is bytes. */
function mimeTypeOf({ kind, container, video }: MediaProbe): string {
  if (kind === 'image')
    return container === 'png' || container === 'jpeg' ? `image/${container}` : 'application/octet-stream';
  if (kind === 'audio') return container === 'mp3' ? 'audio/mpeg' : 'application/octet-stream';
  return container === 'mov' && video?.codec === 'h264' ? 'video/mp4' : 'application/octet-stream';
}

export function acceptWorker(services: Services): Worker {
  const { db, nowMs, newId, mediaStore, events } = services;
  const { incoming, work } = folders(services.dataDir);

  const store = async (path: string): Promise<StoredFile> => {
    const stored = await mediaStore.adopt(path, { maxBytes: STORE_LIMIT_BYTES });
    if (!stored.ok)
      throw new AppError('store_refused', stored.error.detail, { context: { ...stored.error } });
    return stored.value;
  };

  /** The upload stays where it is until the asset is committed, so a crash in between loses nothing. */
  const storeCopy = async (path: string): Promise<StoredFile> => {
    const copy = join(work, newId());
    await link(path, copy);
    return store(copy);
  };

  const look = async (path: string, { signal, report }: JobContext): Promise<Accepted | JobError> => {
    report('probing', 0);
    const probed = await probeMedia(path, { signal });
    if (!probed.ok) return probed.error;
    let poster: StoredFile | null = null;
    if (probed.value.video !== null) {
      report('poster', 0.4);
      const made = await renderPoster({ sourcePath: path, workDir: work, signal });
      if (!made.ok) return made.error;
      poster = await store(made.value.path);
    }
    report('storing', 0.7);
    return { file: await storeCopy(path), probe: probed.value, poster };
  };

  const settle = async (asset: Row<'assets'>, outcome: Accepted | JobError): Promise<void> => {
    const rejection = 'code' in outcome ? outcome : null;
    await db.transaction().execute(async (trx) => {
      if ('code' in outcome) {
        await trx
          .updateTable('assets')
          .set({ state: 'rejected', rejection: writeJson(outcome) })
          .where('id', '=', asset.id)
          .execute();
      } else {
        const { file, probe, poster } = outcome;
        await noteMediaFile(trx, { ...file, mimeType: mimeTypeOf(probe) }, nowMs());
        if (poster !== null) await noteMediaFile(trx, { ...poster, mimeType: 'image/jpeg' }, nowMs());
        await trx
          .updateTable('assets')
          .set({
            state: 'ready',
            sha256: file.sha256,
            bytes: file.bytes,
            probe: writeJson(probe),
            poster_sha256: poster?.sha256 ?? null,
          })
          .where('id', '=', asset.id)
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
    await rm(join(incoming, asset.id), { force: true });
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
      const outcome = await look(join(incoming, asset.id), context);
      const rejection = 'code' in outcome ? { code: outcome.code, detail: outcome.detail } : null;
      await settle(asset, rejection ?? outcome);
      return rejection;
    },

    async giveUp(job, error) {
      const asset = await processing(job);
      if (asset !== undefined) await settle(asset, error);
    },
  };
}
