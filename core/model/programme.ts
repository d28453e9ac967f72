/** What one screen is given: everything a plan is computed from, with nothing left to look up. */
import { z } from 'zod';
import { QuietRules } from './city-settings.ts';
import { EntryRules, EntryTiming, OutputRect, ZoneId, ZoneLayout } from './catalogue.ts';
import { EpochMs, Id, PanelPx, Sha256, text, TimeOfDay, TimeZoneName } from './primitives.ts';
import { ReleaseRef } from '../trust/release-statement.ts';
import { DailyWindow, DEFAULT_PLAYER_SETTINGS, GeoPoint, PlayerSettings } from './screen-settings.ts';

export const PROGRAMME_SCHEMA = 1;

/** UTC offsets of one IANA zone as data, so that a player's tzdata decides nothing. */
export const ZoneOffsets = z.strictObject({
  timeZone: TimeZoneName,
  /** Ascending; each holds from its instant to the next. The first must lie at or before the earliest use. */
  offsets: z
    .array(
      z.strictObject({
        fromMs: z.int(),
        offsetMs: z
          .int()
          .min(-24 * 3_600_000)
          .max(24 * 3_600_000),
      }),
    )
    .min(1)
    .max(2000),
});
export type ZoneOffsets = z.infer<typeof ZoneOffsets>;

const ANY_ITEM = {
  id: Id,
  announcementId: Id,
  title: text(120),
  /** Of a clip: its own length and the silence after it. */
  airDurationMs: z.int().min(1000).max(300_000),
  /** SHA-256 of the approval envelope's payload that covers it. */
  approvalSha256: Sha256,
  validFromMs: EpochMs,
  validUntilMs: EpochMs,
  emergency: z.boolean(),
  evergreen: z.boolean(),
} as const;

/** Something that can be in a slot: one announcement's picture for this panel, its clip, or its line of text. */
export const ProgrammeItem = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['video', 'image']), ...ANY_ITEM, mediaSha256: Sha256 }),
  z.strictObject({ kind: z.literal('audio'), ...ANY_ITEM, mediaSha256: Sha256 }),
  z.strictObject({ kind: z.literal('ticker'), ...ANY_ITEM, text: text(300).min(1) }),
]);
export type ProgrammeItem = z.infer<typeof ProgrammeItem>;
export type ItemId = string;

export const ProgrammeEntry = z.strictObject({
  id: Id,
  zone: ZoneId,
  /** One item, or a playlist's items in order. */
  itemIds: z.array(Id).min(1).max(500),
  timing: EntryTiming,
  rules: EntryRules,
  /** On a screen of a sync group: it is for this screen alone, covers slots of the group's plan and moves none. */
  mask: z.boolean().default(false),
});
export type ProgrammeEntry = z.infer<typeof ProgrammeEntry>;

/**
 * Where an entry stands in its peer set. `creditMs` alone is enough for a person or a test; what the compiler hands
 * on itself also carries the exact state, so that an unchanged programme continues to the millisecond.
 */
export const CarriedCredit = z.strictObject({
  entryId: Id,
  creditMs: z.int(),
  exact: z
    .strictObject({
      /** Credit in 1/1024 ms. */
      credit: z.int(),
      /** How far ahead of the set's clock it is, in 1/1024 ms, and its share, while it is in the winning set. */
      lead: z.int().nullable(),
      weight: z.number().min(0).max(1).nullable(),
      /** Items of its playlist played or passed over today. */
      position: z.int().min(0),
      /** Plays begun and time won in the local clock hour of `effectiveFromMs`. */
      hourPlays: z.int().min(0),
      hourWonMs: z.int().min(0),
    })
    .optional(),
});
export type CarriedCredit = z.infer<typeof CarriedCredit>;

/** State of a zone at `effectiveFromMs`, so that publishing mid-day neither jolts nor forgets. */
export const CarryIn = z.strictObject({
  zone: ZoneId,
  /** The item running across `effectiveFromMs`, if any; filler has no entry. Its whole length is in the credits. */
  running: z
    .strictObject({ itemId: Id, entryId: Id.nullable(), startMs: EpochMs, endMs: EpochMs })
    .nullable(),
  /** Air time in ms each entry is ahead (+) of or behind (−) its share. */
  credits: z.array(CarriedCredit).max(5000),
  /** The same for filler, which has a share where the entries' shares leave one. */
  filler: CarriedCredit.omit({ entryId: true }).optional(),
  /** Sum of the winning set's credits when it began, in 1/1024 ms. */
  balance: z.int().optional(),
});
export type CarryIn = z.infer<typeof CarryIn>;

/** When a fixed loudspeaker is silent whatever is planned, and where it stands. */
export const ProgrammeQuiet = z.strictObject({ rules: QuietRules, location: GeoPoint.nullable() });
export type ProgrammeQuiet = z.infer<typeof ProgrammeQuiet>;

export const Programme = z.strictObject({
  schema: z.literal(PROGRAMME_SCHEMA),
  screenId: Id,
  screenName: text(120),
  cityName: text(120),
  timeZone: TimeZoneName,
  dayStartLocal: TimeOfDay,
  operatingHours: DailyWindow.nullable(),
  zoneOffsets: z.array(ZoneOffsets).min(1).max(20),
  zones: z.array(ZoneLayout).min(1).max(8),
  items: z.array(ProgrammeItem).max(5000),
  entries: z.array(ProgrammeEntry).max(5000),
  /** Tombstones: items that may not air from `atMs` on; their slots go to fallbacks. */
  withdrawn: z.array(z.strictObject({ itemId: Id, atMs: EpochMs })).max(5000),
  /** The past before this instant is not recompiled. */
  effectiveFromMs: EpochMs,
  carryIn: z.array(CarryIn).max(8),
  /** The sync group whose plan this is, and the part of its canvas this screen shows. */
  group: z
    .strictObject({
      id: Id,
      canvas: z
        .strictObject({
          widthPx: PanelPx,
          heightPx: PanelPx,
          /** Top left corner of this screen on it. */
          x: z.int().min(0),
          y: z.int().min(0),
        })
        .nullable(),
    })
    .nullable()
    .default(null),
  /** Of fixed loudspeakers only: what shows pictures knows nothing of it. */
  quiet: ProgrammeQuiet.optional(),
});
export type Programme = z.infer<typeof Programme>;

/** A file the screen needs, with what is needed to verify it while it streams. */
export const ManifestMedia = z.strictObject({
  sha256: Sha256,
  bytes: z
    .int()
    .positive()
    .max(16 * 2 ** 30),
  type: z.enum(['video/mp4', 'image/png', 'image/jpeg', 'audio/mpeg']),
  /** SHA-256 of each 1 MiB chunk. */
  chunkSha256: z.array(Sha256).min(1).max(16_384),
  approvalSha256: Sha256,
});
export type ManifestMedia = z.infer<typeof ManifestMedia>;

/** What this screen airs now, signed by the server (the director of Uptane). */
export const Manifest = z.strictObject({
  kind: z.literal('manifest'),
  schema: z.literal(1),
  screenId: Id,
  rootVersion: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
  /** Only goes up. */
  version: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
  issuedAtMs: EpochMs,
  /** After this no update is taken from it and an alarm is raised; playback goes on. */
  expiresAtMs: EpochMs,
  output: OutputRect,
  programme: Programme,
  media: z.array(ManifestMedia).max(5000),
  settings: PlayerSettings.default(DEFAULT_PLAYER_SETTINGS),
  /** Player software the screen is to run; null leaves what it runs. */
  software: ReleaseRef.nullable().default(null),
});
export type Manifest = z.infer<typeof Manifest>;
