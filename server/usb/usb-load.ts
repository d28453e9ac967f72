import { sql } from 'kysely';
import type { Manifest } from '../../core/model/programme.ts';
import type { UsbLoadFile } from '../../core/protocol/usb.ts';
import { payloadSha256, type UsbLoad } from '../../core/trust/index.ts';
import { Envelope } from '../../core/trust/statements.ts';
import { renewalLeases } from '../devices/renewal.ts';
import type { DirectorServices } from '../director-services.ts';
import { orNotFound } from '../http/refusal.ts';
import { bringUpToDate } from '../publish/reissue.ts';
import type { Db } from '../store/database.ts';
import { readJson } from '../store/json.ts';

/**
 * A screen's newest manifest with all a player without network needs to believe it. Refuses with `not_found` when the
 * screen is gone or was never given anything.
 */
export async function usbLoadOf(
  services: DirectorServices,
  screenId: string,
): Promise<{ file: UsbLoadFile; manifest: Manifest }> {
  const { db, manifests, nowMs, trust } = services;
  const version = await bringUpToDate(services, screenId, 0);
  orNotFound(version === 0 ? null : version);
  const root = orNotFound(await trust.root(db));
  const manifest = await manifests.get(db, screenId, version);
  const envelope = await manifests.envelope(db, screenId, version);
  const issuedAtMs = nowMs();
  const load = trust.sign('usbLoad', {
    kind: 'usb_load',
    schema: 1,
    screenId,
    rootVersion: root.version,
    manifestVersion: version,
    manifestSha256: payloadSha256(envelope),
    issuedAtMs,
    leases: await renewalLeases(db, manifest, issuedAtMs),
    acknowledged: await acknowledgedOf(db, screenId),
  });
  const approvals = [...new Set(manifest.programme.items.map((item) => item.approvalSha256))];
  const rows =
    approvals.length === 0
      ? []
      : await db
          .selectFrom('approvals')
          .select('envelope')
          .where('sha256', 'in', approvals)
          .orderBy('sha256')
          .execute();
  const bundle = {
    roots: await trust.rootsAfter(db, 0),
    manifest: envelope,
    approvals: rows.map((row) => readJson(Envelope, row.envelope)),
  };
  return { file: { bundle, load }, manifest };
}

/** For each store of the screen's device: up to where its plays are here without a gap. */
async function acknowledgedOf(db: Db, screenId: string): Promise<UsbLoad['acknowledged']> {
  const device = await db
    .selectFrom('devices')
    .select('id')
    .where('screen_id', '=', screenId)
    .where('revoked_at_ms', 'is', null)
    .executeTakeFirst();
  if (device === undefined) return [];
  const deviceId = device.id;
  const stores = await db
    .selectFrom('plays')
    .select((select) => [
      'store_epoch',
      select.fn.countAll<number>().as('count'),
      select.fn.max('sequence').as('last'),
    ])
    .where('device_id', '=', deviceId)
    .groupBy('store_epoch')
    .orderBy('store_epoch')
    .execute();
  const acknowledged: UsbLoad['acknowledged'] = [];
  for (const { store_epoch: storeEpoch, count, last } of stores.slice(-100)) {
    // Numbers begin at 1: as many plays as the highest number says means that none is missing.
    const sequence = count === last ? last : await firstGap(db, deviceId, storeEpoch);
    if (sequence > 0) acknowledged.push({ deviceId, storeEpoch, sequence });
  }
  return acknowledged;
}

/** Highest sequence below which no number is missing; 0 when the first is. */
async function firstGap(db: Db, deviceId: string, storeEpoch: string): Promise<number> {
  const { rows } = await sql<{ sequence: number | null }>`
    select max(sequence) as sequence from (
      select sequence, row_number() over (order by sequence) as position
      from plays where device_id = ${deviceId} and store_epoch = ${storeEpoch}
    ) where sequence = position`.execute(db);
  return rows[0]?.sequence ?? 0;
}
