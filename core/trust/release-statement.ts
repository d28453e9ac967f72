import { z } from 'zod';
import { EpochMs, Sha256, text } from '../model/primitives.ts';

/**
 * A file's place inside a slot: names joined by `/`. No name begins with a dot, so nothing climbs out of the folder and
 * nothing of the slot's own (`.release.json`) can be meant; no name is one Windows keeps for itself or ends in a dot.
 */
export const SlotPath = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]*(?:\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/)
  .refine(
    (path) =>
      !path
        .split('/')
        .some((name) => name.endsWith('.') || /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(name)),
    'a name Windows keeps for itself',
  );

export const ReleaseFile = z.strictObject({
  path: SlotPath,
  sha256: Sha256,
  bytes: z
    .int()
    .min(1)
    .max(2 ** 30),
  /** SHA-256 of each 1 MiB chunk. */
  chunkSha256: z.array(Sha256).min(1).max(1024),
});
export type ReleaseFile = z.infer<typeof ReleaseFile>;

/** Player software as one whole, signed by the root's `release` role with keys that are kept offline. */
export const Release = z.strictObject({
  kind: z.literal('release'),
  schema: z.literal(1),
  /** Only goes up, over all releases of a city. */
  version: z.int().min(1).max(Number.MAX_SAFE_INTEGER),
  name: text(80).min(1),
  builtAtMs: EpochMs,
  files: z.array(ReleaseFile).min(1).max(2000),
  /** What each shell is started with; null where the release has no such shell. */
  entry: z.strictObject({ kiosk: SlotPath.nullable(), electron: SlotPath.nullable() }),
});
export type Release = z.infer<typeof Release>;

/** A release a screen is to run, as its manifest names it. */
export const ReleaseRef = z.strictObject({ version: Release.shape.version, sha256: Sha256 });
export type ReleaseRef = z.infer<typeof ReleaseRef>;
