import { pictureSizes, type PictureSize } from '../../core/model/picture-sizes.ts';
import { readAreas } from '../store/areas.ts';
import type { Db } from '../store/database.ts';
import { readGroups } from '../store/groups.ts';
import { readScreens } from '../store/screens.ts';

/** The sizes an announcement for these areas is rendered in, by the screens there are now. */
export async function sizesWanted(db: Db, areaIds: readonly string[]): Promise<PictureSize[]> {
  const groups = new Map((await readGroups(db)).map((group) => [group.id, group]));
  return pictureSizes(areaIds, { screens: await readScreens(db), areas: await readAreas(db), groups });
}
