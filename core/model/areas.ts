import type { Area } from './people.ts';

/** The area itself and everything it lies in, up to the province. A circle of parents ends the walk. */
export function areaWithAncestors(
  areaId: string | null,
  areas: ReadonlyMap<string, Area>,
): ReadonlySet<string> {
  const found = new Set<string>();
  for (let at = areaId; at !== null && !found.has(at); at = areas.get(at)?.parentId ?? null) found.add(at);
  return found;
}
