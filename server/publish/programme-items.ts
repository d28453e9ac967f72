/** What an approved announcement can put into the zones of one screen. */
import type { AnnouncementContent, Rendition, ZoneId } from '../../core/model/catalogue.ts';
import type { PictureSize } from '../../core/model/picture-sizes.ts';
import type { ManifestMedia, ProgrammeItem } from '../../core/model/programme.ts';
import { renditionFor } from '../../core/sound/index.ts';
import type { Surface } from './sync-group.ts';

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

/** Whether its approval is for what this zone of this screen gives out. */
export function isForOutput(
  { content: { outputs } }: ApprovedAnnouncement,
  zone: ZoneId,
  surface: Surface,
): boolean {
  if (zone === 'ticker') return outputs.ticker;
  return 'voicing' in surface ? outputs.mobile : outputs.screen;
}

/**
 * The item this announcement is in `zone`: a line of text in the ticker zone, elsewhere the rendition of exactly the
 * zone's size, in want of one that of the whole panel's, which the wall scales, or the clip for its kind of
 * loudspeaker. Null when it was not approved for that output or has no such rendition.
 * Ids depend on the announcement and the zone only, so they stay the same from manifest to manifest.
 */
export function itemFor(
  announcement: ApprovedAnnouncement,
  zone: ZoneId,
  surface: Surface,
): ProgrammeItem | null {
  if (!isForOutput(announcement, zone, surface)) return null;
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
    if (content.tickerText === '') return null;
    return { ...common, kind: 'ticker', id: `${announcement.id}-t`, text: content.tickerText };
  }
  if ('voicing' in surface) {
    const clip = renditionFor(announcement.renditions, surface.voicing);
    const airDurationMs = clipSlotMs(clip);
    if (clip === null || zone !== 'main' || airDurationMs === null) return null;
    return { ...common, kind: 'audio', id: `${announcement.id}-a`, mediaSha256: clip.sha256, airDurationMs };
  }
  const picture = pictureFor(announcement, surface);
  if (picture === null) return null;
  const kind = picture.kind === 'image' ? 'image' : 'video';
  const id = `${announcement.id}-${zone === 'badge' ? 'b' : 'v'}`;
  return { ...common, kind, id, mediaSha256: picture.sha256 };
}

/** The file of this hash as a manifest names it, or null if it is none of the announcement's. */
export function mediaFor(announcement: ApprovedAnnouncement, sha256: string): ManifestMedia | null {
  const file = announcement.renditions.find((rendition) => rendition.sha256 === sha256);
  if (file === undefined) return null;
  return {
    sha256: file.sha256,
    bytes: file.bytes,
    type: file.mimeType,
    chunkSha256: file.chunkSha256,
    approvalSha256: announcement.approvalSha256,
  };
}

/** Between two clips of a fixed loudspeaker it is silent for at least so long. */
const SILENCE_MS = 3000;
const LONGEST_SLOT_MS = 300_000;

/** A whole number of seconds for the clip and the silence after it; null for one that fits no slot. */
function clipSlotMs(clip: Rendition | null): number | null {
  const durationMs = clip?.durationMs ?? null;
  if (durationMs === null || durationMs > LONGEST_SLOT_MS) return null;
  return Math.min(LONGEST_SLOT_MS, Math.ceil((durationMs + SILENCE_MS) / 1000) * 1000);
}

type PictureSurface = Extract<Surface, PictureSize>;

function pictureFor(
  { renditions }: ApprovedAnnouncement,
  { panel, ...zone }: PictureSurface,
): Rendition | null {
  const ofSize = (size: PictureSize): Rendition | undefined =>
    renditions.find(
      ({ mimeType, widthPx, heightPx }) =>
        isPictureType(mimeType) && widthPx === size.widthPx && heightPx === size.heightPx,
    );
  return ofSize(zone) ?? ofSize(panel) ?? null;
}
