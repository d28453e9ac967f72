/** Bad input: answered with problem details, and the server goes on. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { Problem } from '../../core/api/problems.ts';
import { setUp, testServer, type TestServer } from './support/running-server.ts';

async function problemOf(response: Response) {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const problem = Problem.parse(await response.json());
  expect(problem.status).toBe(response.status);
  return problem;
}

const send = (server: TestServer, path: string, init: RequestInit & { json?: string }): Promise<Response> =>
  fetch(server.url + path, {
    method: 'POST',
    ...init,
    headers: { 'content-type': 'application/json', ...init.headers },
    ...(init.json === undefined ? {} : { body: init.json }),
  });

/** Sends raw bytes and returns all that comes back until the server hangs up. */
async function raw({ port }: TestServer, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('latin1').on('data', (chunk: string) => (answer += chunk));
  socket.write(bytes);
  await once(socket, 'close');
  return answer;
}

it('what cannot be read, fits no schema or is too large is answered as a problem, and the process lives', async () => {
  const server = await testServer();
  const answers: [string, number, Promise<Response>][] = [
    ['malformed_json', 400, send(server, '/api/session', { json: '{"username":' })],
    ['invalid_request', 400, send(server, '/api/session', { json: '[]' })],
    ['malformed_json', 400, send(server, '/api/session', { json: '"text"' })],
    ['invalid_request', 400, send(server, '/api/session', { json: '{"username":"a","password":"b","c":1}' })],
    ['invalid_request', 400, send(server, '/api/session', { json: '{"__proto__":{"roles":["admin"]}}' })],
    [
      'invalid_request',
      400,
      send(server, '/api/session', { headers: { 'content-type': 'text/plain' }, json: 'x' }),
    ],
    [
      'malformed_json',
      400,
      send(server, '/api/session', { headers: { 'content-encoding': 'br2' }, json: '{}' }),
    ],
    ['too_large', 413, send(server, '/api/session', { json: `"${'x'.repeat(300_000)}"` })],
    ['not_found', 404, send(server, '/api/nothing-here', { json: '{}' })],
    ['not_found', 404, fetch(`${server.url}/api/invitations/%E0%A4%A`)],
    ['invalid_request', 400, fetch(`${server.url}/api/invitations/short`)],
  ];
  for (const [code, status, answer] of answers) {
    expect(await problemOf(await answer)).toMatchObject({ code, status });
  }
  expect((await fetch(`${server.url}/api/health`)).status).toBe(200);
});

it('an invalid form names its fields', async () => {
  const server = await testServer();
  const answer = await send(server, '/api/setup', { json: '{"token":"x","password":"short"}' });
  const { errors } = await problemOf(answer);
  expect(errors?.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['token', 'cityName', 'username', 'password']),
  );
});

it('problems are told in Indonesian unless English is preferred', async () => {
  const server = await testServer();
  const titleFor = async (language?: string) =>
    (
      await problemOf(
        await fetch(`${server.url}/api/session`, {
          headers: language === undefined ? {} : { 'accept-language': language },
        }),
      )
    ).title;
  expect(await titleFor()).toBe('Silakan masuk dahulu.');
  expect(await titleFor('fr, id;q=0.5')).toBe('Silakan masuk dahulu.');
  expect(await titleFor('en-GB, id;q=0.5')).toBe('Please sign in first.');
});

it('a page of another site cannot use a signed-in browser', async () => {
  const server = await testServer();
  const { api } = await setUp(server);
  const from = (headers: Record<string, string>) =>
    fetch(`${server.url}/api/session`, { method: 'DELETE', headers: { cookie: api.cookie, ...headers } });
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: `http://127.0.0.1:${server.port + 1}` },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ]) {
    expect(await problemOf(await from(headers))).toMatchObject({ code: 'foreign_origin' });
  }
  expect((await from({ origin: server.url })).status).toBe(204);
});

it('what is not HTTP is answered and hung up on', async () => {
  const server = await testServer();
  const upgrade = 'HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
  expect(await raw(server, `GET // ${upgrade}`)).toMatch(/^HTTP\/1\.1 404 /);
  expect(await raw(server, 'this is not http\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  expect(await raw(server, `GET / HTTP/1.1\r\nHost: x\r\nX-Big: ${'y'.repeat(20_000)}\r\n\r\n`)).toMatch(
    /^HTTP\/1\.1 431 /,
  );
  expect((await fetch(`${server.url}/api/health`)).status).toBe(200);
});

it('pages carry a policy under which only files of this server run', async () => {
  const server = await testServer();
  const { headers } = await fetch(server.url, { headers: { accept: 'text/html' } });
  const policy = headers.get('content-security-policy') ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-powered-by')).toBeNull();
});

it('the API is described as OpenAPI 3.1, one operation for each contract', async () => {
  const server = await testServer();
  const answer = await fetch(`${server.url}/api/openapi.json`);
  const document = (await answer.json()) as { openapi: string; paths: Record<string, object> };
  expect(document.openapi).toMatch(/^3\.1\./);
  expect(document.paths['/api/announcements/{id}']).toHaveProperty('put');
});
