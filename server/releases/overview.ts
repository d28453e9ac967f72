import type { ScreenSoftware, SoftwareOverview } from '../../core/api/releases.ts';
import type { ReleaseRef } from '../../core/trust/index.ts';
import { keysOfRole } from '../../core/trust/index.ts';
import type { DirectorServices } from '../director-services.ts';
import { readScreens } from '../store/screens.ts';
import { assignedTo, EVERY_SCREEN } from './assigned.ts';
import type { ReleaseStore } from './release-store.ts';

/** Everything an administrator sees of player software. */
export async function softwareOverview(
  services: Pick<DirectorServices, 'db' | 'live' | 'trust'>,
  store: ReleaseStore,
): Promise<SoftwareOverview> {
  const { db, trust } = services;
  const root = await trust.root(db);
  const releases = [];
  for (const release of await store.list(db)) releases.push(await store.info(release));
  const assignments = await db
    .selectFrom('software_assignments')
    .select(['scope', 'release_sha256'])
    .execute();
  return {
    keys: root === null ? [] : [...keysOfRole(root, 'release').keys],
    releases,
    assignments: assignments.map(({ scope, release_sha256: sha256 }) => ({
      groupId: scope === EVERY_SCREEN ? null : scope,
      sha256,
    })),
    screens: await screensSoftware(services),
  };
}

async function screensSoftware({
  db,
  live,
}: Pick<DirectorServices, 'db' | 'live'>): Promise<ScreenSoftware[]> {
  const reported = await db
    .selectFrom('device_software')
    .innerJoin('devices', 'devices.id', 'device_software.device_id')
    .select(['screen_id', 'software', 'release_version', 'release_sha256', 'reported_at_ms'])
    .where('revoked_at_ms', 'is', null)
    .execute();
  const screens: ScreenSoftware[] = [];
  for (const { id, groupId } of await readScreens(db)) {
    const said = reported.find((one) => one.screen_id === id);
    const running =
      said === undefined || said.release_version === null || said.release_sha256 === null
        ? null
        : { version: said.release_version, sha256: said.release_sha256 };
    const assigned = await assignedTo(db, groupId);
    const refusal = live.faultsOf(id).find(({ code }) => code === 'software_refused');
    const detail = refusal?.detail ?? null;
    screens.push({
      screenId: id,
      assigned,
      state: stateOf(assigned, running, detail),
      software: said?.software ?? null,
      running,
      reportedAtMs: said?.reported_at_ms ?? null,
      detail,
    });
  }
  return screens;
}

function stateOf(
  assigned: ReleaseRef | null,
  running: ReleaseRef | null,
  refusal: string | null,
): ScreenSoftware['state'] {
  if (assigned === null) return 'none';
  if (running === null) return 'unknown';
  if (running.sha256 === assigned.sha256) return 'running';
  return refusal === null ? 'pending' : 'refused';
}
