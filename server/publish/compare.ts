import { Buffer } from 'node:buffer';
import { canonicalBytes } from '../../core/trust/index.ts';
import type { Screen } from '../../core/model/catalogue.ts';
import type { Manifest } from '../../core/model/programme.ts';
import type { ProgrammeContent } from './programme.ts';

/** Whether a screen already has this content; instants, carried state and zone data are not content. */
export function hasContent(manifest: Manifest, content: ProgrammeContent, screen: Screen): boolean {
  const {
    zoneOffsets: _zoneOffsets,
    effectiveFromMs: _from,
    carryIn: _carryIn,
    ...programme
  } = manifest.programme;
  const given = canonicalBytes({
    programme,
    media: manifest.media,
    output: manifest.output,
    settings: manifest.settings,
  });
  const wanted = canonicalBytes({
    programme: content.programme,
    media: content.media,
    output: screen.output,
    settings: screen.player,
  });
  return Buffer.compare(given, wanted) === 0;
}

/** Whether anything of this announcement is among the items. */
export const mentions = (
  programme: { items: readonly { announcementId: string }[] },
  announcementId: string,
): boolean => programme.items.some((item) => item.announcementId === announcementId);
