/** What is announced, and what state it is in. */
import { z } from 'zod';
import { MediaWarning } from './media-warning.ts';
import { Fit, Rendition } from './media.ts';
import { EpochMs, Id, Sha256, text } from './primitives.ts';

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
