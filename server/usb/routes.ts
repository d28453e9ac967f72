/** Screens without network: a ZIP for a stick, and the plays a stick brings back. */
import { pipeline } from 'node:stream/promises';
import { getUsbLoad, postUsbPlays } from '../../core/api/usb.ts';
import { PLAYS_BATCH_LIMIT } from '../../core/protocol/device.ts';
import { checkUsbPlays, parsePayload, payloadOf } from '../../core/trust/index.ts';
import { storePlays } from '../devices/store-plays.ts';
import type { DirectorServices } from '../director-services.ts';
import { bind, type Route } from '../http/bind.ts';
import { orNotFound, Refusal } from '../http/refusal.ts';
import { recorded } from '../store/change.ts';
import type { Db } from '../store/database.ts';
import { usbLoadOf } from './usb-load.ts';
import { usbZip } from './usb-zip.ts';

export function usbRoutes(services: DirectorServices): Route[] {
  const { db, events, mediaStore, nowMs } = services;
  return [
    bind(getUsbLoad, async ({ params: { id }, user, res }) => {
      orNotFound(await db.selectFrom('screens').select('id').where('id', '=', id).executeTakeFirst());
      const { file, manifest } = await usbLoadOf(services, id);
      const { version, media } = manifest;
      // The wall would refuse a damaged one, and the way there would be for nothing.
      for (const { sha256 } of media) await mediaStore.verify(sha256);
      const event = { action: 'usb.load_made', subjectKind: 'screen', subjectId: id, detail: { version } };
      await recorded(services, { userId: user.id, ...event }, async () => undefined);
      res.setHeader('content-type', 'application/zip');
      res.setHeader('content-disposition', `attachment; filename="wawar-usb-${id}-v${version}.zip"`);
      await pipeline(usbZip(id, file, media, mediaStore, new Date(nowMs())), res);
    }),

    bind(postUsbPlays, async ({ body: envelope, user }) => {
      const refuse = (detail: string) => new Refusal('usb_plays_refused', { detail });
      // Who claims to have written it decides by whose key it is checked; nothing else of it is believed before.
      const payload = payloadOf('usbPlays', envelope);
      const claimed = payload.ok ? parsePayload('usbPlays', payload.value) : payload;
      if (!claimed.ok) throw refuse(`${claimed.error.code}: ${claimed.error.detail}`);
      const { deviceId, screenId } = claimed.value.statement;
      const device = await db
        .selectFrom('devices')
        .select(['public_key', 'screen_id'])
        .where('id', '=', deviceId)
        .executeTakeFirst();
      if (device === undefined) throw refuse('wrong_key: no such device');
      const publicKey = { keyid: deviceId, ed25519: device.public_key };
      const checked = checkUsbPlays(envelope, { publicKey, screenId: device.screen_id });
      if (!checked.ok) throw refuse(`${checked.error.code}: ${checked.error.detail}`);
      const { storeEpoch, plays } = checked.value;
      const before = await countOf(db, deviceId, storeEpoch);
      for (let at = 0; at < plays.length; at += PLAYS_BATCH_LIMIT) {
        const batch = { storeEpoch, plays: plays.slice(at, at + PLAYS_BATCH_LIMIT) };
        await storePlays(db, { deviceId, screenId }, batch, nowMs());
      }
      const stored = (await countOf(db, deviceId, storeEpoch)) - before;
      const detail = { plays: plays.length, stored };
      const event = { action: 'usb.plays_imported', subjectKind: 'screen', subjectId: screenId, detail };
      await recorded(services, { userId: user.id, ...event }, async () => undefined);
      events.changed('plays', screenId);
      return { screenId, plays: plays.length, stored };
    }),
  ];
}

async function countOf(db: Db, deviceId: string, storeEpoch: string): Promise<number> {
  const { count } = await db
    .selectFrom('plays')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('device_id', '=', deviceId)
    .where('store_epoch', '=', storeEpoch)
    .executeTakeFirstOrThrow();
  return count;
}
