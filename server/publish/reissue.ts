/** Signing a manifest again without changing what plays: a newer root, a near expiry, or a lost count of versions. */
import type { Manifest } from '../../core/model/programme.ts';
import { Envelope } from '../../core/trust/index.ts';
import type { Root } from '../../core/trust/statements.ts';
import type { DirectorServices } from '../director-services.ts';
import { softwareOf } from '../releases/assigned.ts';
import type { Trx } from '../store/database.ts';
import { readJson } from '../store/json.ts';
import { MANIFEST_LIFE_MS, sign } from './issue.ts';
import { publishScreens } from './publisher.ts';
import { zoneDataFor } from './zone-data.ts';

/**
 * The version a screen is to have, after signing its newest manifest again if that was made under an older root, is
 * past half its life, names other player software than is assigned, or is not above `reportedVersion` while the player
 * has a higher one; 0 when it has none.
 * The programme stays as it is, with its instants, so nothing on screen moves; only the city's name follows the root
 * and zone data reaches as far ahead as in a new one. It is built anew where the root took a key away that approved
 * something in it, if only a tombstone: screens would refuse all of it.
 */
export async function bringUpToDate(
  services: Pick<DirectorServices, 'approved' | 'db' | 'events' | 'log' | 'manifests' | 'nowMs' | 'trust'>,
  screenId: string,
  reportedVersion: number,
): Promise<number> {
  const { db, events, log, manifests, nowMs, trust } = services;
  const { version, isNew } = await db.transaction().execute(async (trx) => {
    const root = await trust.root(trx);
    const given = await manifests.newest(trx, screenId);
    if (root === null || given === null) return { version: 0, isNew: false };
    if (!trust.maySign()) return { version: given.version, isNew: false };
    const newest = await withoutTakenKeys(trx, services, given, root);
    const isFresh = newest.expiresAtMs - nowMs() > MANIFEST_LIFE_MS / 2;
    const software = await softwareOf(trx, screenId);
    const isAssigned = newest.software?.sha256 === software?.sha256;
    const isNewest = newest.rootVersion === root.version && newest.version >= reportedVersion;
    if (isNewest && isFresh && isAssigned) {
      return { version: newest.version, isNew: newest.version !== given.version };
    }
    const { programme } = newest;
    const next = {
      output: newest.output,
      settings: newest.settings,
      media: newest.media,
      programme: {
        ...programme,
        cityName: root.cityName,
        zoneOffsets: zoneDataFor(programme.timeZone, programme.entries, nowMs()),
      },
      version: Math.max(newest.version, reportedVersion) + 1,
    };
    return { version: await sign(trx, services, next, root), isNew: true };
  });
  if (isNew) {
    log.info({ screenId, version }, 'manifest signed again');
    events.emit('manifestIssued', screenId, version);
  }
  return version;
}

async function withoutTakenKeys(
  trx: Trx,
  services: Pick<DirectorServices, 'approved' | 'manifests' | 'nowMs' | 'trust'>,
  manifest: Manifest,
  root: Root,
): Promise<Manifest> {
  const { screenId, rootVersion } = manifest;
  if (rootVersion === root.version || (await isSignedBy(trx, manifest, root.roles.approver.keyids)))
    return manifest;
  await publishScreens(trx, services, { onlyScreen: screenId, evenWithoutEvergreen: true });
  return (await services.manifests.newest(trx, screenId)) ?? manifest;
}

/** Whether each approval it names was signed by one of these keys; that the signatures fit was checked when they were made. */
async function isSignedBy(
  trx: Trx,
  { programme }: Manifest,
  approverKeyids: readonly string[],
): Promise<boolean> {
  const named = new Set(programme.items.map((item) => item.approvalSha256));
  if (named.size === 0) return true;
  const rows = await trx
    .selectFrom('approvals')
    .select('envelope')
    .where('sha256', 'in', [...named])
    .execute();
  const listed = new Set(approverKeyids);
  const isSigned = ({ signatures }: Envelope) => signatures.some(({ keyid }) => listed.has(keyid));
  return rows.length === named.size && rows.every((row) => isSigned(readJson(Envelope, row.envelope)));
}
