/** Nothing unapproved airs: whether people approved each thing a manifest names, exactly as it is named. */
import type { OutputRect } from '../model/catalogue.ts';
import type { Manifest, ManifestMedia, ProgrammeEntry, ProgrammeItem } from '../model/programme.ts';
import { err, ok, type Result } from '../model/result.ts';
import { checkApprovals, type ApprovalsBySha256 } from './approval.ts';
import type { TrustError } from './errors.ts';
import { nobleVerifier, type Verifier } from './keys.ts';
import type { Approval, Envelope, Root } from './statements.ts';

/** Why an item or a file is not covered by the approval it names. */
export type CoverageCode =
  /** The approval is missing, or does not hold under this root. */
  | 'no_approval'
  /** The approval is for another announcement. */
  | 'other_announcement'
  /** The picture's hash, kind or size in bytes is none of the approved renditions'. */
  | 'other_media'
  /** Approved, but for a panel of another size. */
  | 'other_panel_size'
  /** The file's type is not that of the approved kind. */
  | 'other_media_type'
  | 'other_text'
  | 'other_title'
  | 'other_air_duration'
  /** Would air before or after the approved period. */
  | 'outside_validity'
  /** Emergency or evergreen is claimed or dropped. */
  | 'other_flags'
  /** Approved for other outputs: a ticker line on the picture, a car's clip on a screen. */
  | 'output_not_allowed'
  /** An entry puts it in a zone of the other kind. */
  | 'wrong_zone'
  /** An entry lifts it above its approved priority. */
  | 'priority_too_high';

export type Refused =
  { kind: 'item'; id: string; code: CoverageCode } | { kind: 'media'; sha256: string; code: CoverageCode };

export interface CoverageError extends TrustError<'uncovered'> {
  refused: readonly Refused[];
  /** Approvals that did not hold; often the reason why something is uncovered. */
  refusedApprovals: readonly TrustError[];
}

/**
 * Whether approvals that hold under this root cover every item and every file of the manifest.
 *
 * An update with anything uncovered is refused whole: the plan of such a programme would differ between server and
 * screen, and a director who slips in one thing deserves no belief in the rest. The last good manifest, read back
 * after a root took an approver's key away, is played on all the same, with `refused` items as `unavailable`, so that
 * the screen neither shows them nor goes black.
 *
 * Errors: `uncovered`.
 */
export function checkCoverage(
  manifest: Manifest,
  approvals: readonly Envelope[],
  root: Root,
  verifier: Verifier = nobleVerifier,
): Result<ApprovalsBySha256, CoverageError> {
  const checked = checkApprovals(approvals, root, verifier);
  const refused = refusedOf(manifest, checked.approvals);
  if (refused.length === 0) return ok(checked.approvals);
  const detail = refused.map((one) => `${one.kind === 'item' ? one.id : one.sha256}: ${one.code}`).join(', ');
  return err({ code: 'uncovered', detail, refused, refusedApprovals: checked.refused });
}

/** The same question with approvals that were checked before: all that is uncovered, each with its first reason. */
export function refusedOf(manifest: Manifest, approvals: ApprovalsBySha256): readonly Refused[] {
  const { items, entries } = manifest.programme;
  const bytesBySha = new Map(manifest.media.map((file) => [file.sha256, file.bytes]));
  const entriesByItem = groupByItem(entries);
  const sizes = sizesOf(manifest);
  const refused: Refused[] = [];
  for (const item of items) {
    const approval = approvals.get(item.approvalSha256);
    const code =
      approval === undefined
        ? 'no_approval'
        : (itemCode(item, approval, sizes, bytesBySha) ??
          entryCode(item, approval, entriesByItem.get(item.id) ?? []));
    if (code !== null) refused.push({ kind: 'item', id: item.id, code });
  }
  for (const file of manifest.media) {
    const approval = approvals.get(file.approvalSha256);
    const code = approval === undefined ? 'no_approval' : fileCode(file, approval, sizes);
    if (code !== null) refused.push({ kind: 'media', sha256: file.sha256, code });
  }
  return refused;
}

/**
 * What a picture may have been approved for: one of this screen's zones, or its whole panel. On a wall every screen takes
 * its part of the picture of the whole canvas.
 */
function sizesOf({ programme, output }: Manifest): readonly PictureSize[] {
  const canvas = programme.group?.canvas ?? null;
  return canvas === null ? [output, ...programme.zones.filter(({ id }) => id !== 'ticker')] : [canvas];
}

function groupByItem(entries: readonly ProgrammeEntry[]): ReadonlyMap<string, readonly ProgrammeEntry[]> {
  const byItem = new Map<string, ProgrammeEntry[]>();
  for (const entry of entries) {
    for (const itemId of new Set(entry.itemIds)) {
      const known = byItem.get(itemId);
      if (known === undefined) byItem.set(itemId, [entry]);
      else known.push(entry);
    }
  }
  return byItem;
}

function itemCode(
  item: ProgrammeItem,
  { announcement }: Approval,
  sizes: readonly PictureSize[],
  bytesBySha: ReadonlyMap<string, number>,
): CoverageCode | null {
  if (item.announcementId !== announcement.announcementId) return 'other_announcement';
  if (item.title !== announcement.title) return 'other_title';
  // A clip's slot is as long as the clip: how long that is nobody approved, what is heard in it they did.
  if (item.kind !== 'audio' && item.airDurationMs !== announcement.airDurationMs) return 'other_air_duration';
  if (item.validFromMs < announcement.validFromMs || item.validUntilMs > announcement.validUntilMs) {
    return 'outside_validity';
  }
  if (item.emergency !== announcement.emergency || item.evergreen !== announcement.evergreen)
    return 'other_flags';
  if (item.kind === 'ticker') {
    if (!announcement.outputs.ticker) return 'output_not_allowed';
    return item.text === announcement.tickerText ? null : 'other_text';
  }
  if (!isOutputAllowed(item.kind, announcement)) return 'output_not_allowed';
  const rendition = announcement.renditions.find((one) => one.sha256 === item.mediaSha256);
  if (rendition?.kind !== item.kind || rendition.bytes !== bytesBySha.get(item.mediaSha256))
    return 'other_media';
  if (item.kind === 'audio') return null;
  return isOfSize(rendition, sizes) ? null : 'other_panel_size';
}

function entryCode(
  item: ProgrammeItem,
  { announcement }: Approval,
  entries: readonly ProgrammeEntry[],
): CoverageCode | null {
  const isText = item.kind === 'ticker';
  if (entries.some((entry) => (entry.zone === 'ticker') !== isText)) return 'wrong_zone';
  const lifted = entries.some((entry) => entry.rules.priority > announcement.maxPriority);
  return lifted ? 'priority_too_high' : null;
}

function fileCode(
  file: ManifestMedia,
  { announcement }: Approval,
  sizes: readonly PictureSize[],
): CoverageCode | null {
  const rendition = announcement.renditions.find((one) => one.sha256 === file.sha256);
  if (rendition !== undefined && !isOutputAllowed(rendition.kind, announcement)) return 'output_not_allowed';
  if (rendition?.bytes !== file.bytes) return 'other_media';
  if (!file.type.startsWith(`${rendition.kind}/`)) return 'other_media_type';
  if (rendition.kind === 'audio') return null;
  return isOfSize(rendition, sizes) ? null : 'other_panel_size';
}

/** Clips are approved for loudspeakers outdoors, on a car or on a pole; pictures for screens. */
const isOutputAllowed = (
  kind: 'video' | 'image' | 'audio',
  { outputs }: Approval['announcement'],
): boolean => (kind === 'audio' ? outputs.mobile : outputs.screen);

type PictureSize = Pick<OutputRect, 'widthPx' | 'heightPx'>;

const isOfSize = (
  rendition: { widthPx: number | null; heightPx: number | null },
  sizes: readonly PictureSize[],
): boolean =>
  sizes.some(({ widthPx, heightPx }) => rendition.widthPx === widthPx && rendition.heightPx === heightPx);
