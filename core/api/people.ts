import { z } from 'zod';
import { Agency, Area, Role, User } from '../model/catalogue.ts';
import { EpochMs, Id, text } from '../model/primitives.ts';
import { contract } from './contract.ts';

/** 10 to 200 characters; length is what counts (NIST SP 800-63B §5.1.1), so no rules on their kind. */
export const Password = z.string().min(10).max(200);
/** 256 random bits, base64url. */
export const LinkToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const ById = z.strictObject({ id: Id });
const STAFF = ['admin', 'editor', 'approver'] as const;

export const Session = z.strictObject({
  user: User,
  city: z.strictObject({ name: text(120), demo: z.boolean(), timeZone: z.string() }),
  serverTimeMs: EpochMs,
});
export type Session = z.infer<typeof Session>;

export const getSetup = contract({
  id: 'getSetup',
  method: 'get',
  path: '/api/setup',
  summary: 'Whether first-run set-up is still to be done, and what the sign-in page shows',
  access: 'public',
  response: z.strictObject({ needed: z.boolean(), cityName: text(120), demo: z.boolean() }),
});

export const finishSetup = contract({
  id: 'finishSetup',
  method: 'post',
  path: '/api/setup',
  summary: 'Make the first administrator with the one-time link the server printed',
  access: 'public',
  body: z.strictObject({
    token: LinkToken,
    cityName: text(120).min(1),
    username: User.shape.username,
    displayName: User.shape.displayName,
    password: Password,
  }),
  response: Session,
  problems: ['already_set_up', 'link_used_or_expired'],
});

export const signIn = contract({
  id: 'signIn',
  method: 'post',
  path: '/api/session',
  summary: 'Sign in; sets the session cookie',
  access: 'public',
  body: z.strictObject({ username: z.string().max(64), password: z.string().max(200) }),
  response: Session,
  problems: ['wrong_credentials', 'too_many_attempts'],
});

export const getSession = contract({
  id: 'getSession',
  method: 'get',
  path: '/api/session',
  summary: 'Who is signed in',
  access: 'signed_in',
  response: Session,
});

export const signOut = contract({
  id: 'signOut',
  method: 'delete',
  path: '/api/session',
  summary: 'Sign out; ends the session on the server',
  access: 'signed_in',
  response: null,
});

export const getInvitation = contract({
  id: 'getInvitation',
  method: 'get',
  path: '/api/invitations/:token',
  summary: 'Whom an invitation link is for',
  access: 'public',
  params: z.strictObject({ token: LinkToken }),
  response: z.strictObject({ username: z.string(), displayName: z.string() }),
  problems: ['link_used_or_expired'],
});

export const acceptInvitation = contract({
  id: 'acceptInvitation',
  method: 'post',
  path: '/api/invitations/:token',
  summary: 'Choose a password; signs in and, for approvers, makes the approval key',
  access: 'public',
  params: z.strictObject({ token: LinkToken }),
  body: z.strictObject({ password: Password }),
  response: Session,
  problems: ['link_used_or_expired'],
});

export const listUsers = contract({
  id: 'listUsers',
  method: 'get',
  path: '/api/users',
  summary: 'All users',
  access: STAFF,
  response: z.array(User),
});

export const UserInput = User.pick({ username: true, displayName: true, roles: true, agencyId: true });
const Invited = z.strictObject({ user: User, invitationPath: z.string(), expiresAtMs: EpochMs });

export const createUser = contract({
  id: 'createUser',
  method: 'post',
  path: '/api/users',
  summary: 'Invite a user; the answer holds the one-time link',
  access: ['admin'],
  body: UserInput,
  response: Invited,
  problems: ['name_taken'],
});

export const updateUser = contract({
  id: 'updateUser',
  method: 'patch',
  path: '/api/users/:id',
  summary: 'Change name, roles, agency; disable or enable',
  access: ['admin'],
  params: ById,
  body: z.strictObject({
    displayName: User.shape.displayName.optional(),
    roles: z.array(Role).min(1).optional(),
    agencyId: Id.nullable().optional(),
    disabled: z.boolean().optional(),
  }),
  response: User,
});

export const inviteAgain = contract({
  id: 'inviteAgain',
  method: 'post',
  path: '/api/users/:id/invitation',
  summary: 'New one-time link for a user who lost the password; ends their sessions and their old key',
  access: ['admin'],
  params: ById,
  response: Invited,
});

export const listAgencies = contract({
  id: 'listAgencies',
  method: 'get',
  path: '/api/agencies',
  summary: 'All agencies',
  access: 'signed_in',
  response: z.array(Agency),
});

export const createAgency = contract({
  id: 'createAgency',
  method: 'post',
  path: '/api/agencies',
  summary: 'Add an agency',
  access: ['admin', 'editor'],
  body: Agency.omit({ id: true }),
  response: Agency,
  problems: ['name_taken'],
});

export const updateAgency = contract({
  id: 'updateAgency',
  method: 'put',
  path: '/api/agencies/:id',
  summary: 'Change an agency',
  access: ['admin', 'editor'],
  params: ById,
  body: Agency.omit({ id: true }),
  response: Agency,
});

export const listAreas = contract({
  id: 'listAreas',
  method: 'get',
  path: '/api/areas',
  summary: 'All areas',
  access: 'signed_in',
  response: z.array(Area),
});

export const createArea = contract({
  id: 'createArea',
  method: 'post',
  path: '/api/areas',
  summary: 'Add an area',
  access: ['admin', 'editor'],
  body: Area.omit({ id: true }),
  response: Area,
  problems: ['name_taken'],
});

export const updateArea = contract({
  id: 'updateArea',
  method: 'put',
  path: '/api/areas/:id',
  summary: 'Change an area, e.g. draw its circle',
  access: ['admin', 'editor'],
  params: ById,
  body: Area.omit({ id: true }),
  response: Area,
  problems: ['name_taken'],
});
