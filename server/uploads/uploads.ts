/** Resumable uploads (tus 1.0.0): who may, how much, and what becomes of a whole one. */
import { open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server, type Upload } from '@tus/server';
import { Router, type Request, type RequestHandler } from 'express';
import { Id } from '../../core/model/primitives.ts';
import { UPLOADS_PATH } from '../../core/api/announcements.ts';
import type { User } from '../../core/model/catalogue.ts';
import { nodeStorage } from '../../media/store/index.ts';
import { inScope } from '../auth/users.ts';
import { requireUser } from '../http/access.ts';
import { orNotFound, Refusal } from '../http/refusal.ts';
import type { JobQueue } from '../jobs/queue.ts';
import type { Services } from '../services.ts';
import { recorded } from '../store/change.ts';
import { folders } from '../store/folders.ts';
import { getSetting } from '../store/settings.ts';
import { displayName } from './file-name.ts';
import { UploadRoom } from './room.ts';

const UPLOADERS = ['admin', 'editor', 'approver', 'contributor'] as const;
const ASSET_ID_HEADER = 'Wawar-Asset-Id';

/** An upload that is let in, before there is one. */
interface Creation {
  id: string;
  user: User;
  agencyId: string | null;
}

/** Upload-Metadata as it is kept with the upload; `userId` is set by the server. */
interface Metadata {
  filename: string;
  agencyId: string | null;
  userId: string;
}

export function uploadHandler(services: Services, jobs: JobQueue): RequestHandler {
  const { db, nowMs, newId, dataDir, events } = services;
  const { uploads, incoming } = folders(dataDir);
  const datastore = new FileStore({ directory: uploads });
  // The size has to be known beforehand, or the disk could not be looked at beforehand.
  datastore.extensions = datastore.extensions.filter((name) => name !== 'creation-defer-length');

  const room = new UploadRoom(datastore, () => services.clock.view().systemMs);

  /** The wanted agency if the user may upload for it, else the user's own. */
  const agencyFor = async (user: User, wanted: string | null | undefined): Promise<string | null> => {
    if (wanted == null || wanted === '') return user.agencyId;
    if (!inScope(user, wanted)) throw new Refusal('other_agency');
    const agency = await db.selectFrom('agencies').select('id').where('id', '=', wanted).executeTakeFirst();
    if (agency === undefined)
      throw new Refusal('invalid_request', { errors: [{ path: 'agencyId', message: 'agency' }] });
    return agency.id;
  };

  /** What is wanted, in bytes. Refuses with `invalid_request` or `too_large` before a byte is taken. */
  const sizeOf = async (req: Request): Promise<number> => {
    const declared = /^\d{1,15}$/.exec(req.header('upload-length') ?? '')?.[0];
    if (declared === undefined) {
      throw new Refusal('invalid_request', { errors: [{ path: 'Upload-Length', message: 'bytes' }] });
    }
    const bytes = Number(declared);
    if (bytes > (await getSetting(db, 'uploadLimitBytes'))) throw new Refusal('too_large');
    return bytes;
  };

  /** The upload is whole: it becomes an asset with a job, and leaves the folder of unfinished ones. */
  const finish = async (upload: Upload): Promise<string> => {
    const { filename, agencyId, userId } = metadataOf(upload);
    const path = join(incoming, upload.id);
    await moveDurably(join(uploads, upload.id), path);
    const row = {
      id: upload.id,
      name: filename,
      agency_id: agencyId,
      uploaded_by: userId,
      uploaded_at_ms: nowMs(),
      state: 'processing' as const,
      rejection: null,
      sha256: null,
      bytes: upload.offset,
      probe: null,
      poster_sha256: null,
    };
    const event = { action: 'asset.uploaded', subjectKind: 'asset', subjectId: row.id };
    await recorded(services, { userId, ...event, detail: { bytes: row.bytes } }, async (trx) => {
      await trx.insertInto('assets').values(row).execute();
      await jobs.enqueue(trx, { kind: 'accept', subjectId: row.id, subjectRevision: null });
    });
    await rm(join(uploads, `${upload.id}.json`), { force: true });
    jobs.wake();
    events.changed('assets', row.id);
    return row.id;
  };

  const creations = new WeakMap<object, Creation>();
  const creationOf = (req: { runtime?: { node?: { req: object } | undefined } | undefined }): Creation => {
    const creation = creations.get(req.runtime?.node?.req ?? {});
    if (creation === undefined) throw new Refusal('not_signed_in');
    return creation;
  };
  const tus = new Server({
    path: UPLOADS_PATH,
    datastore,
    relativeLocation: true,
    allowedOrigins: [],
    maxSize: () => getSetting(db, 'uploadLimitBytes'),
    namingFunction: (req) => creationOf(req).id,
    async onUploadCreate(req, upload) {
      const { user, agencyId } = creationOf(req);
      const metadata: Metadata = {
        filename: displayName(upload.metadata?.['filename']),
        agencyId,
        userId: user.id,
      };
      return { metadata: { ...metadata } };
    },
    async onUploadFinish(_req, upload) {
      return { headers: { [ASSET_ID_HEADER]: await finish(upload) } };
    },
    onResponseError(_req, error) {
      if (error instanceof Error) services.log.error({ err: error }, 'an upload failed');
      return undefined;
    },
  });

  const byTus: RequestHandler = (req, res, next) => {
    // Express has taken the mount path off; tus looks at the whole one, and would find an id in a query as well.
    const [url] = req.originalUrl.split('?', 1);
    void tus.handle(Object.assign(req, { url }), res).catch(next);
  };
  const ownOnly: RequestHandler = async (req, res, next) => {
    const user = await requireUser(services, req, UPLOADERS);
    const id = orNotFound(Id.safeParse(req.params['id']).data);
    const asset = await db.selectFrom('assets').selectAll().where('id', '=', id).executeTakeFirst();
    if (asset !== undefined) {
      // The last answer was lost on its way: tell again that everything has come.
      if (asset.uploaded_by !== user.id || req.method !== 'HEAD') throw new Refusal('not_found');
      const bytes = String(asset.bytes);
      res.set({
        'Tus-Resumable': '1.0.0',
        'Upload-Offset': bytes,
        'Upload-Length': bytes,
        [ASSET_ID_HEADER]: id,
      });
      res.set('Cache-Control', 'no-store').status(200).end();
      return;
    }
    const kept = orNotFound(await datastore.configstore.get(id));
    if (metadataOf(kept).userId !== user.id) throw new Refusal('not_found');
    if (req.method === 'PATCH' && !(await room.goOn(id))) throw new Refusal('disk_full');
    next();
  };

  // Nothing reaches tus but these: it takes the last part of any path for an upload's id, and asks nobody who they are.
  const router = Router();
  router.options('/', byTus);
  router.post(
    '/',
    async (req, res, next) => {
      const user = await requireUser(services, req, UPLOADERS);
      const bytes = await sizeOf(req);
      const creation: Creation = { id: newId(), user, agencyId: await agencyFor(user, agencyIdIn(req)) };
      if (!(await room.reserve(creation.id, bytes))) throw new Refusal('disk_full');
      res.once('close', () => room.release(creation.id));
      creations.set(req, creation);
      next();
    },
    byTus,
  );
  router.head('/:id', ownOnly, byTus);
  router.patch('/:id', ownOnly, byTus);
  router.delete('/:id', ownOnly, byTus);
  return router;
}

const metadataOf = ({ metadata }: Pick<Upload, 'metadata'>): Metadata => ({
  filename: metadata?.['filename'] ?? '',
  agencyId: metadata?.['agencyId'] ?? null,
  userId: metadata?.['userId'] ?? '',
});

/** `agencyId` of the Upload-Metadata header: comma-separated pairs of a key and a base64 value. */
function agencyIdIn(req: Request): string | null {
  for (const pair of (req.header('upload-metadata') ?? '').split(',')) {
    const [key, value = ''] = pair.trim().split(' ', 2);
    if (key === 'agencyId') return Buffer.from(value, 'base64').toString('utf8');
  }
  return null;
}

/** tus does not sync what it writes; the asset's row must not outlive the file in a power cut. */
async function moveDurably(from: string, to: string): Promise<void> {
  const file = await open(from, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(from, to);
  await nodeStorage.syncFolder(dirname(to));
}
