import { z } from 'zod';
import { Announcement, AnnouncementContent, AnnouncementState, Asset, Playlist } from '../model/catalogue.ts';
import { EpochMs, Id, Sha256, text } from '../model/primitives.ts';
import { contract } from './contract.ts';

const ById = z.strictObject({ id: Id });
const WRITERS = ['admin', 'editor', 'approver', 'contributor'] as const;
const EDITORS = ['admin', 'editor'] as const;

/**
 * Uploads are tus 1.0.0 at `/api/uploads` (creation, offset, termination; not a contract because the protocol
 * is its own). Upload-Metadata: `filename`, optional `agencyId`. Its last answer carries `Wawar-Asset-Id`.
 */
export const UPLOADS_PATH = '/api/uploads';

export const listAssets = contract({
  id: 'listAssets',
  method: 'get',
  path: '/api/assets',
  summary: 'Uploaded media, newest first; contributors see those of their agency',
  access: 'signed_in',
  response: z.array(Asset),
});

export const getAsset = contract({
  id: 'getAsset',
  method: 'get',
  path: '/api/assets/:id',
  summary: 'One uploaded file',
  access: 'signed_in',
  params: ById,
  response: Asset,
});

export const deleteAsset = contract({
  id: 'deleteAsset',
  method: 'delete',
  path: '/api/assets/:id',
  summary: 'Delete an upload that nothing uses',
  access: WRITERS,
  params: ById,
  response: null,
  problems: ['in_use'],
});

export const getMedia = contract({
  id: 'getMedia',
  method: 'get',
  path: '/api/media/:sha256',
  summary: 'A stored file by its hash, with Range: previews of uploads, posters and renditions',
  access: 'signed_in',
  params: z.strictObject({ sha256: Sha256 }),
  response: {
    mediaTypes: ['video/mp4', 'image/png', 'image/jpeg', 'audio/mpeg', 'application/octet-stream'],
  },
});

export const Job = z.strictObject({
  id: Id,
  kind: z.enum(['accept', 'render']),
  /** The asset or announcement it works for. */
  subjectId: Id,
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  /** 0 to 1. */
  progress: z.number().min(0).max(1),
  step: z.enum([
    'waiting',
    'probing',
    'poster',
    'transcoding',
    'remuxing',
    'speaking',
    'verifying',
    'storing',
  ]),
  error: z.strictObject({ code: z.string(), detail: z.string() }).nullable(),
  createdAtMs: EpochMs,
  /** `urgent` work, for an emergency, goes before all other; else uploads go before renditions. */
  priority: z.enum(['normal', 'urgent']),
  /** How long it will still take by how it went so far; null while waiting, at the very start, and once ended. */
  remainingMs: z.int().min(0).nullable(),
  /** How many of all jobs are taken up before it; null for one that does not wait, and in live messages. */
  ahead: z.int().min(0).nullable(),
});
export type Job = z.infer<typeof Job>;

export const listJobs = contract({
  id: 'listJobs',
  method: 'get',
  path: '/api/jobs',
  summary:
    'Media jobs that are waiting, running, or ended within the last day; contributors see those of their agency',
  access: 'signed_in',
  response: z.array(Job),
});

export const retryAsset = contract({
  id: 'retryAsset',
  method: 'post',
  path: '/api/assets/:id/retry',
  summary: 'Look once more at an upload that was rejected for a fault of the server (`isOwnFault`)',
  access: WRITERS,
  params: ById,
  response: Asset,
  problems: ['wrong_state', 'other_agency', 'not_found'],
});

export const cancelJob = contract({
  id: 'cancelJob',
  method: 'post',
  path: '/api/jobs/:id/cancel',
  summary:
    'Stop work that waits or runs: its upload counts as rejected (`cancelled`), its announcement can be rendered again',
  access: WRITERS,
  params: ById,
  response: Job,
  problems: ['wrong_state', 'other_agency', 'not_found'],
});

export const listAnnouncements = contract({
  id: 'listAnnouncements',
  method: 'get',
  path: '/api/announcements',
  summary: 'Announcements, newest first; contributors see those of their agency',
  access: 'signed_in',
  query: z.strictObject({ state: AnnouncementState.optional() }),
  response: z.array(Announcement),
});

export const getAnnouncement = contract({
  id: 'getAnnouncement',
  method: 'get',
  path: '/api/announcements/:id',
  summary: 'One announcement',
  access: 'signed_in',
  params: ById,
  response: Announcement,
});

export const AnnouncementEvent = z.strictObject({
  /** Order in which things happened. */
  sequence: z.int(),
  kind: z.enum(['written', 'changed', 'submitted', 'returned', 'approved', 'withdrawn', 'rendered_again']),
  atMs: EpochMs,
  byId: Id.nullable(),
  /** Empty when the server did it by itself. */
  byName: z.string(),
  /** Why it was returned or withdrawn. */
  reason: z.string().nullable(),
});
export type AnnouncementEvent = z.infer<typeof AnnouncementEvent>;

export const getAnnouncementHistory = contract({
  id: 'getAnnouncementHistory',
  method: 'get',
  path: '/api/announcements/:id/history',
  summary: 'What was done with an announcement, by whom and when, oldest first',
  access: 'signed_in',
  params: ById,
  response: z.array(AnnouncementEvent),
  problems: ['other_agency'],
});

export const createAnnouncement = contract({
  id: 'createAnnouncement',
  method: 'post',
  path: '/api/announcements',
  summary: 'Write a draft',
  access: WRITERS,
  body: AnnouncementContent,
  response: Announcement,
  problems: ['other_agency', 'asset_wrong_kind'],
});

export const updateAnnouncement = contract({
  id: 'updateAnnouncement',
  method: 'put',
  path: '/api/announcements/:id',
  summary: 'Change a draft or a returned announcement; the revision goes up',
  access: WRITERS,
  params: ById,
  body: z.strictObject({ revision: z.int().min(1), content: AnnouncementContent }),
  response: Announcement,
  problems: ['stale_revision', 'wrong_state', 'other_agency'],
});

export const submitAnnouncement = contract({
  id: 'submitAnnouncement',
  method: 'post',
  path: '/api/announcements/:id/submit',
  summary: 'Ask for approval; the renditions are made now',
  access: WRITERS,
  params: ById,
  body: z.strictObject({ revision: z.int().min(1) }),
  response: Announcement,
  problems: [
    'stale_revision',
    'wrong_state',
    'asset_missing',
    'asset_not_ready',
    'ticker_missing',
    'script_missing',
    'validity_over',
    'air_time_over_limit',
    'segment_outside',
    'page_missing',
  ],
});

export const renderAnnouncementAgain = contract({
  id: 'renderAnnouncementAgain',
  method: 'post',
  path: '/api/announcements/:id/render',
  summary: 'Make the renditions once more after they could not be made, of the same content',
  access: WRITERS,
  params: ById,
  body: z.strictObject({ revision: z.int().min(1) }),
  response: Announcement,
  problems: ['stale_revision', 'wrong_state', 'other_agency'],
});

export const approveAnnouncement = contract({
  id: 'approveAnnouncement',
  method: 'post',
  path: '/api/announcements/:id/approve',
  summary: 'Sign the approval with the approver’s own key, unlocked by the password',
  access: ['approver'],
  params: ById,
  body: z.strictObject({ revision: z.int().min(1), password: z.string().max(200) }),
  response: Announcement,
  problems: [
    'same_person',
    'wrong_password',
    'no_approver_key',
    'not_rendered',
    'stale_revision',
    'wrong_state',
  ],
});

export const returnAnnouncement = contract({
  id: 'returnAnnouncement',
  method: 'post',
  path: '/api/announcements/:id/return',
  summary: 'Send back with what to fix',
  access: ['approver'],
  params: ById,
  body: z.strictObject({ revision: z.int().min(1), reason: text(1000).min(3) }),
  response: Announcement,
  problems: ['same_person', 'stale_revision', 'wrong_state'],
});

export const withdrawAnnouncement = contract({
  id: 'withdrawAnnouncement',
  method: 'post',
  path: '/api/announcements/:id/withdraw',
  summary: 'Take it off every screen and out of every pack, now',
  access: ['admin', 'editor', 'approver'],
  params: ById,
  body: z.strictObject({ reason: text(1000).min(3) }),
  response: Announcement,
  problems: ['wrong_state'],
});

export const Withdrawal = z.strictObject({
  withdrawnAtMs: EpochMs,
  withdrawnBy: Id,
  reason: z.string(),
  screens: z.array(
    z.strictObject({
      screenId: Id,
      screenName: z.string(),
      /**
       * `not_shown`: never had it. `pending`: connected, not acknowledged yet. `offline`: gone when its lease ends.
       * `by_hand`: on a wall with a vendor's player, where somebody has to go.
       */
      state: z.enum(['acknowledged', 'pending', 'offline', 'not_shown', 'by_hand']),
      acknowledgedAtMs: EpochMs.nullable(),
      leaseEndsAtMs: EpochMs.nullable(),
    }),
  ),
});
export type Withdrawal = z.infer<typeof Withdrawal>;

export const getWithdrawal = contract({
  id: 'getWithdrawal',
  method: 'get',
  path: '/api/announcements/:id/withdrawal',
  summary: 'Which screens have acknowledged the withdrawal',
  access: 'signed_in',
  params: ById,
  response: Withdrawal,
});

export const listPlaylists = contract({
  id: 'listPlaylists',
  method: 'get',
  path: '/api/playlists',
  summary: 'All playlists',
  access: 'signed_in',
  response: z.array(Playlist),
});

export const createPlaylist = contract({
  id: 'createPlaylist',
  method: 'post',
  path: '/api/playlists',
  summary: 'Add a playlist',
  access: EDITORS,
  body: Playlist.omit({ id: true }),
  response: Playlist,
  problems: ['name_taken'],
});

export const updatePlaylist = contract({
  id: 'updatePlaylist',
  method: 'put',
  path: '/api/playlists/:id',
  summary: 'Rename or reorder; on air with the next publishing',
  access: EDITORS,
  params: ById,
  body: Playlist.omit({ id: true }),
  response: Playlist,
});

export const deletePlaylist = contract({
  id: 'deletePlaylist',
  method: 'delete',
  path: '/api/playlists/:id',
  summary: 'Delete a playlist no entry uses',
  access: EDITORS,
  params: ById,
  response: null,
  problems: ['in_use'],
});
