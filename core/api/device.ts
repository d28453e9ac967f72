/** The player's HTTP calls; the bearer token comes with `welcome` on the device socket. */
import { z } from 'zod';
import { Sha256 } from '../model/primitives.ts';
import {
  LOG_LIMIT_BYTES,
  ManifestBundle,
  PlayBatch,
  SNAPSHOT_LIMIT_BYTES,
  SnapshotSource,
} from '../protocol/device.ts';
import { Envelope } from '../trust/statements.ts';
import { contract } from './contract.ts';

export const getRoots = contract({
  id: 'getRoots',
  method: 'get',
  path: '/api/trust/roots',
  summary: 'Every root from the first, for anyone to check',
  access: 'public',
  response: z.array(Envelope),
});

export const getManifest = contract({
  id: 'getManifest',
  method: 'get',
  path: '/api/device/manifest',
  summary: 'The newest manifest of this device’s screen with its approvals and newer roots',
  access: 'device',
  query: z.strictObject({ rootVersion: z.coerce.number().int().min(0) }),
  response: ManifestBundle,
  problems: ['not_found'],
});

export const getDeviceMedia = contract({
  id: 'getDeviceMedia',
  method: 'get',
  path: '/api/device/media/:sha256',
  summary: 'A file this device’s manifest names, with Range',
  access: 'device',
  params: z.strictObject({ sha256: Sha256 }),
  response: { mediaTypes: ['video/mp4', 'image/png', 'image/jpeg', 'audio/mpeg'] },
  problems: ['not_found'],
});

export const postPlays = contract({
  id: 'postPlays',
  method: 'post',
  path: '/api/device/plays',
  summary: 'Deliver plays; each (device, storeEpoch, sequence) counts once however often it is sent',
  access: 'device',
  body: PlayBatch,
  bodyLimitBytes: 1024 * 1024,
  /** Every play up to this sequence is stored for good. */
  response: z.strictObject({ acknowledgedSequence: z.int().min(0) }),
});

export const postSnapshot = contract({
  id: 'postSnapshot',
  method: 'post',
  path: '/api/device/snapshot',
  summary: 'A JPEG of what the player’s screen shows now, as the raw body (image/jpeg)',
  access: 'device',
  query: z.strictObject({ source: SnapshotSource.default('page') }),
  bodyLimitBytes: SNAPSHOT_LIMIT_BYTES,
  response: null,
  problems: ['too_large'],
});

export const putLog = contract({
  id: 'putLog',
  method: 'put',
  path: '/api/device/log',
  summary: 'The player’s latest log lines, gzip-compressed, as the raw body (application/gzip)',
  access: 'device',
  bodyLimitBytes: LOG_LIMIT_BYTES,
  response: null,
  problems: ['too_large', 'invalid_request'],
});
