/** What is due with time alone. Each wake computes it from the store, so a missed one loses nothing. */
import { scheduleJob } from 'node-schedule';
import type { Manifest } from '../../core/model/programme.ts';
import { broadcastDay, dayBounds } from '../../core/schedule/index.ts';
import { noteSeen } from '../devices/device-store.ts';
import type { DirectorServices } from '../director-services.ts';
import { publishScreens, tellPublished } from '../publish/publisher.ts';
import { bringUpToDate } from '../publish/reissue.ts';

/** Every minute: players keep to validity and day starts by themselves, this only tidies what they are given. */
const EVERY_MINUTE = '0 * * * * *';

/** Wakes at once and then every minute. */
export async function startWakes(services: DirectorServices): Promise<{ close(): Promise<void> }> {
  let running: Promise<void> = doWhatIsDue(services);
  await running;
  const job = scheduleJob(EVERY_MINUTE, () => {
    running = running
      .then(() => doWhatIsDue(services))
      .catch((error: unknown) => services.log.error({ err: error }, 'a wake failed'));
  });
  return {
    async close() {
      job.cancel();
      await running;
    },
  };
}

/** Ended content leaves manifests, manifests stay young and under the newest root, ended sessions go. */
async function doWhatIsDue(services: DirectorServices): Promise<void> {
  const { db, hub, manifests, nowMs, trust } = services;
  const atMs = nowMs();
  await db.deleteFrom('sessions').where('expires_at_ms', '<=', atMs).execute();
  await db.deleteFrom('links').where('expires_at_ms', '<=', atMs).execute();
  for (const { deviceId } of hub.connections()) await noteSeen(db, deviceId, atMs);
  if ((await trust.root(db)) === null) return;
  const screens = await db.selectFrom('screens').select('id').execute();
  for (const { id } of screens) {
    const manifest = await manifests.newest(db, id);
    if (manifest === null) continue;
    if (holdsEnded(manifest, atMs)) await tidy(services, id);
    await bringUpToDate(services, id, 0);
  }
}

/** Whether a manifest holds what can never air again: ended content, or tombstones of an earlier broadcast day. */
function holdsEnded({ programme }: Manifest, atMs: number): boolean {
  if (programme.items.some((item) => item.validUntilMs <= atMs)) return true;
  const { startMs } = dayBounds(programme, broadcastDay(programme, atMs));
  return programme.withdrawn.some((tombstone) => tombstone.atMs < startMs);
}

async function tidy(services: DirectorServices, screenId: string): Promise<void> {
  const outcome = await services.db
    .transaction()
    .execute((trx) => publishScreens(trx, services, { onlyScreen: screenId }));
  tellPublished(services, outcome);
}
