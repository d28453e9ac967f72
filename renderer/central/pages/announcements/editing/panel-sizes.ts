import type { Area, Screen, ScreenGroup } from '../../../../../core/model/catalogue.ts';

export interface PanelSize {
  widthPx: number;
  heightPx: number;
}

/** Stands in while a city has no screen yet. */
export const NO_PANEL: PanelSize = { widthPx: 1920, heightPx: 1080 };

interface Directory {
  screens: ReadonlyMap<string, Screen>;
  groups: ReadonlyMap<string, ScreenGroup>;
  areas: ReadonlyMap<string, Area>;
}

/** The distinct sizes an announcement for these areas is made for, by the rule the server renders by. */
export function panelSizes(areaIds: readonly string[], { screens, groups, areas }: Directory): PanelSize[] {
  const lies = (areaId: string | null): boolean =>
    areaId !== null && (areaIds.includes(areaId) || lies(areas.get(areaId)?.parentId ?? null));
  const all = [...screens.values()];
  const inside = all.filter(({ areaId }) => areaIds.length === 0 || areaId === null || lies(areaId));
  const sizes = new Map<string, PanelSize>();
  for (const screen of inside.length === 0 ? all : inside) {
    const group = groups.get(screen.groupId ?? '');
    const wall = group?.sync === true && screen.wallPlace !== null ? group.wall : null;
    const { widthPx, heightPx } = wall ?? screen.output;
    sizes.set(sizeText({ widthPx, heightPx }), { widthPx, heightPx });
  }
  return [...sizes.values()].sort((a, b) => a.widthPx - b.widthPx || a.heightPx - b.heightPx);
}

export const sizeText = ({ widthPx, heightPx }: PanelSize): string => `${widthPx}×${heightPx}`;
