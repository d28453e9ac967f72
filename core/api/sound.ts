/** Recordings made visible, for those who edit. */
import { z } from 'zod';
import { Id } from '../model/primitives.ts';
import { contract } from './contract.ts';

export const getSoundPicture = contract({
  id: 'getSoundPicture',
  method: 'get',
  path: '/api/assets/:id/sound-picture',
  summary:
    'Spectrum and loudness of an upload’s sound as a PNG laid out as `SOUND_PICTURE` says; not found without sound',
  access: 'signed_in',
  params: z.strictObject({ id: Id }),
  response: { mediaTypes: ['image/png'] },
  problems: ['other_agency', 'asset_not_ready'],
});
