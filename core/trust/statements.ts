/**
 * The signed statements. Roles follow The Update Framework and Uptane: approvals are the library
 * (what may air at all, signed by people), manifests the director (what one screen airs, signed by the server).
 */
import { z } from 'zod';
import { Fit } from '../model/catalogue.ts';
import { Base64, EpochMs, Id, Sha256, text } from '../model/primitives.ts';

/** DSSE envelope (secure-systems-lab/dsse v1.0.2): signatures cover PAE(payloadType, payload). */
export const Envelope = z.strictObject({
  payloadType: z.string().max(100),
  payload: Base64,
  signatures: z
    .array(z.strictObject({ keyid: Sha256, sig: Base64 }))
    .min(1)
    .max(32),
});
export type Envelope = z.infer<typeof Envelope>;

/** DSSE payload types, one a statement kind, so that no statement can pass for another. */
export const PAYLOAD_TYPE = {
  root: 'application/vnd.wawar.root+json',
  approval: 'application/vnd.wawar.approval+json',
  around: 'application/vnd.wawar.around+json',
  manifest: 'application/vnd.wawar.manifest+json',
  renewal: 'application/vnd.wawar.renewal+json',
  pack: 'application/vnd.wawar.pack+json',
  screenPack: 'application/vnd.wawar.screen-pack+json',
  release: 'application/vnd.wawar.release+json',
  usbLoad: 'application/vnd.wawar.usb-load+json',
  usbPlays: 'application/vnd.wawar.usb-plays+json',
  crewDay: 'application/vnd.wawar.crew-day+json',
} as const;
export type StatementKind = keyof typeof PAYLOAD_TYPE;

/** Raw 32-byte Ed25519 public key (RFC 8032); its key id is the SHA-256 of those bytes. */
export const PublicKey = z.strictObject({ keyid: Sha256, ed25519: Base64 });
export type PublicKey = z.infer<typeof PublicKey>;

const RoleKeys = z.strictObject({ keyids: z.array(Sha256).max(500), threshold: z.int().min(1).max(10) });

/** Who may approve, publish and release; rotates n → n+1 only, signed by both old and new root keys. */
export const Root = z.strictObject({
  kind: z.literal('root'),
  schema: z.literal(1),
  version: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
  cityName: text(120).min(1),
  /** A demo root is shown as DEMO everywhere and can never be followed by one that is not. */
  demo: z.boolean(),
  issuedAtMs: EpochMs,
  keys: z.array(PublicKey).max(1000),
  /** Whose each approver key is, so that an approval's two people are bound to keys and not to names. */
  holders: z.array(z.strictObject({ keyid: Sha256, userId: Id })).max(1000),
  roles: z.strictObject({ root: RoleKeys, approver: RoleKeys, publisher: RoleKeys, release: RoleKeys }),
});
export type Root = z.infer<typeof Root>;

/** Everything of an announcement that airs, in the one form that is approved. */
export const CanonicalAnnouncement = z.strictObject({
  announcementId: Id,
  revision: z.int().min(1),
  title: text(120),
  agencyId: Id,
  script: text(4000),
  tickerText: text(300),
  outputs: z.strictObject({ screen: z.boolean(), ticker: z.boolean(), mobile: z.boolean() }),
  areaIds: z.array(Id).max(500),
  validFromMs: EpochMs,
  validUntilMs: EpochMs,
  maxPriority: z.int().min(0).max(100),
  emergency: z.boolean(),
  evergreen: z.boolean(),
  airDurationMs: z.int().min(1000).max(300_000),
  leaseMs: z.int().min(3_600_000),
  renditions: z
    .array(
      z.strictObject({
        kind: z.enum(['video', 'image', 'audio']),
        sha256: Sha256,
        bytes: z.int().positive(),
        widthPx: z.int().positive().nullable(),
        heightPx: z.int().positive().nullable(),
        fit: Fit.nullable(),
      }),
    )
    .max(500),
});
export type CanonicalAnnouncement = z.infer<typeof CanonicalAnnouncement>;

export const Approval = z.strictObject({
  kind: z.literal('approval'),
  schema: z.literal(1),
  announcement: CanonicalAnnouncement,
  submittedBy: Id,
  approvedBy: Id,
  approvedAtMs: EpochMs,
});
export type Approval = z.infer<typeof Approval>;

/** Lease renewals, clock reply and newest manifest version in one statement, bound to the asker's nonce. */
export const Renewal = z.strictObject({
  kind: z.literal('renewal'),
  schema: z.literal(1),
  screenId: Id,
  /** Echo of the 16 or more random bytes the player sent. */
  nonce: Base64,
  serverTimeMs: EpochMs,
  manifestVersion: z.int().min(0),
  rootVersion: z.int().min(1),
  leases: z.array(z.strictObject({ announcementId: Id, untilMs: EpochMs })).max(5000),
});
export type Renewal = z.infer<typeof Renewal>;

/** A name FAT32, M3U8 and old head units can take, in the root or one folder below it. */
const PackPath = z.string().regex(/^(?:[A-Za-z0-9][A-Za-z0-9-]{0,30}\/)?[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);

const PackFiles = z
  .array(
    z.strictObject({
      path: PackPath,
      sha256: Sha256,
      bytes: z.int().positive(),
      announcementId: Id.nullable(),
      /** Of the approval that covers it; null for what is made of others: lists, papers, the loop. */
      approvalSha256: Sha256.nullable(),
      /** After this it must not be aired; also spoken or printed, since a stick cannot enforce it. */
      lastAirMs: EpochMs.nullable(),
    }),
  )
  .max(2000);

/** What a car's pack holds; signed by the server, its audio covered by the approvals in it. */
export const PackManifest = z.strictObject({
  kind: z.literal('pack'),
  schema: z.literal(1),
  unitId: Id,
  unitName: text(120),
  /** Local date it is made for. */
  date: z.iso.date(),
  issuedAtMs: EpochMs,
  rootVersion: z.int().min(1),
  files: PackFiles,
  approvals: z.array(Envelope).max(500),
  /** `AroundApproval` of what is heard around the clips: files with its hash as approval, and no announcement. */
  around: Envelope.nullable(),
});
export type PackManifest = z.infer<typeof PackManifest>;

/** What is carried to a wall that has no player of ours; nobody learns what it showed. */
export const ScreenPack = z.strictObject({
  kind: z.literal('screen_pack'),
  schema: z.literal(1),
  screenId: Id,
  screenName: text(120),
  /** First and last local date it is made for. */
  from: z.iso.date(),
  until: z.iso.date(),
  issuedAtMs: EpochMs,
  rootVersion: z.int().min(1),
  /** Pixels of the panel: pictures are of this size exactly. */
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  files: PackFiles,
  approvals: z.array(Envelope).max(500),
});
export type ScreenPack = z.infer<typeof ScreenPack>;
