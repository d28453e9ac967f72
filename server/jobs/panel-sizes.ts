import type { AnnouncementContent, Area, Screen } from '../../core/model/catalogue.ts';
import { areaWithAncestors } from '../publish/targets.ts';

export interface PanelSize {
  widthPx: number;
  heightPx: number;
}

/**
 * The distinct panel sizes an announcement may be shown on: of screens inside its areas (all screens when it is for
 * the whole city). A screen without area may be anywhere. When no screen is inside, every screen counts: an entry may
 * still be given to one of them.
 */
export function panelSizes(
  { areaIds }: Pick<AnnouncementContent, 'areaIds'>,
  screens: readonly Screen[],
  areas: ReadonlyMap<string, Area>,
): PanelSize[] {
  const isInside = ({ areaId }: Screen): boolean =>
    areaId === null || areaIds.some((wanted) => areaWithAncestors(areaId, areas).has(wanted));
  const inside = areaIds.length === 0 ? screens : screens.filter(isInside);
  const reached = inside.length === 0 ? screens : inside;
  const sizes = new Map<string, PanelSize>();
  for (const { output } of reached) {
    const { widthPx, heightPx } = output;
    sizes.set(`${widthPx}x${heightPx}`, { widthPx, heightPx });
  }
  return [...sizes.values()].toSorted((a, b) => a.widthPx - b.widthPx || a.heightPx - b.heightPx);
}
