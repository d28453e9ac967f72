import type { Area } from '../model/catalogue.ts';

/** The area itself and what it lies in. A circle of parents ends the walk. */
function upwards(areaId: string, areas: ReadonlyMap<string, Area>): ReadonlySet<string> {
  const found = new Set<string>();
  for (let at: string | null = areaId; at !== null && !found.has(at); at = areas.get(at)?.parentId ?? null)
    found.add(at);
  return found;
}

/**
 * Whether an announcement for `meant` may be heard in an area: it is one of them, lies in one, or holds one. None
 * means the whole city.
 */
export const isMeantFor = (
  meant: readonly string[],
  areaId: string,
  areas: ReadonlyMap<string, Area>,
): boolean => {
  if (meant.length === 0) return true;
  const around = upwards(areaId, areas);
  return meant.some((id) => around.has(id) || upwards(id, areas).has(areaId));
};
