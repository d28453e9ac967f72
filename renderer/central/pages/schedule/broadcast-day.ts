import { addDays, toLocal } from '../../../ui/zone-time.ts';

/** The broadcast day an instant belongs to: before the day's start it is still yesterday's. */
export function broadcastDayOf(atMs: number, timeZone: string, dayStartLocal: string): string {
  const local = toLocal(timeZone, atMs);
  const date = local.slice(0, 10);
  return local.slice(11, 16) < dayStartLocal ? addDays(date, -1) : date;
}
