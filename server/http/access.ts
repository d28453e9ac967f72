/** Who calls, and whether the contract lets them. */
import type { Request } from 'express';
import type { Access } from '../../core/api/contract.ts';
import type { User } from '../../core/model/catalogue.ts';
import { userOfCookies } from '../auth/sessions.ts';
import type { Services } from '../services.ts';
import type { CrewIdentity, DeviceIdentity } from './bind.ts';
import { Refusal } from './refusal.ts';

export interface Caller {
  user: User | null;
  device: DeviceIdentity | null;
  crew: CrewIdentity | null;
}

const NOBODY: Caller = { user: null, device: null, crew: null };

/** The signed-in user, with one of these roles if any are named; refuses with `not_signed_in` or `forbidden`. */
export async function requireUser(
  services: Services,
  req: Request,
  roles: 'any' | readonly User['roles'][number][],
): Promise<User> {
  const user = await userOfCookies(services, req.headers.cookie);
  if (user === null) throw new Refusal('not_signed_in');
  if (roles !== 'any' && !user.roles.some((role) => roles.includes(role))) throw new Refusal('forbidden');
  return user;
}

/** Whom a bearer token stands for; refuses with `device_unknown`. */
function requireBearer<T>(req: Request, holderOf: (token: string) => T | null): T {
  const token = /^Bearer ([\w.~+/=-]{1,200})$/.exec(req.headers.authorization ?? '')?.[1];
  const holder = token === undefined ? null : holderOf(token);
  if (holder === null) throw new Refusal('device_unknown');
  return holder;
}

/** Refuses with `not_signed_in`, `forbidden` or `device_unknown`. */
export async function admit(services: Services, req: Request, access: Access): Promise<Caller> {
  switch (access) {
    case 'public':
      return { ...NOBODY, user: await userOfCookies(services, req.headers.cookie) };
    case 'device':
      return { ...NOBODY, device: requireBearer(req, services.deviceOfToken) };
    case 'crew':
      return { ...NOBODY, crew: requireBearer(req, (token) => services.crew.sessions.holderOf(token)) };
    case 'signed_in':
      return { ...NOBODY, user: await requireUser(services, req, 'any') };
    default:
      return { ...NOBODY, user: await requireUser(services, req, access) };
  }
}
