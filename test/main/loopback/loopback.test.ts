import { mkdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { startLoopback, type Loopback } from '../../../main/loopback/loopback.ts';
import { parseRange } from '../../../main/loopback/range.ts';
import { TestPage } from '../../support/test-page.ts';
import { workFolder } from '../../support/work-folder.ts';

const SHA256 = 'a'.repeat(64);
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

async function start(): Promise<Loopback> {
  const folder = await workFolder();
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Wawar</title>');
  await writeFile(join(folder, 'assets', 'main.js'), 'export {};');
  await writeFile(join(folder, 'secret.key'), 'x');
  const bytes = Buffer.from('0123456789');
  const loopback = await startLoopback({
    rendererDir: folder,
    log: silent,
    openMedia: async (sha256) =>
      sha256 === SHA256
        ? {
            bytes: bytes.length,
            type: 'video/mp4',
            open: async ({ start: from, end }) => Readable.from([bytes.subarray(from, end)]),
          }
        : null,
  });
  onTestFinished(() => loopback.close());
  return loopback;
}

async function openPage(loopback: Loopback): Promise<TestPage> {
  const page = await TestPage.open(loopback.url());
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

test('the token in the first URL works once, and the cookie it became afterwards', async () => {
  const loopback = await start();
  const url = loopback.url();
  const page = await TestPage.open(url);
  onTestFinished(() => page.close());
  expect((await page.fetch('/')).status).toBe(200);
  expect((await fetch(url, { redirect: 'manual' })).status).toBe(403);
});

test('a new URL puts an end to the one before it and to the page it opened', async () => {
  const loopback = await start();
  const unused = loopback.url();
  const first = await openPage(loopback);
  await openPage(loopback);
  expect((await fetch(unused, { redirect: 'manual' })).status).toBe(403);
  expect((await first.fetch('/')).status).toBe(403);
});

test('nothing is served without the cookie', async () => {
  const loopback = await start();
  const { origin } = new URL(loopback.url());
  for (const path of ['/', '/assets/main.js', `/media/${SHA256}`, '/?token=', '/?token=00']) {
    expect((await fetch(origin + path, { redirect: 'manual' })).status, path).toBe(403);
  }
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
  const starting = startLoopback({
    rendererDir: join(folder, 'none'),
    log: silent,
    openMedia: async () => null,
  });
  await expect(starting).rejects.toMatchObject({ code: 'renderer_not_built' });
});
