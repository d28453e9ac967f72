import { ok, type Result } from '../model/result.ts';
import { checkApprovals } from './approval.ts';
import { openEnvelope } from './dsse.ts';
import { refuse, type TrustError } from './errors.ts';
import { nobleVerifier, type Verifier } from './keys.ts';
import { keysOfRole } from './root.ts';
import type { Approval, Envelope, PackManifest, Root } from './statements.ts';

type PackFile = PackManifest['files'][number];

export interface CheckedPack {
  pack: PackManifest;
  /**
   * Files that are no approved recording themselves: the run sheet, the playlist, the loop mixed from the clips.
   * Their hashes are signed by the server only.
   */
  unapprovedPaths: readonly string[];
}

/**
 * Whether a car's pack is the server's, for this unit, and each clip in it an approved recording whose last air time
 * is not past its approval. Whether the files have the hashes listed is the reader's part.
 *
 * Errors: those of `openEnvelope`, `root_unknown`, `root_outdated`, `wrong_recipient`, `inconsistent`, `uncovered`.
 */
export function checkPack(
  envelope: Envelope,
  root: Root,
  expected: { unitId: string },
  verifier: Verifier = nobleVerifier,
): Result<CheckedPack, TrustError> {
  const { keys, threshold } = keysOfRole(root, 'publisher');
  const opened = openEnvelope('pack', envelope, keys, threshold, verifier);
  if (!opened.ok) return opened;
  const pack = opened.value.statement;
  if (pack.rootVersion > root.version) return refuse('root_unknown', `needs root ${pack.rootVersion}`);
  if (pack.rootVersion < root.version) return refuse('root_outdated', `made under ${pack.rootVersion}`);
  // Replay across units: each car has its own areas.
  if (pack.unitId !== expected.unitId) return refuse('wrong_recipient', `made for ${pack.unitId}`);
  // FAT32 ignores case: two such names would overwrite each other on the stick.
  const names = new Set(pack.files.map((file) => file.path.toLowerCase()));
  if (names.size !== pack.files.length) return refuse('inconsistent', 'two files have one name');

  const { approvals } = checkApprovals(pack.approvals, root, verifier);
  const unapprovedPaths: string[] = [];
  for (const file of pack.files) {
    if (file.announcementId === null) unapprovedPaths.push(file.path);
    else if (!isCovered(file, approvals.get(file.approvalSha256 ?? '')))
      return refuse('uncovered', file.path);
  }
  return ok({ pack, unapprovedPaths });
}

function isCovered(file: PackFile, approval: Approval | undefined): boolean {
  if (approval === undefined) return false;
  const { announcement } = approval;
  return (
    announcement.announcementId === file.announcementId &&
    announcement.outputs.mobile &&
    file.lastAirMs !== null &&
    file.lastAirMs <= announcement.validUntilMs &&
    announcement.renditions.some(
      (one) => one.kind === 'audio' && one.sha256 === file.sha256 && one.bytes === file.bytes,
    )
  );
}
