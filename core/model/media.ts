/** Uploads, and the files made of them. */
import { z } from 'zod';
import { Voicing } from './city-settings.ts';
import { MediaWarning } from './media-warning.ts';
import { EpochMs, Id, PanelPx, Sha256, text } from './primitives.ts';

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

/** Faults of the server, not of the file: the upload stays, and is looked at once more when somebody asks for it. */
const OWN_FAULTS: ReadonlySet<string> = new Set([
  'disk_full',
  'disk_io_error',
  'storage_failed',
  'program_failed',
  'ffmpeg_missing',
  'ffprobe_missing',
  'internal',
]);
export const isOwnFault = ({ code }: { code: string }): boolean => OWN_FAULTS.has(code);

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
