import type { ScreenLive } from '../../../../core/api/screens.ts';
import type { Screen } from '../../../../core/model/catalogue.ts';
import type { Status } from '../../components/StatusDot.tsx';

export type ScreenStatus = 'vendor' | 'on_air' | 'idle' | 'offline' | 'unpaired' | 'faulty';

/**
 * The one word for a screen's state; a fault is told before everything that works. A wall with a vendor's player is
 * never away, since it was never there.
 */
export function statusOf(
  { playerKind }: Pick<Screen, 'playerKind'>,
  live: ScreenLive | undefined,
): ScreenStatus {
  if (playerKind === 'vendor') return 'vendor';
  if (!live?.paired) return 'unpaired';
  if (!live.connected) return 'offline';
  if (live.faults.length > 0 || live.planHashDiffers || live.groupDiffers) return 'faulty';
  return live.showing.some((zone) => zone.announcementId !== null) ? 'on_air' : 'idle';
}

export const LAMP: Record<ScreenStatus, Status> = {
  vendor: 'off',
  on_air: 'live',
  idle: 'ok',
  offline: 'off',
  unpaired: 'off',
  faulty: 'warn',
};
