import { normalizePairingCode } from '../../core/trust/index.ts';
import type { DirectorServices } from '../director-services.ts';
import { orNotFound, Refusal } from '../http/refusal.ts';
import { publishScreens, tellPublished, type PublishOutcome } from '../publish/publisher.ts';
import { audit } from '../store/audit.ts';
import { bindDevice, deviceOfScreen, findDevice, revokeDevice } from './device-store.ts';

/**
 * Binds the player that shows this code to a screen; it goes on as that screen's device on the same socket, with a
 * first manifest if the screen has none. A code shown before the root was last changed still counts: it commits to an
 * earlier root of the same chain, which the player follows from there.
 * Refuses with `pairing_code_unknown`, `not_found` or `already_paired`.
 */
export async function claim(
  services: DirectorServices,
  request: { code: string; screenId: string; userId: string },
): Promise<void> {
  const { db, events, hub, manifests, nowMs } = services;
  const { screenId, userId } = request;
  const code = normalizePairingCode(request.code);
  const connection = [...hub.unpaired.values()].find((one) => one.code === code);
  if (connection === undefined) throw new Refusal('pairing_code_unknown');
  const outcome = await db.transaction().execute(async (trx): Promise<PublishOutcome> => {
    orNotFound(await trx.selectFrom('screens').select('id').where('id', '=', screenId).executeTakeFirst());
    if ((await deviceOfScreen(trx, screenId)) !== null) throw new Refusal('already_paired');
    const known = await findDevice(trx, connection.deviceId);
    if (known !== null && known.revokedAtMs === null) throw new Refusal('already_paired');
    await bindDevice(trx, connection.publicKey, screenId, nowMs());
    await audit(trx, {
      atMs: nowMs(),
      userId,
      action: 'device.paired',
      subjectKind: 'screen',
      subjectId: screenId,
      detail: { deviceId: connection.deviceId },
    });
    const isFirst = (await manifests.newestVersion(trx, screenId)) === 0;
    return isFirst ? publishScreens(trx, services, { onlyScreen: screenId }) : { published: [], blocked: [] };
  });
  await connection.pair(screenId);
  events.changed('pairing');
  tellPublished(services, outcome);
}

/** Revokes the device of a screen and disconnects it at once. Refuses with `not_found`. */
export async function unpair(services: DirectorServices, screenId: string, userId: string): Promise<void> {
  const { db, events, live, nowMs } = services;
  const deviceId = await db.transaction().execute(async (trx) => {
    const id = orNotFound(await deviceOfScreen(trx, screenId));
    await revokeDevice(trx, id, nowMs());
    await audit(trx, {
      atMs: nowMs(),
      userId,
      action: 'device.revoked',
      subjectKind: 'screen',
      subjectId: screenId,
      detail: { deviceId: id },
    });
    return id;
  });
  events.emit('deviceRevoked', deviceId);
  await live.forget(screenId);
}
