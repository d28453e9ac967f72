import type { DeviceMessage } from '../../core/protocol/device.ts';
import type { Db } from '../store/database.ts';

type Hello = Extract<DeviceMessage, { type: 'hello' }>;

/** Keeps what a device said it runs, for as long as it is away too. */
export async function noteSoftware(
  db: Db,
  deviceId: string,
  { software, release }: Pick<Hello, 'software' | 'release'>,
  nowMs: number,
): Promise<void> {
  const said = {
    software,
    release_version: release?.version ?? null,
    release_sha256: release?.sha256 ?? null,
    reported_at_ms: nowMs,
  };
  await db
    .insertInto('device_software')
    .values({ device_id: deviceId, ...said })
    .onConflict((conflict) => conflict.column('device_id').doUpdateSet(said))
    .execute();
}
