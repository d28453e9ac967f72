import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../core/model/app-error.ts';
import {
  checkReleaseWhole,
  parsePayload,
  payloadOf,
  readEnvelope,
  type ReleaseRef,
} from '../../core/trust/index.ts';
import { nodeStorage, type StoragePort } from '../../media/store/index.ts';
import { filesIn, installRelease } from '../software/install.ts';
import { otherSlot } from './choose.ts';
import type { SlotName } from './protocol.ts';
import { slotFolder } from './slot.ts';
import type { StateFile } from './state.ts';

/** The release's statement in a folder made by `tools/sign-release.ts`. */
export const RELEASE_FILE = 'wawar-release.json';

/**
 * Puts a release from a folder into the slot that is not in use and starts it from now on. The person who does this is
 * believed: whoever signed it, the release is pinned by its hash, and may be older than what was there.
 *
 * @throws AppError `release_refused` when the statement does not make sense; as `installRelease`.
 */
export async function firstInstall(
  home: string,
  from: string,
  state: StateFile,
  storage: StoragePort = nodeStorage,
): Promise<{ slot: SlotName; ref: ReleaseRef }> {
  const envelope = readEnvelope('release', await readFile(join(from, RELEASE_FILE), 'utf8'));
  if (!envelope.ok) throw refused(envelope.error);
  const payload = payloadOf('release', envelope.value);
  if (!payload.ok) throw refused(payload.error);
  const parsed = parsePayload('release', payload.value);
  if (!parsed.ok) throw refused(parsed.error);
  const { statement: release, sha256 } = parsed.value;
  const whole = checkReleaseWhole(release);
  if (!whole.ok) throw refused(whole.error);
  const isFirst = state.data.installedSha256 === null && state.data.rootSha256 === null;
  const slot = isFirst ? state.data.current : otherSlot(state.data.current);
  await installRelease({
    folder: slotFolder(home, slot),
    release,
    statement: { release: envelope.value, roots: [] },
    contentOf: filesIn(from),
    storage,
  });
  const ref = { version: release.version, sha256 };
  const failed = state.data.failed.filter((one) => one.release?.sha256 !== sha256);
  await state.change({ current: slot, installedSha256: sha256, highest: ref, trialStarts: null, failed });
  return { slot, ref };
}

const refused = ({ code, detail }: { code: string; detail: string }): AppError =>
  new AppError('release_refused', `This is no release: ${code}: ${detail}`);
