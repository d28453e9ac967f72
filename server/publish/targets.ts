import { areaWithAncestors } from '../../core/model/areas.ts';
import type { Area, EntryTarget, Screen } from '../../core/model/catalogue.ts';

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
