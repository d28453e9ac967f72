/** Messages the server pushes to signed-in browsers on `/ws/live`; browsers send nothing but pongs. */
import { z } from 'zod';
import { Job } from '../api/announcements.ts';
import { ScreenLive } from '../api/screens.ts';
import { Id } from '../model/primitives.ts';

export const LIVE_SOCKET_PATH = '/ws/live';

/** An `alive` message comes this often: pages see no pings, and a line can die without a word. */
export const ALIVE_EVERY_MS = 8000;

/** The server closes the socket with this code when the session behind it has ended. */
export const SESSION_ENDED = 4401;

/** And with this one when its user may now see other things: connecting anew is enough. */
export const SCOPE_CHANGED = 4402;

export const LiveMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('alive') }),
  z.strictObject({ type: z.literal('screen'), screen: ScreenLive }),
  z.strictObject({ type: z.literal('job'), job: Job }),
  /** Something of this kind changed: ask again. */
  z.strictObject({
    type: z.literal('changed'),
    resource: z.enum([
      'announcements',
      'assets',
      'playlists',
      'schedule',
      'screens',
      'groups',
      'users',
      'agencies',
      'areas',
      'mobile-units',
      'tours',
      'quiet-places',
      'tour-plays',
      'plays',
      'pairing',
      'withdrawal',
      'sightings',
      'city',
      'around',
    ]),
    id: Id.nullable(),
  }),
]);
export type LiveMessage = z.infer<typeof LiveMessage>;
