/** How many whole plays the plans of a period asked for. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { broadcastDay, plannedLog } from '../../core/schedule/index.ts';
import type { DirectorServices } from '../director-services.ts';

const DAY_MS = 86_400_000;

/** Counts by announcement for one screen, of slots that began and ended within [fromMs, untilMs). */
export async function plannedPlays(
  { db, manifests, plans }: Pick<DirectorServices, 'db' | 'manifests' | 'plans'>,
  screenId: string,
  fromMs: number,
  untilMs: number,
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const newest = await manifests.newest(db, screenId);
  const first = await db
    .selectFrom('manifests')
    .select((select) => select.fn.min('effective_from_ms').as('atMs'))
    .where('screen_id', '=', screenId)
    .executeTakeFirst();
  if (newest === null || first === undefined) return counts;
  const days = new Set<string>();
  for (let atMs = Math.max(fromMs, first.atMs); atMs < untilMs; atMs += DAY_MS) {
    days.add(broadcastDay(newest.programme, atMs));
  }
  if (untilMs > Math.max(fromMs, first.atMs)) days.add(broadcastDay(newest.programme, untilMs - 1));
  for (const day of days) {
    // A day is milliseconds of arithmetic; a year of a city's screens is not, and players are waiting.
    await nextTurn();
    const published = await plans.published(db, screenId, day);
    if (published === null) continue;
    const zones = new Set(published.plans.flatMap((plan) => plan.zones.map(({ zone }) => zone)));
    const items = new Map(published.plans.flatMap((plan) => [...plan.items]));
    for (const slot of [...zones].flatMap((zone) => plannedLog(published.plans, zone))) {
      const item = items.get(slot.item);
      const announcementId = published.names.get(slot.item)?.announcementId;
      if (item === undefined || announcementId === undefined) continue;
      const isWhole = slot.endMs - slot.startMs >= item.airDurationMs;
      const isWithin = slot.startMs >= fromMs && slot.endMs <= untilMs;
      if (!isWhole || !isWithin || slot.endMs > (item.withdrawnAtMs ?? Infinity)) continue;
      counts.set(announcementId, (counts.get(announcementId) ?? 0) + 1);
    }
  }
  return counts;
}
