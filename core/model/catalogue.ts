/** What the city works with: agencies, areas, users, assets, announcements, playlists, screens, mobile units. */
import { z } from 'zod';
import { Voicing } from './city-settings.ts';
import { MediaWarning } from './media-warning.ts';
import { DailyWindow, DEFAULT_PLAYER_SETTINGS, GeoPoint, PlayerSettings } from './screen-settings.ts';
import { EpochMs, Id, LocalDateTime, PanelPx, Sha256, text, TimeOfDay, TimeZoneName } from './primitives.ts';

export const ROLES = ['admin', 'editor', 'approver', 'contributor', 'crew', 'viewer'] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

export const User = z.strictObject({
  id: Id,
  username: z.string().regex(/^[a-z0-9][a-z0-9._-]{1,31}$/),
  displayName: text(80).min(1),
  roles: z.array(Role).min(1),
  /** The agency a contributor speaks for; staff of the city itself have none. */
  agencyId: Id.nullable(),
  /** `invited` has no password yet, `active` can sign in, `disabled` cannot. */
  state: z.enum(['invited', 'active', 'disabled']),
  createdAtMs: EpochMs,
});
export type User = z.infer<typeof User>;

export const Agency = z.strictObject({
  id: Id,
  name: text(120).min(1),
  shortName: text(30).min(1),
  kind: z.enum(['opd', 'vertical', 'village']),
});
export type Agency = z.infer<typeof Agency>;

export const Area = z.strictObject({
  id: Id,
  name: text(80).min(1),
  level: z.enum(['province', 'city', 'district', 'village']),
  /** Kemendagri code such as `36.71.01.1001`. */
  code: z.string().regex(/^\d{2}(?:\.\d{2}){0,2}(?:\.\d{4})?$/),
  parentId: Id.nullable(),
  /** The circle that stands for it on a map and decides whether a car was there; null until somebody draws it. */
  circle: z
    .strictObject({ centre: GeoPoint, radiusM: z.int().min(50).max(20_000) })
    .nullable()
    .default(null),
});
export type Area = z.infer<typeof Area>;

/** `blur` is `contain` on a blurred, filled copy of the picture instead of black. */
export const Fit = z.enum(['contain', 'cover', 'fill', 'blur']);
export type Fit = z.infer<typeof Fit>;

/** What an uploaded file was found to be. Frame rate is a rational, e.g. 30000/1001. */
export const MediaProbe = z.strictObject({
  kind: z.enum(['video', 'image', 'audio']),
  container: z.string().max(64),
  durationMs: z.int().min(0).nullable(),
  video: z
    .strictObject({
      codec: z.string().max(32),
      profile: z.string().max(64).nullable(),
      pixelFormat: z.string().max(32).nullable(),
      /** Coded size; `rotationDeg` has yet to be applied. */
      widthPx: z.int().positive(),
      heightPx: z.int().positive(),
      frameRate: z.strictObject({ num: z.int().positive(), den: z.int().positive() }).nullable(),
      rotationDeg: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
      /** Sample aspect ratio; 1/1 for square pixels. */
      sampleAspect: z.strictObject({ num: z.int().positive(), den: z.int().positive() }),
      transfer: z.string().max(32).nullable(),
      hasBFrames: z.boolean(),
    })
    .nullable(),
  audio: z
    .strictObject({
      codec: z.string().max(32),
      sampleRateHz: z.int().positive(),
      channels: z.int().positive(),
      /** Which of the file's sound tracks is heard, from 1. */
      track: z.int().positive().default(1),
      tracks: z.int().positive().default(1),
    })
    .nullable(),
  /** Pages of a document, each of which can be the picture that airs; 1 for all else. */
  pages: z.int().min(1).default(1),
});
export type MediaProbe = z.infer<typeof MediaProbe>;

export const ASSET_STATES = ['processing', 'ready', 'rejected'] as const;
export const Asset = z.strictObject({
  id: Id,
  name: text(200).min(1),
  agencyId: Id.nullable(),
  uploadedBy: Id,
  uploadedAtMs: EpochMs,
  state: z.enum(ASSET_STATES),
  /** Code of the reason a person is told, when rejected; see `api/errors`. */
  rejection: z.strictObject({ code: z.string().max(64), detail: text(500) }).nullable(),
  sha256: Sha256.nullable(),
  /** An earlier upload of the very same bytes, as far as the reader may see it. */
  duplicateOf: Id.nullable().default(null),
  /** Earlier uploads whose picture looks almost the same, most alike first; those the reader may see. */
  similarTo: z.array(Id).max(5).default([]),
  bytes: z.int().min(0),
  probe: MediaProbe.nullable(),
  posterSha256: Sha256.nullable(),
  /** A small picture of each page of a document, in order; empty for all else. */
  pagePosters: z.array(Sha256).default([]),
  /** About the file itself, and about the city's panel sizes it would be enlarged for. */
  warnings: z.array(MediaWarning).default([]),
});
export type Asset = z.infer<typeof Asset>;

/** A file made for one use: a panel size, a car's loudspeaker, a poster. Named by its hash. */
export const Rendition = z.strictObject({
  kind: z.enum(['video', 'image', 'audio']),
  sha256: Sha256,
  bytes: z.int().positive(),
  mimeType: z.enum(['video/mp4', 'image/png', 'image/jpeg', 'audio/mpeg']),
  /** Panel size in pixels; null for audio. */
  widthPx: PanelPx.nullable(),
  heightPx: PanelPx.nullable(),
  fit: Fit.nullable(),
  /** Trimmed or padded to the announcement's air duration; null for a still. */
  durationMs: z.int().positive().nullable(),
  /** The loudspeaker an audio rendition is voiced for; null for pictures. */
  voicing: Voicing.nullable().default(null),
  /** SHA-256 of each 1 MiB chunk in order; the last may be shorter. */
  chunkSha256: z.array(Sha256).min(1).max(16_384),
});
export type Rendition = z.infer<typeof Rendition>;

export const CATEGORIES = [
  'service',
  'health',
  'emergency',
  'traffic',
  'employment',
  'economy',
  'tax',
  'advisory',
  'event',
  'identity',
] as const;
export const Category = z.enum(CATEGORIES);
export type Category = z.infer<typeof Category>;

export const ANNOUNCEMENT_STATES = [
  'draft',
  'in_review',
  'approved',
  'returned',
  'scheduled',
  'on_air',
  'ended',
  'withdrawn',
] as const;
/** `scheduled`, `on_air` and `ended` are computed from the published schedule and the time, not stored. */
export const AnnouncementState = z.enum(ANNOUNCEMENT_STATES);
export type AnnouncementState = z.infer<typeof AnnouncementState>;

/** What a person writes; everything here is bound by the approval. */
export const AnnouncementContent = z.strictObject({
  title: text(120).min(1),
  category: Category,
  agencyId: Id,
  /** naskah: what the car says, and what the picture is about. */
  script: text(4000),
  tickerText: text(300),
  outputs: z
    .strictObject({ screen: z.boolean(), ticker: z.boolean(), mobile: z.boolean() })
    .refine((outputs) => outputs.screen || outputs.ticker || outputs.mobile, 'choose at least one output'),
  /** Kelurahan or larger areas it is meant for; empty means the whole city. */
  areaIds: z.array(Id).max(500),
  validFromMs: EpochMs,
  validUntilMs: EpochMs,
  /** Highest priority an entry may give it, 0 (filler) to 100 (takeover). */
  maxPriority: z.int().min(0).max(100),
  emergency: z.boolean(),
  /** Evergreen content never lapses and fills the screen when nothing else may play. */
  evergreen: z.boolean(),
  /** Length of one airing, 1 s to 5 min. */
  airDurationMs: z.int().min(1000).max(300_000),
  /** How long an offline screen may air it without a signed renewal. */
  leaseMs: z
    .int()
    .min(3_600_000)
    .max(400 * 86_400_000),
  screenAssetId: Id.nullable(),
  fit: Fit,
  /** Recorded voice; when null the script is spoken by the speech engine. */
  audioAssetId: Id.nullable(),
  /** A synthetic voice says the last day after the script; a recording says what it says. */
  sayEnd: z.boolean().default(false),
  /** The same in the regional language, heard after the Indonesian one. */
  regionalAudioAssetId: Id.nullable().default(null),
  /** Which page of a document airs, from 1. */
  page: z.int().min(1).default(1),
  /** Part of the video that airs; null for all of it. */
  segment: z
    .strictObject({ inMs: z.int().min(0), outMs: z.int().positive() })
    .refine(({ inMs, outMs }) => outMs - inMs >= 1000, 'a segment lasts a second or more')
    .nullable()
    .default(null),
  /** Instant of the video its still preview shows; null leaves the choice to us. */
  posterMs: z.int().min(0).nullable().default(null),
  /** Whether a screen's loudspeakers are silent while it airs. */
  mute: z.boolean().default(false),
  /** Louder (+) or softer (−) on screens than the city's programme loudness. */
  volumeDb: z.number().min(-30).max(6).default(0),
});
export type AnnouncementContent = z.infer<typeof AnnouncementContent>;

/** Media as they were uploaded: whole, heard at the city's loudness, in one language. */
export const UNEDITED = {
  sayEnd: false,
  regionalAudioAssetId: null,
  page: 1,
  segment: null,
  posterMs: null,
  mute: false,
  volumeDb: 0,
} as const satisfies Partial<AnnouncementContent>;

export const Announcement = z.strictObject({
  id: Id,
  /** Goes up by one with every edit; approvals name it. */
  revision: z.int().min(1),
  content: AnnouncementContent,
  state: AnnouncementState,
  createdBy: Id,
  createdAtMs: EpochMs,
  submittedBy: Id.nullable(),
  submittedAtMs: EpochMs.nullable(),
  decidedBy: Id.nullable(),
  decidedAtMs: EpochMs.nullable(),
  /** What to fix, when returned; why, when withdrawn. */
  reason: text(1000).nullable(),
  /** Made when submitted; what reviewers watch and what airs. */
  renditions: z.array(Rendition),
  /** Whether the renditions of this revision exist yet. */
  rendering: z.enum(['none', 'running', 'ready', 'failed']),
  /** Still preview of what airs on screens, at `posterMs` of a video; null until rendered, and without a picture. */
  posterSha256: Sha256.nullable().default(null),
  /** What was noticed while the renditions were made, a panel size at a time. */
  warnings: z.array(MediaWarning).default([]),
});
export type Announcement = z.infer<typeof Announcement>;

export const Playlist = z.strictObject({
  id: Id,
  name: text(120).min(1),
  /** Played in this order, one after another, as one member of a peer set. */
  announcementIds: z.array(Id).max(500),
});
export type Playlist = z.infer<typeof Playlist>;

/** Rectangle of the desktop the LED sending card takes, in desktop pixels. */
export const OutputRect = z.strictObject({
  x: z.int().min(0).max(16_384),
  y: z.int().min(0).max(16_384),
  widthPx: PanelPx,
  heightPx: PanelPx,
});
export type OutputRect = z.infer<typeof OutputRect>;

/** Part of the output a zone draws in, in panel pixels from the panel's top left corner. */
export const ZoneId = z.enum(['main', 'ticker', 'badge']);
export type ZoneId = z.infer<typeof ZoneId>;
export const ZoneLayout = z.strictObject({
  id: ZoneId,
  x: z.int().min(0),
  y: z.int().min(0),
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
});
export type ZoneLayout = z.infer<typeof ZoneLayout>;

export const Screen = z.strictObject({
  id: Id,
  name: text(120).min(1),
  site: text(200),
  areaId: Id.nullable(),
  groupId: Id.nullable(),
  output: OutputRect,
  zones: z.array(ZoneLayout).min(1).max(8),
  timeZone: TimeZoneName,
  /** Start of the broadcast day. */
  dayStartLocal: TimeOfDay,
  /** When the panel may be lit, each day; null means always. */
  operatingHours: DailyWindow.nullable(),
  /** Number of the regulation or decision the hours rest on. */
  hoursLegalBasis: text(200),
  /** Why it is known to be away, shown beside the offline state. */
  note: text(500),
  player: PlayerSettings.default(DEFAULT_PLAYER_SETTINGS),
  /** `vendor`: no PC of ours, content is carried there as files and nothing is reported back. */
  playerKind: z.enum(['wawar', 'vendor']).default('wawar'),
  /** `audio_only`: a fixed loudspeaker, whose main zone plays the clips of announcements and shows nothing. */
  sound: z.enum(['with_picture', 'audio_only']).default('with_picture'),
  /** Kind of loudspeaker of one that is `audio_only`. */
  voicing: Voicing.default('column'),
  /** Where this panel's top left corner lies on its group's wall canvas, in canvas pixels; null outside a wall. */
  wallPlace: z
    .strictObject({ x: z.int().min(0).max(16_384), y: z.int().min(0).max(16_384) })
    .nullable()
    .default(null),
  /** A camera that sees the lit wall: HTTP(S) still or RTSP stream, asked by the server. */
  cameraUrl: z
    .url({ protocol: /^(?:https?|rtsp)$/ })
    .max(500)
    .nullable()
    .default(null),
});
export type Screen = z.infer<typeof Screen>;

/** A picture with its sound, played by a PC of ours. */
export const USUAL_PLAYER = {
  playerKind: 'wawar',
  sound: 'with_picture',
  voicing: 'column',
} as const satisfies Partial<Screen>;

export const ScreenGroup = z.strictObject({
  id: Id,
  name: text(120).min(1),
  /** Its screens show the same frame: one plan, made from the entries that target the whole group. */
  sync: z.boolean().default(false),
  /** In wall mode each screen shows its crop of one canvas of this size, in pixels. */
  wall: z.strictObject({ widthPx: PanelPx, heightPx: PanelPx }).nullable().default(null),
});
export type ScreenGroup = z.infer<typeof ScreenGroup>;

export const MobileUnit = z.strictObject({
  id: Id,
  name: text(120).min(1),
  plate: text(20),
  agencyId: Id.nullable(),
  /** The kelurahan it tours. */
  areaIds: z.array(Id).max(500),
  voicing: Voicing.default('horn'),
  /** Its crew: users with the role `crew`. */
  memberIds: z.array(Id).max(50).default([]),
});
export type MobileUnit = z.infer<typeof MobileUnit>;

/** When a schedule entry airs: RFC 5545 recurrence in local time, narrowed by windows of the day. */
export const EntryTiming = z.strictObject({
  /** First occurrence, wall clock in `timeZone`. */
  startLocal: LocalDateTime,
  timeZone: TimeZoneName,
  /** Length of one occurrence. */
  durationMs: z
    .int()
    .min(1000)
    .max(400 * 86_400_000),
  /** RFC 5545 RRULE value without `RRULE:`; null for a single occurrence. */
  rrule: z.string().max(500).nullable(),
  rdates: z.array(LocalDateTime).max(1000),
  exdates: z.array(LocalDateTime).max(1000),
  /** Times of day within the occurrences; empty means all of each. */
  windows: z.array(DailyWindow).max(24),
});
export type EntryTiming = z.infer<typeof EntryTiming>;

export const EntryTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('screen'), screenId: Id }),
  z.strictObject({ kind: z.literal('group'), groupId: Id }),
  z.strictObject({ kind: z.literal('area'), areaId: Id }),
  z.strictObject({ kind: z.literal('all') }),
]);
export type EntryTarget = z.infer<typeof EntryTarget>;

export const EntryRules = z.strictObject({
  priority: z.int().min(0).max(100),
  /** Percent of the peer set's time; null shares what is left equally. */
  sharePercent: z.number().min(0).max(100).nullable(),
  minPlaysPerHour: z.int().min(1).max(360).nullable(),
  maxPlaysPerHour: z.int().min(1).max(360).nullable(),
  /** A hard start or end cuts what is running. */
  hard: z.boolean(),
  /** Sorted by SHA-256(seed, day, cycle, item) instead of by the playlist's order. */
  shuffle: z.boolean(),
});
export type EntryRules = z.infer<typeof EntryRules>;

export const EntrySource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('announcement'), announcementId: Id }),
  z.strictObject({ kind: z.literal('playlist'), playlistId: Id }),
]);

/** What an editor plans: which source, on which targets, when, by which rules. */
export const EntryPlan = z.strictObject({
  source: EntrySource,
  target: EntryTarget,
  zone: ZoneId,
  timing: EntryTiming,
  rules: EntryRules,
});
export type EntryPlan = z.infer<typeof EntryPlan>;

export const ScheduleEntry = z.strictObject({
  id: Id,
  plan: EntryPlan,
  /** What screens were last given; null before the first publishing. */
  published: EntryPlan.nullable(),
  deleted: z.boolean(),
  createdBy: Id,
  createdAtMs: EpochMs,
});
export type ScheduleEntry = z.infer<typeof ScheduleEntry>;
