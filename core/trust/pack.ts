/** The checks of what is carried by stick to those who have no player of ours. */
import { ok, type Result } from '../model/result.ts';
import { checkApprovals, type ApprovalsBySha256 } from './approval.ts';
import { checkAround } from './around.ts';
import { openEnvelope } from './dsse.ts';
import { refuse, type TrustError } from './errors.ts';
import { nobleVerifier, type Verifier } from './keys.ts';
import { keysOfRole } from './root.ts';
import type { Approval, Envelope, PackManifest, Root, ScreenPack } from './statements.ts';

type PackFile = PackManifest['files'][number];
type CoversFile = (file: PackFile) => boolean;
type Rendition = Approval['announcement']['renditions'][number];

export interface CheckedPack<P = PackManifest> {
  pack: P;
  /**
   * Files made of what people approved: the run sheet, the playlist, the loop mixed from the clips. Their hashes are
   * signed by the server only.
   */
  unapprovedPaths: readonly string[];
}

/**
 * Whether a car's pack is the server's, for this unit, each clip in it an approved recording whose last air time is
 * not past its approval, and what is heard around them approved too. Whether the files have the hashes listed is the
 * reader's part.
 *
 * Errors: those of `openEnvelope` and `checkAround`, `root_unknown`, `root_outdated`, `wrong_recipient`,
 * `inconsistent`, `uncovered`.
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
  const around = aroundOf(pack, root, verifier);
  if (!around.ok) return around;
  const files = checkFiles(pack, root, isClip, around.value, verifier);
  return files.ok ? ok({ pack, unapprovedPaths: files.value }) : files;
}

/** What may be heard around a clip: nothing without an approval of it. */
function aroundOf(
  { around }: Pick<PackManifest, 'around'>,
  root: Root,
  verifier: Verifier,
): Result<CoversFile, TrustError> {
  if (around === null) return ok(() => false);
  const checked = checkAround(around, root, verifier);
  if (!checked.ok) return checked;
  const { sha256, statement } = checked.value;
  return ok(
    (file) =>
      file.approvalSha256 === sha256 &&
      statement.parts.some((part) => part.sha256 === file.sha256 && part.bytes === file.bytes),
  );
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
  const files = checkFiles(pack, root, isPicture, () => false, verifier);
  return files.ok ? ok({ pack, unapprovedPaths: files.value }) : files;
}

/** The paths that nobody approved, when root and names are right and all that claims an approval has it. */
function checkFiles(
  pack: Pick<PackManifest, 'rootVersion' | 'files' | 'approvals'>,
  root: Root,
  isOfUse: (rendition: Rendition, approval: Approval) => boolean,
  isAround: CoversFile,
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
    if (file.announcementId === null && file.approvalSha256 === null) unapprovedPaths.push(file.path);
    else if (file.announcementId === null ? !isAround(file) : !isCovered(file, approvals, isOfUse)) {
      return refuse('uncovered', file.path);
    }
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
