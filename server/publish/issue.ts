import type { Screen } from '../../core/model/catalogue.ts';
import type { Manifest, Programme } from '../../core/model/programme.ts';
import type { Root } from '../../core/trust/statements.ts';
import type { DirectorServices } from '../director-services.ts';
import { softwareOf } from '../releases/assigned.ts';
import type { Trx } from '../store/database.ts';
import { inForceFrom } from './in-force-from.ts';
import type { ProgrammeContent } from './programme.ts';

/** Time after which a player takes no update from it and raises an alarm; renewed at half of it. */
export const MANIFEST_LIFE_MS = 30 * 86_400_000;

type Signing = Pick<DirectorServices, 'manifests' | 'nowMs' | 'trust'>;

/** Signs and stores a screen's next manifest, in force from `atMs` on; answers its version. */
export async function issue(
  trx: Trx,
  services: Signing,
  draft: {
    screen: Screen;
    previous: Manifest | null;
    carryFrom: Programme | null;
    content: ProgrammeContent;
  },
  root: Root,
  atMs: number,
): Promise<number> {
  const { screen, previous, carryFrom, content } = draft;
  const programme = inForceFrom(content, carryFrom, atMs);
  const manifest = { output: screen.output, settings: screen.player, programme, media: [...content.media] };
  return sign(trx, services, { ...manifest, version: (previous?.version ?? 0) + 1 }, root);
}

/** Signs and stores a manifest under the given root. */
export async function sign(
  trx: Trx,
  services: Signing,
  given: Pick<Manifest, 'output' | 'settings' | 'programme' | 'media' | 'version'>,
  root: Root,
): Promise<number> {
  const issuedAtMs = services.nowMs();
  const manifest: Manifest = {
    kind: 'manifest',
    schema: 1,
    screenId: given.programme.screenId,
    rootVersion: root.version,
    issuedAtMs,
    expiresAtMs: issuedAtMs + MANIFEST_LIFE_MS,
    software: await softwareOf(trx, given.programme.screenId),
    ...given,
  };
  await services.manifests.add(trx, manifest, services.trust.sign('manifest', manifest));
  return manifest.version;
}
