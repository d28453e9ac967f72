import { AppError } from '../../core/model/app-error.ts';
import { formatLocalDateTime, toLocalMs, zoneFrom, zoneOffsets } from '../../core/time/index.ts';
import type { Services } from '../services.ts';
import { getSetting } from '../store/settings.ts';

/** `YYYY-MM-DD HH:MM:SS` in the city's own time zone, for instants within the period. */
export async function localTimes(
  { db }: Pick<Services, 'db'>,
  period: { fromMs: number; toMs: number },
): Promise<(atMs: number) => string> {
  const timeZone = await getSetting(db, 'timeZone');
  const offsets = zoneOffsets(timeZone, period.fromMs, period.toMs);
  if (!offsets.ok) {
    throw new AppError('unknown_time_zone', 'The city’s time zone cannot be resolved', {
      context: { ...offsets.error },
    });
  }
  const zone = zoneFrom(offsets.value);
  return (atMs) => formatLocalDateTime(toLocalMs(zone, atMs)).replace('T', ' ');
}
