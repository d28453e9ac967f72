/** Player software: uploaded by administrators, checked as screens check it, handed out to the screens named. */
import {
  addRelease,
  assignRelease,
  deleteRelease,
  getDeviceRelease,
  getDeviceReleaseFile,
  getSoftware,
  putReleaseFile,
  setReleaseKey,
} from '../../core/api/releases.ts';
import { checkRelease, fromBase64, publicKeyOf } from '../../core/trust/index.ts';
import type { DirectorServices } from '../director-services.ts';
import { bind, type Route } from '../http/bind.ts';
import { orNotFound, Refusal } from '../http/refusal.ts';
import { sendStoredFile } from '../http/send-file.ts';
import { bringUpToDate } from '../publish/reissue.ts';
import { recorded } from '../store/change.ts';
import { writeJson } from '../store/json.ts';
import { EVERY_SCREEN } from './assigned.ts';
import { softwareOverview } from './overview.ts';
import { ReleaseStore } from './release-store.ts';

export function releaseRoutes(services: DirectorServices): Route[] {
  const { db, events, log, manifests, nowMs, trust } = services;
  const store = new ReleaseStore(services.dataDir);

  /** Every screen's manifest names what it is to run now; those it says already stay as they are. */
  const tellScreens = async (): Promise<void> => {
    const screens = await db.selectFrom('screens').select('id').execute();
    for (const { id } of screens) await bringUpToDate(services, id, 0);
  };

  /** The release a device's own manifest names: no other is handed to it. */
  const namedTo = async (screenId: string, sha256: string) => {
    const manifest = orNotFound(await manifests.newest(db, screenId));
    if (manifest.software?.sha256 !== sha256) throw new Refusal('not_found');
    return store.get(db, sha256);
  };

  return [
    bind(getSoftware, () => softwareOverview(services, store)),

    bind(setReleaseKey, async ({ body: { ed25519 }, user }) => {
      const raw = ed25519 === null ? null : fromBase64(ed25519);
      const keys = raw === null ? [] : [publicKeyOf(raw)];
      const event = { action: 'software.key_changed', subjectKind: 'root', subjectId: 'root' };
      const detail = { keyid: keys[0]?.keyid ?? null };
      await recorded(services, { userId: user.id, ...event, detail }, async (trx) => {
        const refused = await trust.trustReleaseKeys(trx, keys);
        if (refused) throw new Refusal('invalid_request', { errors: [{ path: 'ed25519', message: 'key' }] });
      });
      await tellScreens();
    }),

    bind(addRelease, async ({ body: envelope, user }) => {
      const root = orNotFound(await trust.root(db));
      // What was uploaded under a number before is held: other content under it is refused, older numbers are not.
      const opened = checkRelease(envelope, root, null);
      if (!opened.ok) {
        throw new Refusal('release_refused', { detail: `${opened.error.code}: ${opened.error.detail}` });
      }
      const { statement: release, sha256 } = opened.value;
      const complete = (await store.missing(release)).length === 0 ? 1 : 0;
      const event = { action: 'software.uploaded', subjectKind: 'release', subjectId: sha256 };
      const detail = { version: release.version, name: release.name };
      await recorded(services, { userId: user.id, ...event, detail }, async (trx) => {
        const same = await trx
          .selectFrom('releases')
          .select('sha256')
          .where('version', '=', release.version)
          .executeTakeFirst();
        if (same !== undefined && same.sha256 !== sha256) {
          throw new Refusal('release_refused', { detail: `equivocation: ${release.version} is another` });
        }
        const row = {
          sha256,
          version: release.version,
          name: release.name,
          envelope: writeJson(envelope),
          uploaded_by: user.id,
          uploaded_at_ms: nowMs(),
          complete,
        };
        // The same release with other signatures, or announced again after an upload that broke off.
        await trx
          .insertInto('releases')
          .values(row)
          .onConflict((conflict) =>
            conflict.column('sha256').doUpdateSet({ envelope: row.envelope, complete }),
          )
          .execute();
      });
      return store.info(await store.get(db, sha256));
    }),

    bind(putReleaseFile, async ({ params: { sha256, fileSha256 }, req }) => {
      const { release } = await store.get(db, sha256);
      const file = orNotFound(release.files.find((one) => one.sha256 === fileSha256));
      const files = await store.files();
      const put = await files.put(req as AsyncIterable<Uint8Array>, {
        maxBytes: file.bytes,
        expectedSha256: file.sha256,
      });
      if (!put.ok) {
        if (put.error.code === 'too_large') throw new Refusal('too_large');
        throw new Refusal('release_refused', { detail: `${file.path}: ${put.error.code}` });
      }
      if ((await store.missing(release)).length === 0) {
        await db.updateTable('releases').set({ complete: 1 }).where('sha256', '=', sha256).execute();
      }
      return store.info(await store.get(db, sha256));
    }),

    bind(deleteRelease, async ({ params: { sha256 }, user }) => {
      const event = { action: 'software.deleted', subjectKind: 'release', subjectId: sha256 };
      await recorded(services, { userId: user.id, ...event }, async (trx) => {
        const assigned = await trx
          .selectFrom('software_assignments')
          .select('scope')
          .where('release_sha256', '=', sha256)
          .executeTakeFirst();
        if (assigned !== undefined) throw new Refusal('in_use');
        orNotFound(
          await trx
            .deleteFrom('releases')
            .where('sha256', '=', sha256)
            .returning('sha256')
            .executeTakeFirst(),
        );
      });
      await store.sweep(db);
    }),

    bind(assignRelease, async ({ body: { groupId, sha256 }, user }) => {
      const scope = groupId ?? EVERY_SCREEN;
      const event = { action: 'software.assigned', subjectKind: 'group', subjectId: groupId ?? 'all' };
      await recorded(services, { userId: user.id, ...event, detail: { sha256 } }, async (trx) => {
        if (groupId !== null) {
          orNotFound(
            await trx.selectFrom('screen_groups').select('id').where('id', '=', groupId).executeTakeFirst(),
          );
        }
        if (sha256 === null) {
          await trx.deleteFrom('software_assignments').where('scope', '=', scope).execute();
          return;
        }
        const { row } = await store.get(trx, sha256);
        if (row.complete !== 1) throw new Refusal('release_incomplete');
        const assignment = { release_sha256: sha256, assigned_by: user.id, assigned_at_ms: nowMs() };
        await trx
          .insertInto('software_assignments')
          .values({ scope, ...assignment })
          .onConflict((conflict) => conflict.column('scope').doUpdateSet(assignment))
          .execute();
      });
      await tellScreens();
      events.changed('screens');
    }),

    bind(
      getDeviceRelease,
      async ({ params: { sha256 }, device: { screenId } }) => (await namedTo(screenId, sha256)).envelope,
    ),

    bind(getDeviceReleaseFile, async ({ params: { sha256, fileSha256 }, device: { screenId }, req, res }) => {
      const { release } = await namedTo(screenId, sha256);
      const file = orNotFound(release.files.find((one) => one.sha256 === fileSha256));
      const sent = { ...file, mimeType: 'application/octet-stream' };
      await sendStoredFile(await store.files(), sent, req, res, (fault) =>
        log.error({ fault }, 'a file of a release is damaged'),
      );
    }),
  ];
}
