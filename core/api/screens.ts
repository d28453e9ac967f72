import { z } from 'zod';
import { Screen, ScreenGroup, ZoneId } from '../model/catalogue.ts';
import { EpochMs, Id, text } from '../model/primitives.ts';
import { CommandName, Eye, Fault, Health, SnapshotSource } from '../protocol/device.ts';
import { contract } from './contract.ts';

const ById = z.strictObject({ id: Id });
const EDITORS = ['admin', 'editor'] as const;

export const Airing = z.strictObject({
  zone: ZoneId,
  announcementId: Id,
  title: z.string(),
  startMs: EpochMs,
  endMs: EpochMs,
});

/** State of a screen as known this second. */
export const ScreenLive = z.strictObject({
  screenId: Id,
  paired: z.boolean(),
  /** What its player shows when it is asked to identify itself; null while none is paired. */
  deviceCode: z.string().nullable(),
  connected: z.boolean(),
  lastSeenAtMs: EpochMs.nullable(),
  /** Version given, and version the player has acknowledged. */
  manifestVersion: z.int().nullable(),
  appliedVersion: z.int().nullable(),
  /** From the plan, at `atMs`. */
  atMs: EpochMs,
  now: z.array(Airing),
  next: z.array(Airing),
  /** What the player says it shows: frames of it were presented. */
  showing: z.array(z.strictObject({ zone: ZoneId, announcementId: Id.nullable(), sinceMs: EpochMs })),
  planHashDiffers: z.boolean(),
  /** It plays another plan than a connected screen of its sync group. */
  groupDiffers: z.boolean(),
  clockOffsetMs: z.number().nullable(),
  /** The offset is right within so much. */
  clockErrorMs: z.number().nullable(),
  downloads: z.strictObject({ missing: z.int(), total: z.int() }).nullable(),
  faults: z.array(Fault),
  snapshotAtMs: EpochMs.nullable(),
  snapshotSource: SnapshotSource.nullable(),
  /** What the player's look at the real screen says, and the state of its machine; null before the first. */
  eye: Eye.nullable(),
  health: Health.nullable(),
  /** Dark on an operator's command. */
  blanked: z.boolean(),
  /** When the player last sent its log. */
  logAtMs: EpochMs.nullable(),
});
export type ScreenLive = z.infer<typeof ScreenLive>;

export const listScreens = contract({
  id: 'listScreens',
  method: 'get',
  path: '/api/screens',
  summary: 'All screens',
  access: 'signed_in',
  response: z.array(Screen),
});

export const createScreen = contract({
  id: 'createScreen',
  method: 'post',
  path: '/api/screens',
  summary: 'Add a screen',
  access: EDITORS,
  body: Screen.omit({ id: true }),
  response: Screen,
  problems: ['name_taken', 'group_differs', 'outside_wall'],
});

export const updateScreen = contract({
  id: 'updateScreen',
  method: 'put',
  path: '/api/screens/:id',
  summary: 'Change a screen; on air with the next publishing',
  access: EDITORS,
  params: ById,
  body: Screen.omit({ id: true }),
  response: Screen,
  problems: ['name_taken', 'group_differs', 'outside_wall'],
});

export const deleteScreen = contract({
  id: 'deleteScreen',
  method: 'delete',
  path: '/api/screens/:id',
  summary: 'Remove a screen and revoke its device',
  access: ['admin'],
  params: ById,
  response: null,
  problems: ['in_use'],
});

export const listScreensLive = contract({
  id: 'listScreensLive',
  method: 'get',
  path: '/api/live',
  summary: 'Live state of all screens',
  access: 'signed_in',
  response: z.array(ScreenLive),
});

export const getSnapshot = contract({
  id: 'getSnapshot',
  method: 'get',
  path: '/api/screens/:id/snapshot',
  summary: 'The last picture the player sent of its own screen',
  access: 'signed_in',
  params: ById,
  query: z.strictObject({ atMs: z.coerce.number().optional() }),
  response: { mediaTypes: ['image/jpeg'] },
});

export const sendCommand = contract({
  id: 'sendCommand',
  method: 'post',
  path: '/api/screens/:id/commands',
  summary: 'Ask a connected player to do something; answers when it has',
  access: EDITORS,
  params: ById,
  body: z.strictObject({ command: CommandName }),
  response: z.strictObject({ ok: z.boolean(), detail: z.string() }),
  problems: ['screen_offline', 'command_timed_out'],
});

export const getLog = contract({
  id: 'getLog',
  method: 'get',
  path: '/api/screens/:id/log',
  summary: 'The log the player last sent, gzip-compressed JSON lines',
  access: EDITORS,
  params: ById,
  response: { mediaTypes: ['application/gzip'] },
  problems: ['not_found'],
});

export const listGroups = contract({
  id: 'listGroups',
  method: 'get',
  path: '/api/groups',
  summary: 'All screen groups',
  access: 'signed_in',
  response: z.array(ScreenGroup),
});

export const createGroup = contract({
  id: 'createGroup',
  method: 'post',
  path: '/api/groups',
  summary: 'Add a screen group',
  access: EDITORS,
  body: ScreenGroup.omit({ id: true }),
  response: ScreenGroup,
  problems: ['name_taken'],
});

export const updateGroup = contract({
  id: 'updateGroup',
  method: 'put',
  path: '/api/groups/:id',
  summary:
    'Rename a group, let its screens play in step, or make them a wall; on air with the next publishing',
  access: EDITORS,
  params: ById,
  body: ScreenGroup.omit({ id: true }),
  response: ScreenGroup,
  problems: ['name_taken', 'group_differs', 'outside_wall'],
});

export const deleteGroup = contract({
  id: 'deleteGroup',
  method: 'delete',
  path: '/api/groups/:id',
  summary: 'Remove a group without screens and entries',
  access: ['admin'],
  params: ById,
  response: null,
  problems: ['in_use'],
});

/** `XXXXX-XXXXX` in Crockford base32; commits to the device's key and the root's hash. */
export const PairingCode = z
  .string()
  .transform((value) => value.trim().toUpperCase())
  .pipe(z.string().regex(/^[0-9A-HJKMNP-TV-Z]{5}-?[0-9A-HJKMNP-TV-Z]{5}$/));

export const listPairing = contract({
  id: 'listPairing',
  method: 'get',
  path: '/api/pairing',
  summary: 'Players that are connected and show a pairing code',
  access: EDITORS,
  response: z.array(z.strictObject({ code: z.string(), software: text(80), sinceMs: EpochMs })),
});

export const claimPairing = contract({
  id: 'claimPairing',
  method: 'post',
  path: '/api/pairing',
  summary: 'Bind the player that shows this code to a screen',
  access: EDITORS,
  body: z.strictObject({ code: PairingCode, screenId: Id }),
  response: ScreenLive,
  problems: ['pairing_code_unknown', 'already_paired'],
});

export const unpairScreen = contract({
  id: 'unpairScreen',
  method: 'delete',
  path: '/api/screens/:id/device',
  summary: 'Revoke a screen’s device; it is disconnected at once',
  access: EDITORS,
  params: ById,
  response: null,
});
