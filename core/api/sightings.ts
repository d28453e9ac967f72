/** What people and cameras saw of a lit wall, kept apart from what its player says it sent. */
import { z } from 'zod';
import { EpochMs, Id, Sha256 } from '../model/primitives.ts';
import { contract } from './contract.ts';

const ById = z.strictObject({ id: Id });

/** So many are listed at a time. */
export const SIGHTINGS_LISTED = 12;

/** Largest photo as a phone sends it; 50 megapixels of a good one are about 15 MB. */
export const PHOTO_LIMIT_BYTES = 20 * 1024 * 1024;

export const Sighting = z.strictObject({
  id: Id,
  screenId: Id,
  kind: z.enum(['camera', 'photo']),
  takenAtMs: EpochMs,
  /** Whose clock that is: the phone's own, or the server's when it was received. */
  datedBy: z.enum(['phone', 'server']),
  receivedAtMs: EpochMs,
  /** Who took it; null for what the server fetched by itself. */
  by: z.string().nullable(),
  /** Of the JPEG as it is kept: re-encoded, without metadata. */
  sha256: Sha256,
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
});
export type Sighting = z.infer<typeof Sighting>;

export const listSightings = contract({
  id: 'listSightings',
  method: 'get',
  path: '/api/screens/:id/sightings',
  summary: 'The newest pictures of one kind others took of this screen, and how its camera is doing',
  access: 'signed_in',
  params: ById,
  /** `beforeMs` and `beforeId` are `takenAtMs` and `id` of the last one listed before; both or neither. */
  query: z
    .strictObject({
      kind: Sighting.shape.kind,
      beforeMs: z.coerce.number().pipe(EpochMs).optional(),
      beforeId: Id.optional(),
    })
    .refine(({ beforeMs, beforeId }) => (beforeMs === undefined) === (beforeId === undefined)),
  response: z.strictObject({
    /** Newest first. */
    sightings: z.array(Sighting).max(SIGHTINGS_LISTED),
    hasOlder: z.boolean(),
    camera: z.strictObject({
      isSet: z.boolean(),
      /** Why the last try brought no picture; null after one that did, or before the first. */
      failure: z.strictObject({ atMs: EpochMs, code: z.string().max(64) }).nullable(),
    }),
  }),
  problems: ['not_found'],
});

export const getSightingPicture = contract({
  id: 'getSightingPicture',
  method: 'get',
  path: '/api/sightings/:id/picture',
  summary: 'One of these pictures',
  access: 'signed_in',
  params: ById,
  response: { mediaTypes: ['image/jpeg'] },
  problems: ['not_found'],
});

export const takeSighting = contract({
  id: 'takeSighting',
  method: 'post',
  path: '/api/screens/:id/sightings',
  summary: 'Fetch a picture from the screen’s camera now',
  access: ['admin', 'editor'],
  params: ById,
  response: Sighting,
  problems: ['not_found', 'camera_missing', 'camera_failed'],
});

export const uploadPhoto = contract({
  id: 'uploadPhoto',
  method: 'post',
  path: '/api/screens/:id/photos',
  summary: 'A photo somebody took of the lit wall, as the raw body (image/jpeg, image/png or image/webp)',
  access: ['admin', 'editor', 'crew'],
  params: ById,
  bodyLimitBytes: PHOTO_LIMIT_BYTES,
  response: Sighting,
  problems: ['not_found', 'too_large', 'photo_unreadable'],
});

export const deleteSighting = contract({
  id: 'deleteSighting',
  method: 'delete',
  path: '/api/sightings/:id',
  summary: 'Remove a picture, e.g. one that shows people too closely',
  access: ['admin'],
  params: ById,
  response: null,
  problems: ['not_found'],
});
