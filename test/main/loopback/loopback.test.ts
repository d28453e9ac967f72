import { mkdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { openDoor, type Door } from '../../../main/loopback/door.ts';
import { startLoopback, type Loopback } from '../../../main/loopback/loopback.ts';
import { parseRange } from '../../../main/loopback/range.ts';
import { TestPage } from '../../support/test-page.ts';
import { workFolder } from '../../support/work-folder.ts';

const SHA256 = 'a'.repeat(64);
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

const media = Buffer.from('0123456789');

/** A door with the page behind it that a build leaves. */
async function newDoor(): Promise<Door> {
  const folder = await workFolder();
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Wawar</title>');
  await writeFile(join(folder, 'assets', 'main.js'), 'export {};');
  await writeFile(join(folder, 'secret.key'), 'x');
  const door = await openDoor({ rendererDir: folder, log: silent });
  onTestFinished(() => door.close());
  return door;
}

const serve = (door: Door): Loopback =>
  startLoopback(door, {
    log: silent,
    openMedia: async (sha256) =>
      sha256 === SHA256
        ? {
            bytes: media.length,
            type: 'video/mp4',
            open: async ({ start, end }) => Readable.from([media.subarray(start, end)]),
          }
        : null,
  });

async function start(): Promise<Loopback & { door: Door }> {
  const door = await newDoor();
  return { ...serve(door), door };
}

async function openPage({ door }: { door: Door }): Promise<TestPage> {
  const page = await TestPage.open(door.entry);
  onTestFinished(() => page.close());
  return page;
}

/** A request with headers a browser would not let a page set. */
function rawGet(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject).end();
  });
}

test('without the cookie there is the page, which is no secret, and nothing else', async () => {
  const { door } = await start();
  const { origin } = new URL(door.entry.url);
  for (const path of ['/', '/assets/main.js']) expect((await fetch(origin + path)).status, path).toBe(200);
  const guesses = [undefined, 'wawar_renderer=', `wawar_renderer=${'0'.repeat(64)}`];
  for (const path of [`/media/${SHA256}`, '/renderer', '/secret.key', '/nothing']) {
    for (const cookie of guesses)
      expect(await rawGet(origin + path, cookie ? { cookie } : {}), path).toBe(403);
  }
});

test('another process has another cookie', async () => {
  const [one, other] = [await start(), await start()];
  const { cookie } = await openPage(one);
  expect(await rawGet(`${other.door.entry.url}media/${SHA256}`, { cookie })).toBe(403);
});

test('who comes before there is anything behind the door has the page at once, and waits for the rest', async () => {
  const door = await newDoor();
  expect((await fetch(door.entry.url)).status).toBe(200);
  const settled: string[] = [];
  const page = openPage({ door }).finally(() => settled.push('page'));
  const cookie = `${door.entry.cookie?.name}=${door.entry.cookie?.value}`;
  const asked = rawGet(`${door.entry.url}media/${SHA256}`, { cookie }).finally(() => settled.push('media'));
  await setTimeout(100);
  expect(settled).toEqual([]);
  const loopback = serve(door);
  await page;
  expect(await asked).toBe(200);
  expect(loopback.renderer.isConnected).toBe(true);
});

/** Asks to be upgraded, and keeps its end of the connection open. */
async function knock({ entry: { url, cookie } }: Door, shows = true): Promise<Socket> {
  const { port, host } = new URL(url);
  const socket = connect({ port: Number(port), host: '127.0.0.1', allowHalfOpen: true });
  const lines = [
    ...['GET /renderer HTTP/1.1', `Host: ${host}`, `Origin: http://${host}`],
    ...['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Version: 13'],
    ...[
      'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==',
      ...(shows ? [`Cookie: ${cookie?.name}=${cookie?.value}`] : []),
    ],
  ];
  socket.on('error', () => undefined).write(`${lines.join('\r\n')}\r\n\r\n`);
  await setTimeout(50);
  return socket;
}

test('who hangs up while waiting leaves nothing behind', async () => {
  const door = await newDoor();
  (await knock(door)).resetAndDestroy();
  await setTimeout(50);
  const loopback = serve(door);
  await setTimeout(50);
  expect(loopback.renderer.isConnected).toBe(false);
  await openPage({ door });
});

test('a door closes at once, whoever still waits there or will not go', async () => {
  const door = await newDoor();
  await knock(door);
  await knock(door, false);
  await door.close();
});

test('another name for this address is refused: DNS rebinding', async () => {
  const loopback = await start();
  const page = await openPage(loopback);
  const { port } = new URL(page.origin);
  const { cookie } = page;
  expect(await rawGet(page.origin, { cookie })).toBe(200);
  for (const host of [`evil.example:${port}`, `localhost:${port}`, '127.0.0.1']) {
    expect(await rawGet(page.origin, { cookie, host }), host).toBe(421);
  }
});

test.each([
  ['another origin', { origin: 'http://evil.example' }],
  ['no origin', {}],
])('a socket from %s is refused', async (_, headers) => {
  const page = await openPage(await start());
  const socket = new WebSocket(`${page.origin.replace('http', 'ws')}/renderer`, {
    headers: { cookie: page.cookie, ...headers },
  });
  await expect(
    new Promise((_resolve, reject) => {
      socket.on('error', reject);
    }),
  ).rejects.toThrow('403');
});

test('a malformed message ends the page’s connection, and a new page may connect', async () => {
  const loopback = await start();
  const page = await openPage(loopback);
  const gone = new Promise<void>((resolve) => loopback.renderer.events.once('disconnected', resolve));
  page.sendRaw('{"type":"applied","manifestVersion":0}');
  await gone;
  await openPage(loopback);
  expect(loopback.renderer.isConnected).toBe(true);
});

test('every answer carries the policy, and only files of the page are served', async () => {
  const page = await openPage(await start());
  for (const path of ['/', '/assets/main.js', '/nothing', `/media/${SHA256}`]) {
    const { headers } = await page.fetch(path);
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  }
  for (const path of [
    '/assets',
    '/assets/',
    '/secret.key',
    '/..%2f..%2fetc%2fpasswd',
    '/media/',
    '/media/x',
  ]) {
    expect((await page.fetch(path)).status, path).toBe(404);
  }
});

test('media are served whole and in ranges', async () => {
  const page = await openPage(await start());
  const whole = await page.fetch(`/media/${SHA256}`);
  expect([whole.status, await whole.text()]).toEqual([200, '0123456789']);
  const part = await page.fetch(`/media/${SHA256}`, { range: 'bytes=2-4' });
  expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
    206,
    'bytes 2-4/10',
    '234',
  ]);
  expect((await page.fetch(`/media/${SHA256}`, { range: 'bytes=10-' })).status).toBe(416);
});

test.each([
  [undefined, null],
  ['bytes=0-', { start: 0, end: 10 }],
  ['bytes=3-3', { start: 3, end: 4 }],
  ['bytes=3-99', { start: 3, end: 10 }],
  ['bytes=-4', { start: 6, end: 10 }],
  ['bytes=-99', { start: 0, end: 10 }],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=10-', 'unsatisfiable'],
  ['bytes=4-3', null],
  ['bytes=1-2,4-5', null],
  ['lines=1-2', null],
  ['bytes=-', null],
])('Range %s of ten bytes', (header, expected) => {
  expect(parseRange(header, 10)).toEqual(expected);
});

test('a missing page stops the start with a clear fault', async () => {
  const folder = await workFolder();
  const opening = openDoor({ rendererDir: join(folder, 'none'), log: silent });
  await expect(opening).rejects.toMatchObject({ code: 'renderer_not_built' });
});
