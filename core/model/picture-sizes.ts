/** In which sizes a picture is needed: exactly those of the places it is shown in, so that no wall scales it. */
import { isMeantFor } from '../tours/meant-for.ts';
import type { Area } from './people.ts';
import type { Screen, ScreenGroup, ZoneId } from './screen.ts';

export interface PictureSize {
  widthPx: number;
  heightPx: number;
}

type Wall = Pick<ScreenGroup, 'sync' | 'wall'> | null | undefined;

/** The wall's canvas for a screen that has its place on one, else the zone; the whole panel where there is no such zone. */
export function pictureSize(
  { wallPlace, output, zones }: Pick<Screen, 'wallPlace' | 'output' | 'zones'>,
  group: Wall,
  zone: ZoneId,
): PictureSize {
  const canvas = group?.sync === true && wallPlace !== null ? group.wall : null;
  const { widthPx, heightPx } = canvas ?? zones.find(({ id }) => id === zone) ?? output;
  return { widthPx, heightPx };
}

/**
 * The distinct sizes an announcement may be shown in: by screens it may air on: inside its areas, or of an area that holds
 * one of them; all when it is for the whole city. A screen without area may be anywhere. When no screen is inside, every screen counts: an entry may still be given to
 * one of them.
 */
export function pictureSizes(
  areaIds: readonly string[],
  city: {
    screens: readonly Screen[];
    areas: ReadonlyMap<string, Area>;
    groups: ReadonlyMap<string, ScreenGroup>;
  },
): PictureSize[] {
  const isInside = ({ areaId }: Screen): boolean =>
    areaId === null || isMeantFor(areaIds, areaId, city.areas);
  const inside = areaIds.length === 0 ? city.screens : city.screens.filter(isInside);
  const sizes = new Map<string, PictureSize>();
  for (const screen of inside.length === 0 ? city.screens : inside) {
    if (screen.sound === 'audio_only') continue;
    for (const { id } of screen.zones.filter((zone) => zone.id !== 'ticker')) {
      const size = pictureSize(screen, city.groups.get(screen.groupId ?? ''), id);
      sizes.set(sizeText(size), size);
    }
  }
  return [...sizes.values()].toSorted((a, b) => a.widthPx - b.widthPx || a.heightPx - b.heightPx);
}

/** e.g. `384×192` */
export const sizeText = ({ widthPx, heightPx }: PictureSize): string => `${widthPx}×${heightPx}`;
