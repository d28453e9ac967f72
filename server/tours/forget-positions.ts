import type { Services } from '../services.ts';
import { getSetting } from '../store/settings.ts';

const DAY_MS = 86_400_000;

/**
 * Forgets where cars were when the city's own limit is over (`positionKeptDays`): a crew's whereabouts are personal
 * data (UU 27/2022). What was heard, when, and in which area stays: that is the proof.
 */
export async function forgetOldPositions({ db, nowMs }: Pick<Services, 'db' | 'nowMs'>): Promise<void> {
  const { positionKeptDays } = await getSetting(db, 'city');
  await db
    .updateTable('tour_plays')
    .set({ latitude_deg: null, longitude_deg: null, accuracy_m: null })
    .where('latitude_deg', 'is not', null)
    .where('start_ms', '<', nowMs() - positionKeptDays * DAY_MS)
    .execute();
}
