/** What travels by stick to a site without network, and what comes back. */
import { z } from 'zod';
import { EpochMs, Id, Sha256 } from '../model/primitives.ts';
import { Play } from '../protocol/device.ts';

/** Most plays in one file of a stick. */
export const USB_PLAYS_LIMIT = 5000;

/**
 * Beside a manifest on a stick: what a renewal says over the network, bound to that manifest and the time it was made
 * instead of to a question. Signed by the publisher.
 */
export const UsbLoad = z.strictObject({
  kind: z.literal('usb_load'),
  schema: z.literal(1),
  screenId: Id,
  rootVersion: z.int().min(1),
  manifestVersion: z.int().min(1),
  /** SHA-256 of the manifest's payload. */
  manifestSha256: Sha256,
  issuedAtMs: EpochMs,
  leases: z.array(z.strictObject({ announcementId: Id, untilMs: EpochMs })).max(5000),
  /** Every play of these stores up to these sequences is with the server for good. */
  acknowledged: z
    .array(z.strictObject({ deviceId: Sha256, storeEpoch: Id, sequence: z.int().min(1) }))
    .max(100),
});
export type UsbLoad = z.infer<typeof UsbLoad>;

/** Plays a player wrote to a stick, signed with its device key. */
export const UsbPlays = z.strictObject({
  kind: z.literal('usb_plays'),
  schema: z.literal(1),
  screenId: Id,
  /** Key id of the device that signs. */
  deviceId: Sha256,
  storeEpoch: Id,
  writtenAtMs: EpochMs,
  plays: z.array(Play).min(1).max(USB_PLAYS_LIMIT),
});
export type UsbPlays = z.infer<typeof UsbPlays>;
