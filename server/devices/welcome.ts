import type { DirectorServices } from '../director-services.ts';
import { MAX_VERSION_STEP } from '../../core/trust/index.ts';
import { bringUpToDate } from '../publish/reissue.ts';
import { audit } from '../store/audit.ts';

/** Under an older root than the player's, everything signed here would be refused by it, withdrawals too. */
async function goOnAbove(
  { db, log, nowMs, trust }: Pick<DirectorServices, 'db' | 'log' | 'nowMs' | 'trust'>,
  screenId: string,
  rootVersion: number,
): Promise<void> {
  const outcome = await db.transaction().execute(async (trx) => {
    const went = await trust.goOnAbove(trx, rootVersion);
    if (went === 'followed') {
      const detail = { reported: rootVersion };
      const event = { action: 'root.continued', subjectKind: 'screen', subjectId: screenId, detail };
      await audit(trx, { atMs: nowMs(), userId: null, ...event });
    }
    return went;
  });
  if (outcome === 'followed') log.warn({ screenId, rootVersion }, 'restored from a backup: the roots go on');
  if (outcome === 'too_far') log.error({ screenId, rootVersion }, 'a player holds a root far above ours');
}

/**
 * What a player is told when it is let in; null before set-up. A manifest made under an older root is signed again,
 * and a server restored from a backup goes on above the versions the player reports.
 */
export async function welcomeFacts(
  services: Pick<DirectorServices, 'approved' | 'db' | 'events' | 'log' | 'manifests' | 'nowMs' | 'trust'>,
  screenId: string,
  reported: { manifestVersion: number; rootVersion: number },
): Promise<{ manifestVersion: number; rootVersion: number } | null> {
  const held = await services.trust.root(services.db);
  if (held === null) return null;
  if (reported.rootVersion > held.version) await goOnAbove(services, screenId, reported.rootVersion);
  const root = (await services.trust.root(services.db)) ?? held;
  const known = await services.manifests.newestVersion(services.db, screenId);
  const isCredible = reported.manifestVersion <= known + MAX_VERSION_STEP;
  const above = isCredible ? reported.manifestVersion : 0;
  const manifestVersion = await bringUpToDate(services, screenId, above);
  return { manifestVersion, rootVersion: root.version };
}
