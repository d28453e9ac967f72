/** The checks of what is carried by stick to those who have no player of ours. */
import { ok, type Result } from '../model/result.ts';
import { checkApprovals, type ApprovalsBySha256 } from './approval.ts';
import { openEnvelope } from './dsse.ts';
import { refuse, type TrustError } from './errors.ts';
import { nobleVerifier, type Verifier } from './keys.ts';
import { keysOfRole } from './root.ts';
import type { Approval, Envelope, PackManifest, Root, ScreenPack } from './statements.ts';

type PackFile = PackManifest['files'][number];
type Rendition = Approval['announcement']['renditions'][number];

export interface CheckedPack<P = PackManifest> {
  pack: P;
  /**
   * Files that are nothing people approved: the run sheet, the playlist, the loop mixed from the clips, what is heard
   * around a clip. Their hashes are signed by the server only.
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
  // Replay across units: each car has its own areas.
  if (pack.unitId !== expected.unitId) return refuse('wrong_recipient', `made for ${pack.unitId}`);
  const isClip = (one: Rendition, approval: Approval): boolean =>
    one.kind === 'audio' && approval.announcement.outputs.mobile;
  const files = checkFiles(pack, root, isClip, verifier);
  return files.ok ? ok({ pack, unapprovedPaths: files.value }) : files;
}

/**
 * The same for the pack of a wall with a vendor's player: each picture is approved for a panel of exactly this size.
 *
 * Errors: those of `checkPack`.
 */
export function checkScreenPack(
  envelope: Envelope,
  root: Root,
  expected: { screenId: string },
  verifier: Verifier = nobleVerifier,
): Result<CheckedPack<ScreenPack>, TrustError> {
  const { keys, threshold } = keysOfRole(root, 'publisher');
  const opened = openEnvelope('screenPack', envelope, keys, threshold, verifier);
  if (!opened.ok) return opened;
  const pack = opened.value.statement;
  // Replay across screens: each has its own programme.
  if (pack.screenId !== expected.screenId) return refuse('wrong_recipient', `made for ${pack.screenId}`);
  const isPicture = (one: Rendition, approval: Approval): boolean =>
    one.kind !== 'audio' &&
    approval.announcement.outputs.screen &&
    one.widthPx === pack.widthPx &&
    one.heightPx === pack.heightPx;
  const files = checkFiles(pack, root, isPicture, verifier);
  return files.ok ? ok({ pack, unapprovedPaths: files.value }) : files;
}

/** The paths that nobody approved, when root and names are right and all that claims an approval has it. */
function checkFiles(
  pack: Pick<PackManifest, 'rootVersion' | 'files' | 'approvals'>,
  root: Root,
  isOfUse: (rendition: Rendition, approval: Approval) => boolean,
  verifier: Verifier,
): Result<string[], TrustError> {
  if (pack.rootVersion > root.version) return refuse('root_unknown', `needs root ${pack.rootVersion}`);
  if (pack.rootVersion < root.version) return refuse('root_outdated', `made under ${pack.rootVersion}`);
  // FAT32 ignores case: two such names would overwrite each other on the stick.
  const names = new Set(pack.files.map((file) => file.path.toLowerCase()));
  if (names.size !== pack.files.length) return refuse('inconsistent', 'two files have one name');

  const { approvals } = checkApprovals(pack.approvals, root, verifier);
  const unapprovedPaths: string[] = [];
  for (const file of pack.files) {
    if (file.announcementId === null) unapprovedPaths.push(file.path);
    else if (!isCovered(file, approvals, isOfUse)) return refuse('uncovered', file.path);
  }
  return ok(unapprovedPaths);
}

function isCovered(
  file: PackFile,
  approvals: ApprovalsBySha256,
  isOfUse: (rendition: Rendition, approval: Approval) => boolean,
): boolean {
  const approval = approvals.get(file.approvalSha256 ?? '');
  if (approval === undefined) return false;
  const { announcement } = approval;
  return (
    announcement.announcementId === file.announcementId &&
    file.lastAirMs !== null &&
    file.lastAirMs <= announcement.validUntilMs &&
    announcement.renditions.some(
      (one) => one.sha256 === file.sha256 && one.bytes === file.bytes && isOfUse(one, approval),
    )
  );
}
