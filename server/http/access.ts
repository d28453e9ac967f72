/** Who calls, and whether the contract lets them. */
import type { Request } from 'express';
import type { Access } from '../../core/api/contract.ts';
import type { User } from '../../core/model/catalogue.ts';
import { userOfCookies } from '../auth/sessions.ts';
import type { Services } from '../services.ts';
import type { DeviceIdentity } from './bind.ts';
import { Refusal } from './refusal.ts';

export interface Caller {
  user: User | null;
  device: DeviceIdentity | null;
}

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

function requireDevice({ deviceOfToken }: Services, req: Request): DeviceIdentity {
  const token = /^Bearer ([\w.~+/=-]{1,200})$/.exec(req.headers.authorization ?? '')?.[1];
  const device = token === undefined ? null : deviceOfToken(token);
  if (device === null) throw new Refusal('device_unknown');
  return device;
}

/** Refuses with `not_signed_in`, `forbidden` or `device_unknown`. */
export async function admit(services: Services, req: Request, access: Access): Promise<Caller> {
  switch (access) {
    case 'public':
      return { user: await userOfCookies(services, req.headers.cookie), device: null };
    case 'device':
      return { user: null, device: requireDevice(services, req) };
    case 'signed_in':
      return { user: await requireUser(services, req, 'any'), device: null };
    default:
      return { user: await requireUser(services, req, access), device: null };
  }
}
