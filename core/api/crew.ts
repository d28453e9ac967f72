/** The crew's phone: how it signs in, what it may hear, what it tells. */
import { z } from 'zod';
import { Base64, EpochMs, Id, Sha256, text } from '../model/primitives.ts';
import {
  CREW_PLAYS_LIMIT,
  CREW_WAIT_LIMIT_MS,
  CrewDayBundle,
  CrewDevice,
  CrewPlay,
} from '../protocol/crew.ts';
import { Envelope } from '../trust/statements.ts';
import { contract } from './contract.ts';

const EDITORS = ['admin', 'editor'] as const;
const LinkToken = z.string().regex(/^[\w-]{43}$/);

export const inviteCrewDevice = contract({
  id: 'inviteCrewDevice',
  method: 'post',
  path: '/api/mobile-units/:id/crew-links',
  summary: 'A one-time link, shown as a QR code, by which a crew member’s phone signs in to this unit',
  access: EDITORS,
  params: z.strictObject({ id: Id }),
  body: z.strictObject({ userId: Id }),
  /** `path` goes behind the server’s own origin. */
  response: z.strictObject({ path: z.string(), expiresAtMs: EpochMs }),
  problems: ['not_found', 'not_crew', 'not_member'],
});

export const listCrewDevices = contract({
  id: 'listCrewDevices',
  method: 'get',
  path: '/api/mobile-units/:id/crew-devices',
  summary: 'Phones that signed in to this unit and were not revoked; those of its crew may act for it',
  access: EDITORS,
  params: z.strictObject({ id: Id }),
  response: z.array(CrewDevice),
});

export const revokeCrewDevice = contract({
  id: 'revokeCrewDevice',
  method: 'delete',
  path: '/api/crew-devices/:id',
  summary: 'Take a phone’s rights away at once, e.g. when it is lost',
  access: EDITORS,
  params: z.strictObject({ id: Sha256 }),
  response: null,
  problems: ['not_found'],
});

export const crewSignIn = contract({
  id: 'crewSignIn',
  method: 'post',
  path: '/api/crew/sign-in',
  summary: 'Use a one-time link up and bind this phone’s key to the link’s unit and person',
  access: 'public',
  body: z.strictObject({
    token: LinkToken,
    /** Raw uncompressed P-256 point. */
    publicKey: Base64.length(88),
    /** ECDSA with SHA-256 (r‖s) over `CREW_SIGN_IN_CONTEXT` and the token. */
    signature: Base64.length(88),
    label: text(120),
  }),
  response: z.strictObject({ deviceId: Sha256, unitId: Id, userId: Id, userName: z.string() }),
  problems: ['link_used_or_expired', 'too_many_attempts', 'not_authentic', 'not_crew', 'not_member'],
});

export const crewChallenge = contract({
  id: 'crewChallenge',
  method: 'post',
  path: '/api/crew/challenge',
  summary: 'A nonce to sign for a session',
  access: 'public',
  response: z.strictObject({ nonce: Base64 }),
  problems: ['too_many_attempts'],
});

export const crewSession = contract({
  id: 'crewSession',
  method: 'post',
  path: '/api/crew/session',
  summary: 'Prove the phone’s key; the answer holds the bearer token of the next hour',
  access: 'public',
  body: z.strictObject({ deviceId: Sha256, nonce: Base64.max(64), signature: Base64.length(88) }),
  response: z.strictObject({ token: z.string(), expiresAtMs: EpochMs }),
  problems: ['device_unknown', 'device_revoked', 'not_authentic'],
});

export const crewSignOut = contract({
  id: 'crewSignOut',
  method: 'post',
  path: '/api/crew/sign-out',
  summary: 'Give up this phone’s own rights',
  access: 'crew',
  response: null,
});

export const getCrewDay = contract({
  id: 'getCrewDay',
  method: 'get',
  path: '/api/crew/day',
  summary: 'Tours and clips of today and tomorrow, signed; with `known`, held until something changes',
  access: 'crew',
  query: z.strictObject({
    nonce: Base64.min(20).max(64),
    rootVersion: z.coerce.number().int().min(0),
    known: Sha256.optional(),
    waitMs: z.coerce.number().int().min(0).max(CREW_WAIT_LIMIT_MS).default(0),
  }),
  response: CrewDayBundle,
});

export const getCrewApproval = contract({
  id: 'getCrewApproval',
  method: 'get',
  path: '/api/crew/approvals/:sha256',
  summary: 'An approval, of a clip or of what is heard around clips, by the SHA-256 of its payload',
  access: 'crew',
  params: z.strictObject({ sha256: Sha256 }),
  response: Envelope,
  problems: ['not_found'],
});

export const getCrewClip = contract({
  id: 'getCrewClip',
  method: 'get',
  path: '/api/crew/media/:sha256',
  summary: 'An approved recording for loudspeakers, with Range',
  access: 'crew',
  params: z.strictObject({ sha256: Sha256 }),
  response: { mediaTypes: ['audio/mpeg'] },
  problems: ['not_found'],
});

export const postCrewPlays = contract({
  id: 'postCrewPlays',
  method: 'post',
  path: '/api/crew/plays',
  summary: 'Deliver what was heard; each (phone, storeEpoch, sequence) counts once however often it is sent',
  access: 'crew',
  body: z.strictObject({ plays: z.array(CrewPlay).min(1).max(CREW_PLAYS_LIMIT) }),
  bodyLimitBytes: 1024 * 1024,
  /** All of them are stored for good; `stored` of them were not known before. */
  response: z.strictObject({ stored: z.int().min(0) }),
  problems: ['other_unit'],
});
