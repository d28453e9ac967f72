import { acceptInvitation, createUser, finishSetup, signIn } from '../../../core/api/people.ts';
import type { Role } from '../../../core/model/catalogue.ts';
import { ApiClient } from '../../../tools/api-client.ts';

/** Somebody at a desk: signed in, with the password that signs approvals. */
export interface Person {
  api: ApiClient;
  password: string;
}

/** Follows the one-time link the server printed. */
export async function setUp(origin: string, setupPath: string, cityName: string): Promise<Person> {
  const person = { api: new ApiClient(origin), password: 'kata sandi penyiap' };
  await person.api.call(finishSetup, {
    body: {
      token: setupPath.split('token=').at(-1) ?? '',
      cityName,
      username: 'admin',
      displayName: 'Admin Kota',
      password: person.password,
    },
  });
  return person;
}

/** Invites somebody, who follows the link, chooses a password, and signs in again with it. */
export async function invite(
  admin: Person,
  origin: string,
  user: { username: string; displayName: string; roles: Role[] },
): Promise<Person> {
  const { invitationPath } = await admin.api.call(createUser, { body: { ...user, agencyId: null } });
  const person = { api: new ApiClient(origin), password: `kata sandi ${user.username}` };
  await person.api.call(acceptInvitation, {
    params: { token: invitationPath.split('/').at(-1) ?? '' },
    body: { password: person.password },
  });
  await person.api.call(signIn, { body: { username: user.username, password: person.password } });
  return person;
}
