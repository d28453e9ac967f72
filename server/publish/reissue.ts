/** Signing a manifest again without changing what plays: a newer root, a near expiry, or a lost count of versions. */
import type { DirectorServices } from '../director-services.ts';
import { softwareOf } from '../releases/assigned.ts';
import { MANIFEST_LIFE_MS, sign } from './issue.ts';
import { zoneDataFor } from './zone-data.ts';

/**
 * The version a screen is to have, after signing its newest manifest again if that was made under an older root, is
 * past half its life, names other player software than is assigned, or is not above `reportedVersion` while the player
 * has a higher one; 0 when it has none.
 * The programme stays as it is, with its instants, so nothing on screen moves; only the city's name follows the root
 * and zone data reaches as far ahead as in a new one.
 */
export async function bringUpToDate(
  services: Pick<DirectorServices, 'db' | 'events' | 'log' | 'manifests' | 'nowMs' | 'trust'>,
  screenId: string,
  reportedVersion: number,
): Promise<number> {
  const { db, events, log, manifests, nowMs, trust } = services;
  const { version, isNew } = await db.transaction().execute(async (trx) => {
    const root = await trust.root(trx);
    const newest = await manifests.newest(trx, screenId);
    if (root === null || newest === null) return { version: 0, isNew: false };
    const isFresh = newest.expiresAtMs - nowMs() > MANIFEST_LIFE_MS / 2;
    const software = await softwareOf(trx, screenId);
    const isAssigned = newest.software?.sha256 === software?.sha256;
    const isNewest = newest.rootVersion === root.version && newest.version >= reportedVersion;
    if (isNewest && isFresh && isAssigned) {
      return { version: newest.version, isNew: false };
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
