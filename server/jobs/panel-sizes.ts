import type { AnnouncementContent, Area, Screen, ScreenGroup } from '../../core/model/catalogue.ts';
import { pictureSize, type PictureSize } from '../publish/sync-group.ts';
import { areaWithAncestors } from '../publish/targets.ts';

/**
 * The distinct sizes, of panels and of walls' canvases, an announcement may be shown on: of screens inside its areas (all screens when it is for
 * the whole city). A screen without area may be anywhere. When no screen is inside, every screen counts: an entry may
 * still be given to one of them.
 */
export function panelSizes(
  { areaIds }: Pick<AnnouncementContent, 'areaIds'>,
  screens: readonly Screen[],
  areas: ReadonlyMap<string, Area>,
  groups: readonly ScreenGroup[],
): PictureSize[] {
  const isInside = ({ areaId }: Screen): boolean =>
    areaId === null || areaIds.some((wanted) => areaWithAncestors(areaId, areas).has(wanted));
  const inside = areaIds.length === 0 ? screens : screens.filter(isInside);
  const reached = inside.length === 0 ? screens : inside;
  const groupOf = new Map(groups.map((group) => [group.id, group]));
  const sizes = new Map<string, PictureSize>();
  for (const screen of reached) {
    if (screen.sound === 'audio_only') continue;
    const size = pictureSize(screen, groupOf.get(screen.groupId ?? ''));
    sizes.set(`${size.widthPx}x${size.heightPx}`, size);
  }
  return [...sizes.values()].toSorted((a, b) => a.widthPx - b.widthPx || a.heightPx - b.heightPx);
}
