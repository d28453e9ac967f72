/** What a player says about its LAN port, and what it is told of its neighbours. */
import type { DeviceMessage } from '../../core/protocol/device.ts';
import type { PairedConnection } from '../devices/hub.ts';
import type { DirectorServices } from '../director-services.ts';
import { screenOf } from '../store/screens.ts';

type Said<T extends DeviceMessage['type']> = Extract<DeviceMessage, { type: T }>;

/** Counts only for a screen whose manifest has sharing on. */
export async function onLanListening(
  { listening }: Said<'lan_listening'>,
  { deviceId, screenId, line }: PairedConnection,
  { db, lan, manifests }: DirectorServices,
): Promise<void> {
  const manifest = await manifests.newest(db, screenId);
  if (listening === null || manifest?.settings.lanSharing !== true) {
    lan.leave(deviceId, line);
    return;
  }
  const screen = await db.selectFrom('screens').selectAll().where('id', '=', screenId).executeTakeFirst();
  const device = await db
    .selectFrom('devices')
    .select('public_key')
    .where('id', '=', deviceId)
    .executeTakeFirst();
  if (screen === undefined || device === undefined) return;
  lan.join({ deviceId, publicKey: device.public_key, screenId, place: screenOf(screen), listening, line });
}

export async function onLanFile(
  { sha256 }: Said<'lan_file'>,
  { deviceId, line }: PairedConnection,
  { db, lan, manifests }: DirectorServices,
): Promise<void> {
  const publicKeys: string[] = [];
  for (const neighbour of lan.neighboursOf(deviceId)) {
    const manifest = await manifests.newest(db, neighbour.screenId);
    if (manifest?.media.some((file) => file.sha256 === sha256)) publicKeys.push(neighbour.publicKey);
  }
  line.send({ type: 'lan_file', sha256, publicKeys });
}
