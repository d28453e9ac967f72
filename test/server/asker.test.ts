/** Who asks, as seen through proxies. */
import type { IncomingMessage } from 'node:http';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { DEVICE_SOCKET_PATH } from '../../core/protocol/device.ts';
import { askersBehind } from '../../server/http/asker.ts';
import { PASSWORD, setUp, testServer, type TestServer } from './support/running-server.ts';

const from = (remoteAddress: string, headers: IncomingMessage['headers'] = {}) => ({
  headers: { host: '127.0.0.1:8080', ...headers },
  socket: { remoteAddress } as IncomingMessage['socket'],
});

const FORWARDED = {
  'x-forwarded-for': '203.0.113.9',
  'x-forwarded-host': 'wawar.example.go.id',
  'x-forwarded-proto': 'https',
};

it('what anybody else says of themselves counts for nothing', () => {
  const plain = { address: '203.0.113.1', host: '127.0.0.1:8080', isSecure: false };
  expect(askersBehind([])(from('203.0.113.1', FORWARDED))).toEqual(plain);
  expect(askersBehind([])(from('127.0.0.1', FORWARDED)).address).toBe('127.0.0.1');
  expect(askersBehind(['loopback', '10.0.0.5'])(from('203.0.113.1', FORWARDED))).toEqual(plain);
});

it('a trusted proxy’s word is believed, on loopback in every spelling or at its address', () => {
  const asker = { address: '203.0.113.9', host: 'wawar.example.go.id', isSecure: true };
  for (const peer of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
    expect(askersBehind(['loopback'])(from(peer, FORWARDED))).toEqual(asker);
  expect(askersBehind(['10.0.0.5'])(from('10.0.0.5', FORWARDED))).toEqual(asker);
  expect(askersBehind(['fd00::5'])(from('fd00::5', FORWARDED))).toEqual(asker);
  const bare = { address: '127.0.0.1', host: '127.0.0.1:8080', isSecure: false };
  expect(askersBehind(['loopback'])(from('127.0.0.1'))).toEqual(bare);
});

it('of a list the last stranger is the one who asks: what they claim to have passed on is theirs', () => {
  const askerOf = askersBehind(['loopback', '10.0.0.5']);
  const address = (list: string) => askerOf(from('127.0.0.1', { 'x-forwarded-for': list })).address;
  expect(address('198.51.100.7, 203.0.113.9')).toBe('203.0.113.9');
  expect(address('198.51.100.7, 203.0.113.9, 10.0.0.5')).toBe('203.0.113.9');
  expect(address('198.51.100.7, unknown')).toBe('127.0.0.1');
  expect(address(', ,')).toBe('127.0.0.1');
});

it('what is no address cannot be trusted', () => {
  expect(() => askersBehind(['proxy.example'])).toThrow();
});

const signingIn = (server: TestServer, headers: Record<string, string>, password = 'salah') =>
  fetch(`${server.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ username: 'admin', password }),
  });

it('behind a proxy each address has attempts of its own; a forged one buys none', async () => {
  const server = await testServer({ behindProxy: ['loopback'] });
  const guess = async (list: string) => (await signingIn(server, { 'x-forwarded-for': list })).status;
  const guesses = Array.from({ length: 9 }, (_, index) => guess(`198.51.100.${index}, 203.0.113.9`));
  expect((await Promise.all(guesses)).toSorted()).toEqual([...Array.from({ length: 8 }, () => 401), 429]);
  expect(await guess('203.0.113.10')).toBe(401);
});

it('without a trusted proxy another header each time is the same address still', async () => {
  const server = await testServer();
  const guesses = Array.from({ length: 9 }, (_, index) =>
    signingIn(server, { 'x-forwarded-for': `203.0.113.${index}` }),
  );
  expect(
    (await Promise.all(guesses))
      .map(({ status }) => status)
      .toSorted()
      .at(-1),
  ).toBe(429);
});

it('behind a proxy that speaks TLS the page’s own address is ours, and the cookie asks for TLS', async () => {
  const seen = { ...FORWARDED, origin: 'https://wawar.example.go.id' };
  const server = await testServer({ behindProxy: ['loopback'] });
  await setUp(server);
  const answer = await signingIn(server, seen, PASSWORD);
  expect(answer.status).toBe(200);
  expect(answer.headers.getSetCookie()[0]).toMatch(/; Secure/);
  expect((await signingIn(server, { ...seen, origin: 'https://jahat.example' }, PASSWORD)).status).toBe(403);
  const kept = await signingIn(server, { 'x-forwarded-proto': 'https' }, PASSWORD);
  expect(kept.headers.getSetCookie()[0]).toMatch(/; Secure/);

  const bare = await testServer();
  await setUp(bare);
  expect((await signingIn(bare, seen, PASSWORD)).status).toBe(403);
});

it('behind a proxy the players of one site cannot use up the sockets of another', async () => {
  const server = await testServer({ behindProxy: ['loopback'] });
  const url = server.url.replace('http', 'ws') + DEVICE_SOCKET_PATH;
  const socketFrom = (address: string) => new WebSocket(url, { headers: { 'x-forwarded-for': address } });
  const strangers = Array.from({ length: 32 }, () => socketFrom('203.0.113.9'));
  await Promise.all(strangers.map((socket) => once(socket, 'open')));
  const [, refused] = (await once(socketFrom('203.0.113.9'), 'unexpected-response')) as [
    unknown,
    { statusCode: number },
  ];
  expect(refused.statusCode).toBe(429);
  const elsewhere = socketFrom('203.0.113.10');
  await once(elsewhere, 'open');
  for (const socket of [...strangers, elsewhere]) socket.terminate();
});
