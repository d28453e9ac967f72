/** A real server over a temporary data folder, and people signed in to it. */
import { onTestFinished } from 'vitest';
import { acceptInvitation, createAgency, createUser, finishSetup } from '../../../core/api/people.ts';
import type { Agency, Role, User } from '../../../core/model/catalogue.ts';
import { startServer, type RunningServer, type ServerOptions } from '../../../server/index.ts';
import { ApiClient } from '../../../tools/api-client.ts';
import { workFolder } from '../../support/work-folder.ts';

export const PASSWORD = 'kata sandi panjang';

export interface TestServer extends RunningServer {
  dataDir: string;
}

/** Closed after the test. Give `dataDir` to go on where another one stopped. */
export async function testServer(options: Partial<ServerOptions> = {}): Promise<TestServer> {
  const dataDir = options.dataDir ?? (await workFolder());
  const server = await startServer({ port: 0, logLevel: 'silent', ...options, dataDir });
  onTestFinished(() => server.close());
  return { ...server, dataDir };
}

export const setupTokenOf = ({ setupPath }: RunningServer): string => setupPath?.split('token=')[1] ?? '';

export interface Person {
  api: ApiClient;
  user: User;
}

export async function setUp(server: RunningServer): Promise<Person> {
  const api = new ApiClient(server.url);
  const { user } = await api.call(finishSetup, {
    body: {
      token: setupTokenOf(server),
      cityName: 'Kota Uji',
      username: 'admin',
      displayName: 'Administrator',
      password: PASSWORD,
    },
  });
  return { api, user };
}

/** Invites somebody and accepts for them. */
export async function invite(
  server: RunningServer,
  admin: Person,
  username: string,
  roles: Role[],
  agencyId: string | null = null,
): Promise<Person> {
  const body = { username, displayName: username, roles, agencyId };
  const { invitationPath } = await admin.api.call(createUser, { body });
  const api = new ApiClient(server.url);
  const token = invitationPath.split('/').at(-1) ?? '';
  const { user } = await api.call(acceptInvitation, { params: { token }, body: { password: PASSWORD } });
  return { api, user };
}

export const addAgency = ({ api }: Person, shortName = 'Dinkes'): Promise<Agency> =>
  api.call(createAgency, { body: { name: `Dinas ${shortName}`, shortName, kind: 'opd' } });

/** The code of the problem a call was refused with. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error && 'problem' in error) return (error.problem as { code: string }).code;
    throw error;
  }
  return 'none';
}
