import type { Manifest } from '../../core/model/programme.ts';
import { broadcastDay, dayBounds } from '../../core/schedule/index.ts';
import { mentions } from './compare.ts';
import type { ApprovedAnnouncement } from './programme-items.ts';

/**
 * The announcements a screen's next programme may hold: those that may air, and those withdrawn during this broadcast
 * day that the screen still has. The latter keep their slots' bounds as tombstones, so that nothing shifts; with the
 * next day they are gone.
 */
export function tombstonesFor(
  announcements: ReadonlyMap<string, ApprovedAnnouncement>,
  previous: Manifest | null,
  nowMs: number,
): ReadonlyMap<string, ApprovedAnnouncement> {
  const needed = (announcement: ApprovedAnnouncement): boolean => {
    if (announcement.withdrawnAtMs === null) return true;
    if (previous === null || !mentions(previous.programme, announcement.id)) return false;
    const { programme } = previous;
    return announcement.withdrawnAtMs >= dayBounds(programme, broadcastDay(programme, nowMs)).startMs;
  };
  return new Map([...announcements].filter(([, announcement]) => needed(announcement)));
}
