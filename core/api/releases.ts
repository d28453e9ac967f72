/** Player software and its way to the screens, and what travels to screens without network by stick. */
import { z } from 'zod';
import { EpochMs, Id, Sha256, text } from '../model/primitives.ts';
import { PUBLIC_KEY_BYTES } from '../trust/keys.ts';
import { fromBase64 } from '../trust/base64.ts';
import { ReleaseRef } from '../trust/release-statement.ts';
import { Base64 } from '../model/primitives.ts';
import { Envelope } from '../trust/statements.ts';
import { contract } from './contract.ts';

const ADMIN = ['admin'] as const;
const BySha256 = z.strictObject({ sha256: Sha256 });
const ByFile = z.strictObject({ sha256: Sha256, fileSha256: Sha256 });

/** A release the server keeps. */
export const ReleaseInfo = z.strictObject({
  ...ReleaseRef.shape,
  name: text(80),
  builtAtMs: EpochMs,
  uploadedAtMs: EpochMs,
  bytes: z.int().min(0),
  fileCount: z.int().min(1),
  shells: z.array(z.enum(['kiosk', 'electron'])),
  /** Files that have yet to be uploaded; a release can be assigned once there are none. */
  missing: z.array(Sha256),
});
export type ReleaseInfo = z.infer<typeof ReleaseInfo>;

/** What one screen is to run, and what it says it runs. */
export const ScreenSoftware = z.strictObject({
  screenId: Id,
  assigned: ReleaseRef.nullable(),
  /** `none`: nothing is assigned; `unknown`: it never said, or was started without a launcher. */
  state: z.enum(['none', 'unknown', 'running', 'pending', 'refused']),
  /** Name and version in words. */
  software: z.string().nullable(),
  running: ReleaseRef.nullable(),
  reportedAtMs: EpochMs.nullable(),
  /** Why it is refused. */
  detail: z.string().nullable(),
});
export type ScreenSoftware = z.infer<typeof ScreenSoftware>;

export const SoftwareOverview = z.strictObject({
  /** Public keys the root trusts for player software, raw Ed25519. */
  keys: z.array(z.strictObject({ keyid: Sha256, ed25519: Base64 })),
  releases: z.array(ReleaseInfo),
  /** `groupId` null is every screen whose group has none of its own. */
  assignments: z.array(z.strictObject({ groupId: Id.nullable(), sha256: Sha256 })),
  screens: z.array(ScreenSoftware),
});
export type SoftwareOverview = z.infer<typeof SoftwareOverview>;

export const getSoftware = contract({
  id: 'getSoftware',
  method: 'get',
  path: '/api/software',
  summary: 'Player software: keys, releases, what each group is to run, and what each screen runs',
  access: ADMIN,
  response: SoftwareOverview,
});

/** A raw Ed25519 public key in base64. */
export const ReleaseKey = Base64.refine(
  (value) => fromBase64(value)?.length === PUBLIC_KEY_BYTES,
  'an Ed25519 public key has 32 bytes',
);

export const setReleaseKey = contract({
  id: 'setReleaseKey',
  method: 'put',
  path: '/api/software/key',
  summary: 'Trust this key for player software from now on, in a new root; null trusts none',
  access: ADMIN,
  body: z.strictObject({ ed25519: ReleaseKey.nullable() }),
  response: null,
});

export const addRelease = contract({
  id: 'addRelease',
  method: 'post',
  path: '/api/software/releases',
  summary: 'Announce a signed release; its files follow one by one',
  access: ADMIN,
  body: Envelope,
  bodyLimitBytes: 4 * 1024 * 1024,
  response: ReleaseInfo,
  problems: ['release_refused'],
});

export const putReleaseFile = contract({
  id: 'putReleaseFile',
  method: 'put',
  path: '/api/software/releases/:sha256/files/:fileSha256',
  summary: 'A file of an announced release, as the raw body (application/octet-stream)',
  access: ADMIN,
  params: ByFile,
  bodyLimitBytes: 2 ** 30,
  response: ReleaseInfo,
  problems: ['not_found', 'too_large', 'release_refused'],
});

export const deleteRelease = contract({
  id: 'deleteRelease',
  method: 'delete',
  path: '/api/software/releases/:sha256',
  summary: 'Remove a release no screen is to run',
  access: ADMIN,
  params: BySha256,
  response: null,
  problems: ['not_found', 'in_use'],
});

export const assignRelease = contract({
  id: 'assignRelease',
  method: 'put',
  path: '/api/software/assignments',
  summary:
    'What a group’s screens are to run, or with a null group all that have none; a null release ends it',
  access: ADMIN,
  body: z.strictObject({ groupId: Id.nullable(), sha256: Sha256.nullable() }),
  response: null,
  problems: ['not_found', 'release_incomplete'],
});

export const getDeviceRelease = contract({
  id: 'getDeviceRelease',
  method: 'get',
  path: '/api/device/releases/:sha256',
  summary: 'The signed release this device’s manifest names',
  access: 'device',
  params: BySha256,
  response: Envelope,
  problems: ['not_found'],
});

export const getDeviceReleaseFile = contract({
  id: 'getDeviceReleaseFile',
  method: 'get',
  path: '/api/device/releases/:sha256/files/:fileSha256',
  summary: 'A file of that release, with Range',
  access: 'device',
  params: ByFile,
  response: { mediaTypes: ['application/octet-stream'] },
  problems: ['not_found'],
});
