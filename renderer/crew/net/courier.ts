import { postCrewPlays } from '../../../core/api/crew.ts';
import type { CrewDb } from '../store/database.ts';
import { markDelivered, undelivered } from '../store/plays.ts';
import type { Line } from './api.ts';

const BATCH = 200;

/**
 * Delivers what was heard, oldest first, until nothing is left. A play whose acknowledgement is lost is sent again;
 * the server counts it once. Throws `RefusedError` or `OfflineError`.
 */
export async function deliver(db: CrewDb, line: Line): Promise<number> {
  let delivered = 0;
  for (;;) {
    const batch = await undelivered(db, BATCH);
    if (batch.length === 0) return delivered;
    const plays = batch.map(({ play, quietOverridden }) => ({ play, quietOverridden }));
    await line.call(postCrewPlays, { body: { plays } });
    await markDelivered(db, batch);
    delivered += batch.length;
  }
}
