import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../core/model/app-error.ts';
import { signEnvelope, USB_PLAYS_LIMIT, type UsbLoad, type UsbPlays } from '../../core/trust/index.ts';
import { nodeStorage, storageCall, writeDurably } from '../../media/store/index.ts';
import type { PlayLog, PlayRecord } from '../playlog/play-log.ts';
import type { DeviceStore } from '../store/device-store.ts';

/** Forgets plays that central says it has for good. What it says is signed, and names this device's own numbers. */
export async function dropAcknowledged(
  acknowledged: UsbLoad['acknowledged'],
  playLog: PlayLog,
  { facts, signer }: Pick<DeviceStore, 'facts' | 'signer'>,
): Promise<void> {
  const own = acknowledged.filter(({ deviceId }) => deviceId === signer().publicKey.keyid);
  if (own.length === 0) return;
  const upTo = new Map(own.map(({ storeEpoch, sequence }) => [storeEpoch, sequence]));
  const here = upTo.get(facts.data.storeEpoch) ?? 0;
  if (here > facts.data.acknowledgedSequence) {
    facts.data.acknowledgedSequence = here;
    await facts.write();
  }
  for await (const { records, remove } of playLog.sealed()) {
    if (records.every(({ epoch, play }) => play.sequence <= (upTo.get(epoch) ?? 0))) await remove();
  }
}

/**
 * Writes every play that central has not acknowledged to the stick, signed with this device's key; they stay here
 * until central says it has them. Files this device wrote before and that hold nothing new are removed.
 *
 * @throws AppError `disk_full`, `disk_io_error`, `storage_failed`: the stick is full, write-protected or gone.
 */
export async function writePlays(
  stick: string,
  playLog: PlayLog,
  store: Pick<DeviceStore, 'signer'>,
  screenId: string,
  nowMs: number,
): Promise<number> {
  const signer = store.signer();
  const deviceId = signer.publicKey.keyid;
  const folder = join(stick, 'plays');
  // Without its parents: where a stick was pulled out, nothing is to be written to the folder it was mounted on.
  await storageCall('make', folder, () => mkdir(folder)).catch((error: unknown) => {
    if (error instanceof AppError && error.context['errno'] === 'EEXIST') return;
    throw error;
  });
  const prefix = `${screenId}-${deviceId.slice(0, 12)}-`;
  const written = new Set<string>();
  let count = 0;
  for await (const { storeEpoch, plays } of batches(playLog)) {
    const statement: UsbPlays = {
      kind: 'usb_plays',
      schema: 1,
      screenId,
      deviceId,
      storeEpoch,
      writtenAtMs: Math.round(nowMs),
      plays,
    };
    const name = `${prefix}${storeEpoch}-${String(plays[0]?.sequence ?? 0).padStart(12, '0')}.json`;
    await writeDurably(join(folder, name), JSON.stringify(signEnvelope('usbPlays', statement, [signer])));
    written.add(name);
    count += plays.length;
  }
  const names = await storageCall('list', folder, () => readdir(folder));
  for (const name of names.filter((one) => one.startsWith(prefix) && !written.has(one))) {
    await nodeStorage.unlink(join(folder, name));
  }
  return count;
}

/** All stored plays, oldest first, in files of one store each. */
async function* batches(playLog: PlayLog): AsyncGenerator<Pick<UsbPlays, 'storeEpoch' | 'plays'>> {
  let open: PlayRecord[] = [];
  const closed = () => ({ storeEpoch: open[0]?.epoch ?? '', plays: open.map(({ play }) => play) });
  for await (const { records } of playLog.sealed()) {
    for (const record of records) {
      const isOther = open.length > 0 && open[0]?.epoch !== record.epoch;
      if (isOther || open.length === USB_PLAYS_LIMIT) {
        yield closed();
        open = [];
      }
      open.push(record);
    }
  }
  if (open.length > 0) yield closed();
}
