/** Who may call what, generated from the contracts: every route times every role. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contracts } from '../../core/api/index.ts';
import type { Contract } from '../../core/api/contract.ts';
import { ROLES, type Role } from '../../core/model/catalogue.ts';
import { checkCoverage } from '../../server/http/coverage.ts';
import { startServer, type RunningServer } from '../../server/index.ts';
import { addAgency, invite, setUp } from './support/running-server.ts';

let server: RunningServer;
let dataDir: string;
const cookies = new Map<Role, string>();

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'wawar-access-'));
  server = await startServer({ dataDir, port: 0, logLevel: 'silent' });
  const admin = await setUp(server);
  const agency = await addAgency(admin);
  for (const role of ROLES) {
    const agencyId = role === 'contributor' ? agency.id : null;
    cookies.set(role, (await invite(server, admin, `si-${role}`, [role], agencyId)).api.cookie);
  }
});
afterAll(async () => {
  await server.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** A request that gets past access and no further: its parts do not fit, or name nothing that exists. */
async function knock({ method, path }: Contract, cookie: string) {
  const url = server.url + path.replace(/:\w+/g, '-');
  const hasBody = method !== 'get' && method !== 'delete';
  const response = await fetch(url, {
    method: method.toUpperCase(),
    headers: { cookie, ...(hasBody ? { 'content-type': 'application/json' } : {}) },
    body: hasBody ? '{"unknown":1}' : null,
  });
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') === true;
  const code = isProblem ? ((await response.json()) as { code: string }).code : 'none';
  return { status: response.status, code };
}

/** Calls that would go through with a bare request and end what the next one needs. */
const protectedContracts = contracts.filter(({ access, id }) => access !== 'public' && id !== 'signOut');

describe.each(protectedContracts.map((contract) => [contract.id, contract] as const))(
  '%s',
  (_id, contract) => {
    it('refuses a stranger', async () => {
      const code =
        contract.access === 'device' || contract.access === 'crew' ? 'device_unknown' : 'not_signed_in';
      expect(await knock(contract, '')).toEqual({ status: 401, code });
    });

    it.each(ROLES)('answers the role %s as the contract says', async (role) => {
      const { status, code } = await knock(contract, cookies.get(role) ?? '');
      if (contract.access === 'device' || contract.access === 'crew') expect(code).toBe('device_unknown');
      else if (contract.access === 'signed_in' || contract.access.includes(role)) {
        expect([401, 403]).not.toContain(status);
        expect(code).not.toBe('internal');
      } else expect({ status, code }).toEqual({ status: 403, code: 'forbidden' });
    });
  },
);

it('a contract that nothing answers, or two routes answer, keeps the server from starting', () => {
  const routes = contracts.map((contract) => ({ contract, handle: async () => undefined }));
  expect(() => checkCoverage(contracts, routes)).not.toThrow();
  expect(() => checkCoverage(contracts, routes.slice(1))).toThrow('Routes and contracts differ');
  expect(() => checkCoverage(contracts, [...routes, ...routes.slice(0, 1)])).toThrow(
    'Routes and contracts differ',
  );
});
