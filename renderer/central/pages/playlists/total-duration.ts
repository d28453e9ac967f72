import type { Announcement } from '../../../../core/model/catalogue.ts';

/** Length of one round in ms; an item in it twice counts twice. */
export function totalDurationMs(ids: readonly string[], announcements: readonly Announcement[]): number {
  const durations = new Map(announcements.map((item) => [item.id, item.content.airDurationMs]));
  return ids.reduce((sum, id) => sum + (durations.get(id) ?? 0), 0);
}
