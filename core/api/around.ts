/** What is heard around the clips of cars: proposed by one person, made, heard and approved by another. */
import { z } from 'zod';
import { AroundClip, AroundPart } from '../model/around-clip.ts';
import { Voicing } from '../model/city-settings.ts';
import { EpochMs, Id, Sha256, text } from '../model/primitives.ts';
import { contract } from './contract.ts';

export const AROUND_STATES = [
  /** Its recordings are being made. */
  'making',
  /** A text cannot be spoken; `reason` says why. */
  'failed',
  /** For somebody else to hear and decide. */
  'waiting',
  'returned',
  'approved',
  /** Approved once; another has followed. */
  'replaced',
  /** Approved once; somebody wanted silence. */
  'withdrawn',
] as const;

export const AroundVersion = z.strictObject({
  id: Id,
  content: AroundClip,
  state: z.enum(AROUND_STATES),
  proposedBy: Id,
  proposedAtMs: EpochMs,
  /** Who approved, returned or withdrew it. */
  decidedBy: Id.nullable(),
  decidedAtMs: EpochMs.nullable(),
  /** Of the return, the withdrawal, or of why it cannot be made. */
  reason: z.string().nullable(),
  /** Recordings there will be; `parts` are those there are. */
  total: z.int().min(0),
  parts: z.array(AroundPart),
});
export type AroundVersion = z.infer<typeof AroundVersion>;

export const AroundStatus = z.strictObject({
  /** What cars play now; null for nothing. */
  inForce: AroundVersion.nullable(),
  /** The newest proposal, unless it is the one in force. */
  proposed: AroundVersion.nullable(),
  /** Kinds of loudspeaker in use for which nothing is approved: their cars play the bare clips. */
  missingVoicings: z.array(Voicing),
  /** Areas whose name nobody has approved the sound of: the city's name is spoken there. */
  missingAreaIds: z.array(Id),
});
export type AroundStatus = z.infer<typeof AroundStatus>;

const ById = z.strictObject({ id: Id });

export const getAroundClip = contract({
  id: 'getAroundClip',
  method: 'get',
  path: '/api/city/around',
  summary: 'Chime, greeting and closing: in force, and proposed',
  access: 'signed_in',
  response: AroundStatus,
});

export const proposeAroundClip = contract({
  id: 'proposeAroundClip',
  method: 'post',
  path: '/api/city/around',
  summary: 'Propose them anew; takes the place of a proposal nobody has decided on',
  access: ['admin', 'editor'],
  body: AroundClip,
  response: AroundStatus,
});

export const approveAroundClip = contract({
  id: 'approveAroundClip',
  method: 'post',
  path: '/api/city/around/:id/approve',
  summary: 'Sign texts and recordings with the approver’s own key, unlocked by the password',
  access: ['approver'],
  params: ById,
  body: z.strictObject({ password: z.string().max(200) }),
  response: AroundStatus,
  problems: ['not_found', 'same_person', 'wrong_password', 'no_approver_key', 'wrong_state'],
});

export const returnAroundClip = contract({
  id: 'returnAroundClip',
  method: 'post',
  path: '/api/city/around/:id/return',
  summary: 'Send a proposal back with what to fix',
  access: ['approver'],
  params: ById,
  body: z.strictObject({ reason: text(1000).min(3) }),
  response: AroundStatus,
  problems: ['not_found', 'same_person', 'wrong_state'],
});

export const withdrawAroundClip = contract({
  id: 'withdrawAroundClip',
  method: 'post',
  path: '/api/city/around/:id/withdraw',
  summary: 'Let clips be heard bare from now on; needs nobody else',
  access: ['admin', 'editor', 'approver'],
  params: ById,
  body: z.strictObject({ reason: text(1000).min(3) }),
  response: AroundStatus,
  problems: ['not_found', 'wrong_state'],
});

export const getAroundSound = contract({
  id: 'getAroundSound',
  method: 'get',
  path: '/api/city/around/:id/sounds/:sha256',
  summary: 'A recording of a version, to listen to, with Range',
  access: 'signed_in',
  params: z.strictObject({ id: Id, sha256: Sha256 }),
  response: { mediaTypes: ['audio/mpeg'] },
  problems: ['not_found'],
});
