/** Messages between a player and the server on `/ws/device`, and the bodies of the player's HTTP calls. */
import { z } from 'zod';
import { ZoneId } from '../model/catalogue.ts';
import { Base64, EpochMs, Id, Sha256 } from '../model/primitives.ts';
import { ReleaseRef } from '../trust/release-statement.ts';
import { Envelope } from '../trust/statements.ts';
import { LanDeviceMessages, LanServerMessages } from './lan.ts';

export const PROTOCOL_VERSION = 1;
export const DEVICE_SOCKET_PATH = '/ws/device';
/** Largest message either way, in bytes. */
export const DEVICE_MESSAGE_LIMIT_BYTES = 256 * 1024;
/** The server pings this often; a side that hears nothing for two intervals closes. */
export const HEARTBEAT_MS = 10_000;
/** Largest snapshot in bytes. */
export const SNAPSHOT_LIMIT_BYTES = 512 * 1024;
/** What a snapshot is of: the real screen with whatever lies over it, or only the player's own page. */
export const SnapshotSource = z.enum(['screen', 'page']);
export type SnapshotSource = z.infer<typeof SnapshotSource>;
/** Largest log a player sends, gzip-compressed. */
export const LOG_LIMIT_BYTES = 256 * 1024;
/** Most plays in one batch. */
export const PLAYS_BATCH_LIMIT = 1000;

export const CommandName = z.enum([
  'identify',
  'screenshot',
  'reload',
  'restart',
  'blank',
  'unblank',
  'clear_cache',
  'send_logs',
]);
export type CommandName = z.infer<typeof CommandName>;

export const Fault = z.strictObject({
  code: z.enum([
    'manifest_refused',
    'manifest_expired',
    'item_failed',
    'media_corrupt',
    'download_failed',
    'plan_differs',
    'time_uncertain',
    'renderer_restarted',
    'disk_error',
    'no_content',
    // the server would air again what it had withdrawn
    'withdrawn_earlier',
    // what the eye saw on the real screen
    'screen_black',
    'screen_frozen',
    'screen_differs',
    // the machine and what hangs on it
    'panel_failed',
    'clock_stepped',
    'data_budget_spent',
    'overheated',
    // the player's own life
    'safe_mode',
    'restarted_by_watchdog',
    'software_refused',
    'usb_load_refused',
  ]),
  atMs: EpochMs,
  detail: z.string().max(300),
});
export type Fault = z.infer<typeof Fault>;

/** What the eye made of the real screen. `unknown` while nothing can be grabbed or nothing is due. */
export const EYE_VERDICTS = ['showing', 'black', 'frozen', 'something_else', 'unknown'] as const;
export const Eye = z.strictObject({
  verdict: z.enum(EYE_VERDICTS),
  atMs: EpochMs,
  /** Since when it is so. */
  sinceMs: EpochMs,
  /** Bits in which the perceptual hashes differ, 0 (same) to 64; null when nothing was compared. */
  distance: z.int().min(0).max(64).nullable(),
});
export type Eye = z.infer<typeof Eye>;

/** The machine's own state; null where it has no such sensor. */
export const Health = z.strictObject({
  atMs: EpochMs,
  /** Hottest sensor, °C. */
  temperatureC: z.number().min(-100).max(200).nullable(),
  diskFreeBytes: z.int().min(0).nullable(),
  diskTotalBytes: z.int().min(0).nullable(),
  memoryFreeBytes: z.int().min(0),
  memoryTotalBytes: z.int().min(0),
  /** Resident memory of the player and its page. */
  playerMemoryBytes: z.int().min(0),
  /** One-minute load average divided by the number of processors; null where the system has none. */
  load: z.number().min(0).nullable(),
  /** Frames the page dropped since it was opened. */
  droppedFrames: z.int().min(0),
  uptimeMs: z.int().min(0),
  /** Bytes of media on disk. */
  cacheBytes: z.int().min(0),
  /** Bytes received and sent this calendar month, as counted against the budget. */
  monthBytes: z.int().min(0),
  brightnessPercent: z.int().min(0).max(100).nullable(),
});
export type Health = z.infer<typeof Health>;

/** The bytes a device signs to prove its key: this prefix, the challenge nonce, and its public key. */
export const HELLO_CONTEXT = 'wawar-device-hello-v1';

export const DeviceMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('hello'),
    protocol: z.literal(PROTOCOL_VERSION),
    /** Raw Ed25519 public key. */
    publicKey: Base64,
    /** Ed25519 over UTF-8(HELLO_CONTEXT + "\n" + nonce + "\n" + publicKey), both as sent. */
    signature: Base64,
    software: z.string().max(80),
    /** The signed release it was started from; null without a launcher. */
    release: ReleaseRef.nullable().default(null),
    capabilities: z.array(z.string().max(40)).max(50),
    programmeSchema: z.int(),
    storeEpoch: Id,
    manifestVersion: z.int().min(0),
    rootVersion: z.int().min(0),
  }),
  /** NTP-style exchange; `t0Ms` is the player's own clock. */
  z.strictObject({ type: z.literal('clock'), t0Ms: z.number() }),
  z.strictObject({ type: z.literal('renew'), nonce: Base64 }),
  /** A manifest was stored and is what the renderer now plays from, or it was refused. */
  z.strictObject({
    type: z.literal('applied'),
    manifestVersion: z.int().min(0),
    refused: z.strictObject({ code: z.string().max(64), detail: z.string().max(300) }).nullable(),
  }),
  z.strictObject({
    type: z.literal('status'),
    atMs: EpochMs,
    manifestVersion: z.int().min(0),
    planHash: Sha256.nullable(),
    showing: z.array(z.strictObject({ zone: ZoneId, itemId: Id.nullable(), sinceMs: EpochMs })).max(8),
    clock: z.strictObject({ offsetMs: z.number(), errorMs: z.number() }).nullable(),
    media: z.strictObject({ missing: z.int().min(0), total: z.int().min(0) }),
    faults: z.array(Fault).max(20),
    health: Health.nullable().default(null),
    eye: Eye.nullable().default(null),
    /** Blanked on an operator's command. */
    blanked: z.boolean().default(false),
  }),
  z.strictObject({
    type: z.literal('command_result'),
    id: Id,
    ok: z.boolean(),
    detail: z.string().max(300),
  }),
  ...LanDeviceMessages,
]);
export type DeviceMessage = z.infer<typeof DeviceMessage>;

export const ServerMessage = z.discriminatedUnion('type', [
  /** First message on every connection. */
  z.strictObject({ type: z.literal('challenge'), nonce: Base64 }),
  /** The key is not bound to a screen: show the code. Roots let the player compute it itself. */
  z.strictObject({
    type: z.literal('unpaired'),
    code: z.string().max(20),
    roots: z.array(Envelope).max(100),
  }),
  z.strictObject({
    type: z.literal('welcome'),
    screenId: Id,
    /** Bearer token for the player's HTTP calls; dies with this connection. */
    token: z.string().max(100),
    manifestVersion: z.int().min(0),
    rootVersion: z.int().min(1),
  }),
  z.strictObject({ type: z.literal('clock'), t0Ms: z.number(), t1Ms: z.number(), t2Ms: z.number() }),
  z.strictObject({ type: z.literal('renewal'), envelope: Envelope }),
  /** A newer manifest is there to fetch. */
  z.strictObject({ type: z.literal('changed'), manifestVersion: z.int().min(1) }),
  z.strictObject({ type: z.literal('command'), id: Id, command: CommandName, expiresAtMs: EpochMs }),
  ...LanServerMessages,
]);
export type ServerMessage = z.infer<typeof ServerMessage>;

/** Why a socket was closed; 4000–4999 are ours (RFC 6455 §7.4.2). */
export const CLOSE = {
  malformed: 4400,
  notAuthorised: 4401,
  revoked: 4403,
  replaced: 4409,
  tooSlow: 4429,
  unsupportedVersion: 4426,
} as const;

/** Answer of `GET /api/device/manifest`: everything a player needs to check and apply it. */
export const ManifestBundle = z.strictObject({
  /** Roots newer than the player's, ascending. */
  roots: z.array(Envelope).max(1000),
  manifest: Envelope,
  approvals: z.array(Envelope).max(5000),
});
export type ManifestBundle = z.infer<typeof ManifestBundle>;

export const Play = z.strictObject({
  /** Goes up by one with every play of this store. */
  sequence: z.int().min(1),
  zone: ZoneId,
  itemId: Id,
  announcementId: Id,
  entryId: Id.nullable(),
  manifestVersion: z.int().min(1),
  /** First and last presented frame, on the corrected clock. */
  startMs: EpochMs,
  endMs: EpochMs,
  complete: z.boolean(),
});
export type Play = z.infer<typeof Play>;

export const PlayBatch = z.strictObject({
  /** New whenever the player's store is rebuilt, so that its plays are not taken for duplicates. */
  storeEpoch: Id,
  plays: z.array(Play).min(1).max(PLAYS_BATCH_LIMIT),
});
export type PlayBatch = z.infer<typeof PlayBatch>;
