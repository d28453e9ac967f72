import type { DirectorServices } from '../director-services.ts';
import { MAX_VERSION_STEP } from '../../core/trust/index.ts';
import { bringUpToDate } from '../publish/reissue.ts';

/**
 * What a player is told when it is let in; null before set-up. A manifest made under an older root is signed again,
 * and a server restored from a backup goes on above the version the player reports.
 */
export async function welcomeFacts(
  services: Pick<DirectorServices, 'db' | 'events' | 'log' | 'manifests' | 'nowMs' | 'trust'>,
  screenId: string,
  reported: { manifestVersion: number },
): Promise<{ manifestVersion: number; rootVersion: number } | null> {
  const root = await services.trust.root(services.db);
  if (root === null) return null;
  const known = await services.manifests.newestVersion(services.db, screenId);
  const isCredible = reported.manifestVersion <= known + MAX_VERSION_STEP;
  const above = isCredible ? reported.manifestVersion : 0;
  const manifestVersion = await bringUpToDate(services, screenId, above);
  return { manifestVersion, rootVersion: root.version };
}
