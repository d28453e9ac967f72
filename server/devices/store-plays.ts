import type { PlayBatch } from '../../core/protocol/device.ts';
import type { DeviceIdentity } from '../http/bind.ts';
import type { Db } from '../store/database.ts';
import type { NewRow } from '../store/tables.ts';

/** Rows in one statement: 13 columns each, under SQLite's 32,766 parameters. */
const ROWS_PER_INSERT = 500;

/**
 * Stores a batch in one transaction; plays already known by (device, storeEpoch, sequence) are left as they are.
 * Players deliver their oldest plays first, so with the batch everything up to its last sequence is stored for good:
 * that sequence is the answer.
 */
export async function storePlays(
  db: Db,
  { deviceId, screenId }: DeviceIdentity,
  { storeEpoch, plays }: PlayBatch,
  receivedAtMs: number,
): Promise<number> {
  const rows = plays.map((play): NewRow<'plays'> => ({
    device_id: deviceId,
    store_epoch: storeEpoch,
    sequence: play.sequence,
    screen_id: screenId,
    zone: play.zone,
    item_id: play.itemId,
    announcement_id: play.announcementId,
    entry_id: play.entryId,
    manifest_version: play.manifestVersion,
    start_ms: play.startMs,
    end_ms: play.endMs,
    complete: play.complete ? 1 : 0,
    received_at_ms: receivedAtMs,
  }));
  await db.transaction().execute(async (trx) => {
    for (let at = 0; at < rows.length; at += ROWS_PER_INSERT) {
      await trx
        .insertInto('plays')
        .values(rows.slice(at, at + ROWS_PER_INSERT))
        .onConflict((conflict) => conflict.columns(['device_id', 'store_epoch', 'sequence']).doNothing())
        .execute();
    }
  });
  return plays.reduce((most, play) => Math.max(most, play.sequence), 0);
}
