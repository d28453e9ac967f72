import type { Faults } from '../faults.ts';
import type { Holding } from '../holding.ts';
import type { Log } from '../log.ts';
import type { DeviceStore } from '../store/device-store.ts';
import type { AnchorRecord } from '../store/records.ts';
import { ok, type Result } from '../../core/model/result.ts';
import type { TrustError } from '../../core/trust/index.ts';
import type { ManifestBundle } from '../../core/protocol/device.ts';
import type { Root } from '../../core/trust/statements.ts';
import { followRoots, openAnchor } from './anchor.ts';
import type { ServerClock } from './clock.ts';
import type { ApiError, DeviceApi } from './device-api.ts';
import { checkOffered } from './manifest-check.ts';
import type { Pairing } from './pairing.ts';
import type { Session } from './session.ts';
import { takenFor } from './taken.ts';

export interface UpdaterOptions {
  store: DeviceStore;
  holding: Holding;
  pairing: Pairing;
  clock: ServerClock;
  faults: Faults;
  api: DeviceApi;
  log: Log;
}

export type UpdateOutcome =
  /** Taken, or what is held already. */
  | { code: 'held' }
  /** Not to be believed or understood: what is held plays on, and the server is told. */
  | { code: 'refused'; reason: { code: string; detail: string } }
  /** The network failed; worth another try. */
  | { code: 'retry' };

/** Fetches the newest manifest, checks it, and takes it or leaves everything as it was. */
export async function updateManifest(options: UpdaterOptions, session: Session): Promise<UpdateOutcome> {
  const { store, holding, pairing, clock, faults, log } = options;
  const anchor = store.anchor.data;
  const held = anchor && openAnchor(anchor);
  if (anchor === null || !held?.ok)
    return refused(options, { code: 'root_not_pinned', detail: 'no root is trusted' });
  const fetched = await options.api.manifest(session, held.value.version);
  if (!fetched.ok) return failed(options, fetched.error);
  const bundle = fetched.value;
  const root = await takeRoots(options, anchor, bundle);
  if (!root.ok) return refused(options, root.error);
  const highest = takenFor(store.facts.data, session.screenId);
  const checked = checkOffered(bundle, root.value, {
    screenId: session.screenId,
    highestRootVersion: highest?.rootVersion ?? 0,
    highestManifestVersion: highest?.version ?? 0,
    highestManifestSha256: highest?.sha256 ?? null,
    nowMs: clock.nowMs(),
  });
  if (!checked.ok) return refused(options, checked.error);
  const mayTake = pairing.mayTake(checked.value.manifest);
  if (mayTake === null) return { code: 'retry' };
  if (!mayTake) return refused(options, { code: 'rollback', detail: `${session.screenId} has a newer one` });
  const roots = store.anchor.data?.roots ?? [];
  await holding.accept({ ...bundle, roots }, checked.value, clock.nowMs());
  faults.settle('manifest_refused');
  log.info('manifest_taken', { version: checked.value.manifest.version, stored: holding.isStored });
  return { code: 'held' };
}

/** Newer roots count even if the manifest beside them is refused: keys that were taken away stay away. */
export async function takeRoots(
  { store, holding, faults }: Pick<UpdaterOptions, 'store' | 'holding' | 'faults'>,
  anchor: AnchorRecord,
  bundle: ManifestBundle,
): Promise<Result<Root, TrustError>> {
  const followed = followRoots(anchor, bundle.roots);
  if (!followed.ok) return followed;
  const { root } = followed.value;
  if (followed.value.anchor.roots.length > anchor.roots.length) {
    store.anchor.data = followed.value.anchor;
    holding.underRoot(root);
    try {
      await store.anchor.write();
    } catch (error) {
      faults.raise('disk_error', error instanceof Error ? error.message : String(error));
    }
  }
  return ok(root);
}

function failed(options: UpdaterOptions, error: ApiError): UpdateOutcome {
  if (error.code === 'unknown_schema' || error.code === 'too_large') return refused(options, error);
  options.log.warn('manifest_not_fetched', { ...error });
  return { code: 'retry' };
}

function refused(options: UpdaterOptions, reason: { code: string; detail: string }): UpdateOutcome {
  const { code, detail } = reason;
  options.log.error('manifest_refused', { code, detail });
  options.faults.raise(code === 'expired' ? 'manifest_expired' : 'manifest_refused', `${code}: ${detail}`);
  return { code: 'refused', reason: { code, detail: detail.slice(0, 300) } };
}
