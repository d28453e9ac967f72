import { postCrewPlays } from '../../../core/api/crew.ts';
import type { CrewDb, StoredPlay } from '../store/database.ts';
import { markDelivered, setAside, undelivered } from '../store/plays.ts';
import { RefusedError, type Line } from './api.ts';

const BATCH = 200;
/** What is wrong with a play itself: sent again as it is, it would be refused again. */
const OF_CONTENT: readonly string[] = ['invalid_request', 'other_unit'];

/**
 * Delivers what was heard, oldest first, until nothing is left. A play whose acknowledgement is lost is sent again;
 * the server counts it once. A batch with one in it that the server does not take is sent singly, that one set aside.
 * Resolves to how many are settled, either way.
 * Throws `RefusedError` or `OfflineError`.
 */
export async function deliver(
  db: CrewDb,
  line: Pick<Line, 'call'>,
  onRefused: (play: StoredPlay) => void,
): Promise<number> {
  let settled = 0;
  for (;;) {
    const batch = await undelivered(db, BATCH);
    if (batch.length === 0) return settled;
    const singles = (await send(db, line, batch)) ? [] : batch;
    for (const one of singles) {
      if (await send(db, line, [one])) continue;
      await setAside(db, one);
      onRefused(one);
    }
    settled += batch.length;
  }
}

/** False when the server does not take them as they are. */
async function send(db: CrewDb, line: Pick<Line, 'call'>, batch: readonly StoredPlay[]): Promise<boolean> {
  const plays = batch.map(({ play, quietOverridden }) => ({ play, quietOverridden }));
  try {
    await line.call(postCrewPlays, { body: { plays } });
  } catch (error) {
    if (error instanceof RefusedError && OF_CONTENT.includes(error.problem.code)) return false;
    throw error;
  }
  await markDelivered(db, batch);
  return true;
}
