import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ChromiumShell } from '../../../main/shell/chromium/chromium-shell.ts';
import { findChromium } from '../../../main/shell/chromium/find.ts';
import { chromiumFlags } from '../../../main/shell/chromium/flags.ts';
import { PageLife } from '../../../main/shell/chromium/page-life.ts';

const PAGE = `<!doctype html><style>body{margin:0;background:#000}
div{position:absolute;left:100px;top:50px;width:300px;height:200px;background:#f00}</style><div></div>`;
const RECT = { x: 0, y: 0, widthPx: 800, heightPx: 600 };
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

let server: Server;
let url: string;
let shell: ChromiumShell;

beforeEach(async () => {
  server = createServer((_request, response) => response.end(PAGE));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const executable = await findChromium(process.env);
  shell = new ChromiumShell({ executable, headless: true, kiosk: true, rect: RECT, log: silent });
});
afterEach(async () => {
  await shell.close();
  server.close();
});

/** Process ids of the browsers this process started. */
const browsers = (): Promise<number[]> => childrenOf(process.pid);

/** Process ids of the browsers a process started. */
async function childrenOf(parent: number | undefined): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'pid=', '--ppid', String(parent), '-C', 'none']);
  const children = stdout.split('\n').map(Number).filter(Boolean);
  const commands = await Promise.all(
    children.map((pid) =>
      promisify(execFile)('ps', ['-o', 'args=', '-p', String(pid)]).catch(() => ({ stdout: '' })),
    ),
  );
  return children.filter((_, at) => commands[at]?.stdout.includes('wawar-chromium-'));
}

/** Process ids of a browser's pages. */
async function renderersOf(browser: number): Promise<number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-eo', 'pid=,pgid=,args=']);
  const family = stdout.split('\n').map((line) => line.trim().split(/\s+/));
  return family
    .filter(([, group, ...args]) => Number(group) === browser && args.includes('--type=renderer'))
    .map(([pid]) => Number(pid));
}

/** Profiles of a player; other tests have theirs. */
const profilesOf = async (player = process.pid) =>
  (await readdir(tmpdir())).filter((name) => name.startsWith(`wawar-chromium-${player}-`));

test('what the browser leaves when it is ended by force lies in its profile, and goes with it', async () => {
  await shell.show({ url });
  const [profile] = await profilesOf();
  const socket = await readlink(join(tmpdir(), profile ?? '', 'SingletonSocket'));
  expect(socket.startsWith(join(tmpdir(), profile ?? '', 't'))).toBe(true);
});

test('the page is shown and captured as it is, cut to the area asked for', async () => {
  await shell.show({ url });
  const whole = await sharp(await shell.capture(null)).metadata();
  expect(whole).toMatchObject({ format: 'jpeg', width: 640, height: 480 });
  const area = { x: 100, y: 50, widthPx: 300, heightPx: 200 };
  const { data, info } = await sharp(await shell.capture(area))
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([300, 200]);
  const [red = 0, green = 0, blue = 0] = data.subarray(0, 3);
  expect(red).toBeGreaterThan(240);
  expect(green + blue).toBeLessThan(40);
});

test('a browser that is killed is reported lost, and can be shown again', async () => {
  await shell.show({ url });
  const lost = new Promise<string>((resolve) => shell.events.once('lost', resolve));
  for (const pid of await browsers()) process.kill(pid, 'SIGKILL');
  expect(await lost).toContain('exit');
  await shell.show({ url });
  expect((await shell.capture(null)).length).toBeGreaterThan(500);
});

test('a page that crashes is reported lost', async () => {
  await shell.show({ url });
  const lost = new Promise<string>((resolve) => shell.events.once('lost', resolve));
  const [browser = 0] = await browsers();
  for (const pid of await renderersOf(browser)) process.kill(pid, 'SIGKILL');
  expect(await lost).toMatch(/targetCrashed/);
  await shell.show({ url });
});

test('an address that does not load leaves no page of the browser behind', async () => {
  await expect(shell.show({ url: 'http://127.0.0.1:1/' })).rejects.toMatchObject({ code: 'shell_failed' });
  await vi.waitFor(async () => expect(await browsers()).toEqual([]), 10_000);
});

test('a page that hangs is ended with its browser, and a new one is there', async () => {
  await shell.show({ url });
  const [first] = await browsers();
  process.kill(-(first ?? 0), 'SIGSTOP');
  await shell.restart({ url });
  expect(await browsers()).not.toContain(first);
  expect((await shell.capture(null)).length).toBeGreaterThan(500);
});

test('a hanging browser of a player that was killed is ended by the next one, with its profile', async () => {
  const look = JSON.stringify({ headless: true, kiosk: true, rect: RECT, url, withoutGpu: false });
  const start = `const { startBrowser } = await import('./main/shell/chromium/process.ts');
    const { makeProfile } = await import('./main/shell/chromium/profile.ts');
    startBrowser('chromium', await makeProfile(), ${look}, () => undefined);`;
  const player = spawn(process.execPath, ['--input-type=module', '-e', start], { stdio: 'ignore' });
  const left = () => profilesOf(player.pid);
  await vi.waitFor(async () => expect(await childrenOf(player.pid)).toHaveLength(1), 20_000);
  const [browser = 0] = await childrenOf(player.pid);
  process.kill(-browser, 'SIGSTOP');
  player.kill('SIGKILL');
  await once(player, 'exit');
  expect(await left()).toHaveLength(1);
  await shell.show({ url });
  expect(await left()).toEqual([]);
  await vi.waitFor(() => expect(() => process.kill(browser, 0)).toThrow('ESRCH'), 10_000);
});

test('closing ends every process and removes the profile', async () => {
  await shell.show({ url });
  expect(await browsers()).toHaveLength(1);
  await shell.close();
  await shell.close();
  expect(await browsers()).toHaveLength(0);
  expect(await profilesOf()).toEqual([]);
  await expect(shell.show({ url })).rejects.toMatchObject({ code: 'shell_failed' });
});

test('closing while the browser starts ends it, whenever that is', async () => {
  const executable = await findChromium(process.env);
  for (const afterMs of [0, 20, 150]) {
    const early = new ChromiumShell({ executable, headless: true, kiosk: true, rect: RECT, log: silent });
    const shown = early.show({ url }).then(
      () => 'shown',
      (error: { code: string }) => error.code,
    );
    await setTimeout(afterMs);
    await early.close();
    expect(await shown).toBe('shell_failed');
    expect(await browsers()).toHaveLength(0);
  }
});

test('an executable that is no browser fails with a clear fault', async () => {
  const broken = new ChromiumShell({
    executable: '/bin/false',
    headless: true,
    kiosk: true,
    rect: RECT,
    log: silent,
  });
  await expect(broken.show({ url })).rejects.toMatchObject({ code: 'shell_failed' });
  await broken.close();
  await expect(findChromium({ PATH: '' })).rejects.toMatchObject({ code: 'chromium_not_found' });
});

test('nothing on the command line lets anybody in, and it opens no port; the first page is let in already', async () => {
  const cookies: (string | undefined)[] = [];
  server
    .removeAllListeners('request')
    .on('request', ({ headers }: IncomingMessage, response: ServerResponse) => {
      cookies.push(headers.cookie);
      response.end('<script>setInterval(() => fetch("/again"), 20)</script>');
    });
  await shell.show({ url, cookie: { name: 'a', value: 'rahasia' } });
  const [browser = 0] = await browsers();
  const command = await readFile(`/proc/${browser}/cmdline`, 'utf8');
  expect(command).toContain(url);
  expect(command).not.toMatch(/rahasia|remote-debugging-port/);
  await vi.waitFor(() => expect(cookies).toContain('a=rahasia'), 10_000);
});

test.each(['browser', 'page'])(
  'a %s that is lost before it is asked to show anything is no success',
  async (what) => {
    const asked = once(server, 'request');
    await shell.warmUp({ url });
    await asked;
    await setTimeout(500);
    const [browser = 0] = await browsers();
    const victims = what === 'browser' ? [browser] : await renderersOf(browser);
    for (const pid of victims) process.kill(pid, 'SIGKILL');
    await vi.waitFor(async () => expect(await browsers()).toEqual([]), 10_000);
    await expect(shell.show({ url })).rejects.toMatchObject({ code: 'shell_failed' });
    await shell.show({ url });
  },
);

test('documents are told apart, whatever is told first', async () => {
  const life = new PageLife();
  const event = (name: string, loaderId: string) => ({
    method: 'Page.lifecycleEvent',
    params: { name, loaderId },
  });
  const frame = { loaderId: '1', url: 'http://127.0.0.1:4000/' };
  life.isAt({ loaderId: '0', url: 'about:blank' });
  life.take(event('load', '0'));
  life.take(event('load', '1'));
  life.take({ method: 'Page.frameNavigated', params: { frame: { ...frame, loaderId: '9', parentId: 'x' } } });
  life.take({ method: 'Page.frameNavigated', params: { frame } });
  expect(await life.first).toEqual({ loaderId: '1', failure: null });
  await life.reached('load', '1');
  const painted = vi.fn();
  void life.reached('firstPaint', '1').then(painted);
  life.take(event('firstPaint', '2'));
  await setTimeout(0);
  expect(painted).not.toHaveBeenCalled();
  life.reach('firstPaint', '1');
  await life.reached('firstPaint', '1');
  const other = new PageLife();
  other.isAt({ loaderId: '3', url: 'chrome-error://chromewebdata/', unreachableUrl: frame.url });
  expect((await other.first).failure).toContain(frame.url);
});

test('only who is root does without the sandbox', () => {
  const look = { headless: false, kiosk: true, rect: RECT, url, profileDir: '/tmp/p', withoutGpu: false };
  expect(chromiumFlags({ ...look, isRoot: false })).not.toContain('--no-sandbox');
  expect(chromiumFlags({ ...look, isRoot: false })).toContain('--kiosk');
  expect(chromiumFlags({ ...look, isRoot: true })).toContain('--no-sandbox');
});
