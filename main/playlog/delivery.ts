import { PLAYS_BATCH_LIMIT, type PlayBatch } from '../../core/protocol/device.ts';
import { ok, type Result } from '../../core/model/result.ts';
import type { PlayLog, PlayRecord } from './play-log.ts';

export interface DeliveryOptions {
  log: PlayLog;
  /** Sends one batch; the answer is the highest sequence up to which the server stored all. */
  send(batch: PlayBatch): Promise<Result<number, { code: string; detail: string }>>;
  /** Makes the acknowledged number durable before the plays it covers are forgotten. */
  acknowledged(storeEpoch: string, sequence: number): Promise<void>;
}

/**
 * Delivers every sealed segment, oldest first, and removes it once the server has all of it. Stops at the first
 * failure; what was not removed is sent again next time, and the server counts it once.
 *
 * Errors: those of `send`; `not_acknowledged` when the server did not keep what it was sent.
 */
export async function deliverPlays(
  options: DeliveryOptions,
): Promise<Result<{ delivered: number }, { code: string; detail: string }>> {
  let delivered = 0;
  for await (const { records, remove } of options.log.sealed()) {
    for (const batch of batches(records)) {
      const sent = await options.send(batch);
      if (!sent.ok) return sent;
      const last = Math.max(...batch.plays.map((play) => play.sequence));
      if (sent.value < last) {
        return { ok: false, error: { code: 'not_acknowledged', detail: `${sent.value} of ${last}` } };
      }
      await options.acknowledged(batch.storeEpoch, last);
      delivered += batch.plays.length;
    }
    await remove();
  }
  return ok({ delivered });
}

function batches(records: readonly PlayRecord[]): PlayBatch[] {
  const made: PlayBatch[] = [];
  for (const { epoch, play } of records) {
    const open = made.at(-1);
    if (open?.storeEpoch === epoch && open.plays.length < PLAYS_BATCH_LIMIT) open.plays.push(play);
    else made.push({ storeEpoch: epoch, plays: [play] });
  }
  return made;
}
