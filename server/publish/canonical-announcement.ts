import type { AnnouncementContent, Rendition } from '../../core/model/catalogue.ts';
import type { CanonicalAnnouncement } from '../../core/trust/statements.ts';

/** What identifies a revision of an announcement beside its content. */
export interface RevisionOf {
  id: string;
  revision: number;
  content: AnnouncementContent;
  renditions: readonly Rendition[];
}

/**
 * Everything of an announcement that airs, in the one form people approve and players check. Areas and renditions
 * are put in a total order, so the same announcement always has the same bytes.
 */
export function canonicalAnnouncement({
  id,
  revision,
  content,
  renditions,
}: RevisionOf): CanonicalAnnouncement {
  return {
    announcementId: id,
    revision,
    title: content.title,
    agencyId: content.agencyId,
    script: content.script,
    tickerText: content.tickerText,
    outputs: content.outputs,
    areaIds: content.areaIds.toSorted(),
    validFromMs: content.validFromMs,
    validUntilMs: content.validUntilMs,
    maxPriority: content.maxPriority,
    emergency: content.emergency,
    evergreen: content.evergreen,
    airDurationMs: content.airDurationMs,
    leaseMs: content.leaseMs,
    renditions: renditions
      .map(({ kind, sha256, bytes, widthPx, heightPx, fit }) => ({
        kind,
        sha256,
        bytes,
        widthPx,
        heightPx,
        fit,
      }))
      .toSorted(
        (a, b) =>
          (a.widthPx ?? 0) - (b.widthPx ?? 0) ||
          (a.heightPx ?? 0) - (b.heightPx ?? 0) ||
          (a.sha256 < b.sha256 ? -1 : a.sha256 > b.sha256 ? 1 : 0),
      ),
  };
}
