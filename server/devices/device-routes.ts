/** What players ask for and deliver over HTTP. */
import {
  getDeviceMedia,
  getManifest,
  getRoots,
  postPlays,
  postSnapshot,
  putLog,
} from '../../core/api/device.ts';
import { Envelope } from '../../core/trust/statements.ts';
import type { DirectorServices } from '../director-services.ts';
import { bind, type Route } from '../http/bind.ts';
import { orNotFound } from '../http/refusal.ts';
import { sendStoredFile } from '../http/send-file.ts';
import { bringUpToDate } from '../publish/reissue.ts';
import { readJson } from '../store/json.ts';
import { readLog } from './device-log.ts';
import { readSnapshot } from './snapshot-body.ts';
import { storePlays } from './store-plays.ts';

export function deviceRoutes(services: DirectorServices): Route[] {
  const { db, events, live, log, manifests, mediaStore, nowMs, trust } = services;

  const approvalsOf = async (sha256s: string[]): Promise<Envelope[]> => {
    if (sha256s.length === 0) return [];
    const rows = await db
      .selectFrom('approvals')
      .select('envelope')
      .where('sha256', 'in', sha256s)
      .orderBy('sha256')
      .execute();
    return rows.map((row) => readJson(Envelope, row.envelope));
  };

  return [
    bind(getRoots, () => trust.rootsAfter(db, 0)),

    bind(getManifest, async ({ query: { rootVersion }, device: { screenId } }) => {
      const version = await bringUpToDate(services, screenId, 0);
      orNotFound(version === 0 ? null : version);
      const manifest = await manifests.get(db, screenId, version);
      const named = new Set(manifest.programme.items.map((item) => item.approvalSha256));
      return {
        roots: await trust.rootsAfter(db, rootVersion),
        manifest: await manifests.envelope(db, screenId, version),
        approvals: await approvalsOf([...named]),
      };
    }),

    bind(getDeviceMedia, async ({ params: { sha256 }, device: { screenId }, req, res }) => {
      const manifest = orNotFound(await manifests.newest(db, screenId));
      const file = orNotFound(manifest.media.find((one) => one.sha256 === sha256));
      const { bytes, chunkSha256, type: mimeType } = file;
      await sendStoredFile(mediaStore, { sha256, bytes, chunkSha256, mimeType }, req, res, (fault) =>
        log.error({ fault }, 'a stored file is damaged'),
      );
    }),

    bind(postPlays, async ({ body, device }) => {
      const acknowledgedSequence = await storePlays(db, device, body, nowMs());
      events.changed('plays', device.screenId);
      return { acknowledgedSequence };
    }),

    bind(postSnapshot, async ({ query: { source }, device: { screenId }, req }) => {
      await live.noteSnapshot(screenId, { jpeg: await readSnapshot(req), atMs: nowMs(), source });
    }),

    bind(putLog, async ({ device: { screenId }, req }) => {
      await live.noteLog(screenId, await readLog(req), nowMs());
    }),
  ];
}
