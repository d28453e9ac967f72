/** What an approved announcement can put into the zones of one screen. */
import type { AnnouncementContent, Rendition, ZoneId } from '../../core/model/catalogue.ts';
import type { ManifestMedia, ProgrammeItem } from '../../core/model/programme.ts';
import type { PictureSize } from './sync-group.ts';

/** An announcement that people have approved, with what its approval covers. */
export interface ApprovedAnnouncement {
  id: string;
  content: AnnouncementContent;
  renditions: readonly Rendition[];
  /** SHA-256 of the approval envelope's payload. */
  approvalSha256: string;
  /** Null while it may air. */
  withdrawnAtMs: number | null;
}

type PictureType = ManifestMedia['type'];
const PICTURE_TYPES: ReadonlySet<string> = new Set<PictureType>(['video/mp4', 'image/png', 'image/jpeg']);
const isPictureType = (type: string): type is PictureType => PICTURE_TYPES.has(type);

/**
 * The item this announcement is in `zone`: a line of text in the ticker zone, elsewhere the rendition of exactly the
 * `size` the screen takes. Null when it was not approved for that output or has no rendition of that size.
 * Ids depend on the announcement and the kind of zone only, so they stay the same from manifest to manifest.
 */
export function itemFor(
  announcement: ApprovedAnnouncement,
  zone: ZoneId,
  size: PictureSize,
): ProgrammeItem | null {
  const { content } = announcement;
  const common = {
    announcementId: announcement.id,
    title: content.title,
    airDurationMs: content.airDurationMs,
    approvalSha256: announcement.approvalSha256,
    validFromMs: content.validFromMs,
    validUntilMs: content.validUntilMs,
    emergency: content.emergency,
    evergreen: content.evergreen,
  };
  if (zone === 'ticker') {
    if (!content.outputs.ticker || content.tickerText === '') return null;
    return { ...common, kind: 'ticker', id: `${announcement.id}-t`, text: content.tickerText };
  }
  const picture = pictureFor(announcement, size);
  if (!content.outputs.screen || picture === null) return null;
  const kind = picture.kind === 'image' ? 'image' : 'video';
  return { ...common, kind, id: `${announcement.id}-v`, mediaSha256: picture.sha256 };
}

/** The file an item of this announcement needs, or null if it has none of this size. */
export function mediaFor(announcement: ApprovedAnnouncement, size: PictureSize): ManifestMedia | null {
  const picture = pictureFor(announcement, size);
  if (picture === null || !isPictureType(picture.mimeType)) return null;
  return {
    sha256: picture.sha256,
    bytes: picture.bytes,
    type: picture.mimeType,
    chunkSha256: picture.chunkSha256,
    approvalSha256: announcement.approvalSha256,
  };
}

function pictureFor({ renditions }: ApprovedAnnouncement, size: PictureSize): Rendition | null {
  return (
    renditions.find(
      ({ mimeType, widthPx, heightPx }) =>
        isPictureType(mimeType) && widthPx === size.widthPx && heightPx === size.heightPx,
    ) ?? null
  );
}
