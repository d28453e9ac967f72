/** The screens that show the same frame: whose plan it is, and the picture each of them takes its part of. */
import type { Screen, ScreenGroup, ZoneId } from '../../core/model/catalogue.ts';
import type { Voicing } from '../../core/model/city-settings.ts';
import { pictureSize, type PictureSize } from '../../core/model/picture-sizes.ts';
import type { Programme } from '../../core/model/programme.ts';

export interface SyncGroup {
  group: ScreenGroup;
  /** All its screens by id; never empty. */
  members: readonly Screen[];
}

/** The sync group a screen belongs to, or null when it plays for itself. */
export function syncGroupOf(
  screen: Screen,
  groups: ReadonlyMap<string, ScreenGroup>,
  screens: readonly Screen[],
): SyncGroup | null {
  const group = screen.groupId === null ? undefined : groups.get(screen.groupId);
  if (group?.sync !== true) return null;
  const members = screens.filter(({ groupId }) => groupId === group.id);
  return { group, members: members.toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
}

/**
 * What a zone is given: pictures of its size, or clips for one kind of loudspeaker. What was approved when pictures were
 * made for the whole panel, or before the panel was divided otherwise, has one of that size only.
 */
export type Surface = (PictureSize & { panel: PictureSize }) | { voicing: Voicing };

export const surfaceOf = (
  screen: Pick<Screen, 'wallPlace' | 'output' | 'zones' | 'sound' | 'voicing'>,
  group: Pick<ScreenGroup, 'sync' | 'wall'> | null | undefined,
  zone: ZoneId,
): Surface =>
  screen.sound === 'audio_only'
    ? { voicing: screen.voicing }
    : { ...pictureSize(screen, group, zone), panel: pictureSize({ ...screen, zones: [] }, group, zone) };

export function groupPart(screen: Screen, sync: SyncGroup | null): Programme['group'] {
  if (sync === null) return null;
  const { group } = sync;
  const { wallPlace } = screen;
  return {
    id: group.id,
    canvas: group.wall !== null && wallPlace !== null ? { ...group.wall, ...wallPlace } : null,
  };
}

/** What must be the same on every member: the plan is computed from it, and a fade mixes the frames around a change. */
type Shared = Pick<Screen, 'timeZone' | 'dayStartLocal' | 'operatingHours'> & {
  player: Pick<Screen['player'], 'transition'>;
};

export const sharesTime = (a: Shared, b: Shared): boolean =>
  a.timeZone === b.timeZone &&
  a.dayStartLocal === b.dayStartLocal &&
  a.operatingHours?.from === b.operatingHours?.from &&
  a.operatingHours?.to === b.operatingHours?.to &&
  fadeMs(a) === fadeMs(b);

/** A cut is a fade that takes no time. */
const fadeMs = ({ player: { transition } }: Shared): number =>
  transition.kind === 'cut' ? 0 : transition.durationMs;

/** Whether a panel lies on the canvas with all of itself. */
export function fitsWall(
  { wallPlace, output }: Pick<Screen, 'wallPlace' | 'output'>,
  wall: PictureSize,
): boolean {
  if (wallPlace === null) return true;
  return wallPlace.x + output.widthPx <= wall.widthPx && wallPlace.y + output.heightPx <= wall.heightPx;
}
