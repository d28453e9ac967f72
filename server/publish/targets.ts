import type { Area, EntryTarget, Screen } from '../../core/model/catalogue.ts';

/** The area itself and everything it lies in, up to the province. A circle of parents ends the walk. */
export function areaWithAncestors(
  areaId: string | null,
  areas: ReadonlyMap<string, Area>,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (let at = areaId; at !== null && !found.has(at); at = areas.get(at)?.parentId ?? null) found.add(at);
  return found;
}

/** Whether an entry with this target is meant for the screen. An area means everything within it. */
export function isTargeted(target: EntryTarget, screen: Screen, areas: ReadonlyMap<string, Area>): boolean {
  switch (target.kind) {
    case 'all':
      return true;
    case 'screen':
      return target.screenId === screen.id;
    case 'group':
      return target.groupId === screen.groupId;
    case 'area':
      return areaWithAncestors(screen.areaId, areas).has(target.areaId);
  }
}
