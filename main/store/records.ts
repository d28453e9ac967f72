/**
 * The durable files of a device, one record each, so that damage to one loses no other. A field that is not known is of a
 * newer release, from which this one was fallen back to: it is passed over, and no reason to begin anew.
 */
import { z } from 'zod';
import { Base64, EpochMs, Id, Sha256 } from '../../core/model/primitives.ts';
import { ManifestBundle } from '../../core/protocol/device.ts';
import { Envelope, Renewal } from '../../core/trust/statements.ts';

/** The device's private key; a new one means pairing again. */
export const IdentityRecord = z.object({ seed: Base64 });

/** The root of trust this device was paired under, and what it was followed to. */
export const AnchorRecord = z.object({
  pinnedSha256: Sha256,
  /** The pinned root first, then each accepted successor. */
  roots: z.array(Envelope).min(1).max(1000),
  /** False while the code made from it is on the screen and nobody has confirmed it yet. */
  confirmed: z.boolean(),
});
export type AnchorRecord = z.infer<typeof AnchorRecord>;

/** A manifest a device took: what is older than it is refused. */
const Taken = z.object({ rootVersion: z.int(), version: z.int(), sha256: Sha256 });
export type Taken = z.infer<typeof Taken>;

export const FactsRecord = z.object({
  /** New whenever this record is rebuilt, so that plays are not taken for duplicates of lost ones. */
  storeEpoch: Id,
  /** Highest play sequence of this epoch the server has acknowledged. */
  acknowledgedSequence: z.int().min(0),
  screenId: Id.nullable(),
  /** Newest manifest ever accepted for this screen. */
  highest: Taken.nullable(),
  /** The same of other screens this device was before: being called by another name forgets none. */
  earlier: z.record(Id, Taken).default({}),
  /** Signed time plus uptime; the clock is never turned back below it. */
  clockFloorMs: EpochMs,
  /** What had to be added to the system clock then to get signed time, in ms; null where that was not known. */
  systemOffsetMs: z.int().nullable().default(null),
});
export type FactsRecord = z.infer<typeof FactsRecord>;

export const LeaseRecord = z.object({
  /** When an approval, by its SHA-256, was first taken. */
  receivedAtMs: z.record(Sha256, EpochMs),
  renewals: z.array(Renewal).max(100),
});
export type LeaseRecord = z.infer<typeof LeaseRecord>;

/** Approvals that were withdrawn, by their SHA-256, with the end of their validity: none of them airs here again. */
export const WithdrawnRecord = z.object({ untilMs: z.record(Sha256, EpochMs) });
export type WithdrawnRecord = z.infer<typeof WithdrawnRecord>;

export const UsageRecord = z.object({
  /** The calendar month that is counted, `YYYY-MM`; null until the first signed time. */
  month: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .nullable(),
  /** Sent and received in it. */
  bytes: z.int().min(0),
});
export type UsageRecord = z.infer<typeof UsageRecord>;

/** A manifest with all that is needed to check it again without network. */
export const BundleRecord = z.object({
  ...ManifestBundle.shape,
  roots: z.array(Envelope).min(1).max(1000),
});
export type BundleRecord = z.infer<typeof BundleRecord>;
