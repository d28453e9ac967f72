/** The installed player, its launcher and its updates: real programs, a real server, a real browser. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, cp, readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { randomBytes } from 'node:crypto';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import {
  addRelease,
  assignRelease,
  getSoftware,
  putReleaseFile,
  setReleaseKey,
} from '../../core/api/releases.ts';
import { claimPairing, listPairing, listScreensLive, updateScreen } from '../../core/api/screens.ts';
import { urlOf } from '../../core/api/url.ts';
import type { Screen } from '../../core/model/catalogue.ts';
import { payloadSha256, readEnvelope, signerFromSeed, type Signer } from '../../core/trust/index.ts';
import { RELEASE_FILE } from '../../main/launcher/first-install.ts';
import { until } from '../../tools/api-client.ts';
import { signRelease } from '../../tools/sign-release.ts';
import { damage } from '../main/launcher/rig.ts';
import { city, evergreen, type City } from '../server/director/support/city.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { workFolder } from '../support/work-folder.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const LAUNCHER = join(ROOT, 'build/launcher/launcher.js');
const run = promisify(execFile);

beforeAll(async () => {
  await run(process.execPath, [join(ROOT, 'tools/build.ts'), 'player', 'kiosk', 'launcher']);
}, 120_000);

/** What lies in a folder and below it; nothing where there is none. */
async function bytesIn(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** The build as a release; the service, half a megabyte and more, tells each from the others, and takes a while to come. */
async function release(version: number, signers: Signer[]) {
  const build = await workFolder();
  for (const part of ['player', 'kiosk'])
    await cp(join(ROOT, 'build', part), join(build, part), { recursive: true });
  const assets = join(build, 'kiosk/assets');
  const service = (await readdir(assets)).find((name) => name.startsWith('service-')) ?? '';
  await appendFile(join(assets, service), `\n// ${version}\n`);
  const to = join(await workFolder(), 'release');
  const made = await signRelease({ from: build, to, version, name: `Uji ${version}`, builtAtMs: 1, signers });
  const envelope = readEnvelope('release', await readFile(join(to, RELEASE_FILE), 'utf8'));
  if (!envelope.ok) throw new Error(envelope.error.detail);
  return { ...made, to, envelope: envelope.value, sha256: payloadSha256(envelope.value) };
}

interface Kiosk {
  process: ChildProcess;
  /** Events of launcher and player, as they log them. */
  events: { event: string; slot?: string; version?: number; detail?: string }[];
  said(event: string): Promise<Kiosk['events'][number]>;
  stop(): Promise<number | null>;
}

function startKiosk(home: string, server: string, data: string): Kiosk {
  const args = ['run', '--home', home, '--shell', 'kiosk', '--headless', '--display-rect', '0,0,64,32'];
  const child = spawn(
    process.execPath,
    [LAUNCHER, ...args, '--', '--server', server, '--data', data, '--usb-dir', 'none'],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const events: Kiosk['events'] = [];
  let rest = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines)
      if (line.startsWith('{')) events.push(JSON.parse(line) as Kiosk['events'][number]);
  });
  const kiosk: Kiosk = {
    process: child,
    events,
    said: (event) => until(async () => events.find((one) => one.event === event), 60_000),
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }
      return child.exitCode;
    },
  };
  onTestFinished(async () => void (await kiosk.stop()));
  return kiosk;
}

/** Dark now, so that an update does not wait for the night. */
async function closed({ admin }: City, screen: Screen): Promise<void> {
  const hour = (new Date().getUTCHours() + 7 + 6) % 23;
  const at = (hours: number) => `${String(hours).padStart(2, '0')}:00`;
  const { id, ...spec } = screen;
  const operatingHours = { from: at(hour), to: at(hour + 1) };
  await admin.api.call(updateScreen, { params: { id }, body: { ...spec, operatingHours } });
}

async function upload({ admin, server }: City, made: Awaited<ReturnType<typeof release>>): Promise<void> {
  const { missing } = await admin.api.call(addRelease, { body: made.envelope });
  for (const fileSha256 of missing) {
    const path = made.files.find((file) => file.sha256 === fileSha256)?.path ?? '';
    const url = server.url + urlOf(putReleaseFile, { params: { sha256: made.sha256, fileSha256 } });
    const headers = {
      cookie: admin.api.cookie,
      origin: server.url,
      'content-type': 'application/octet-stream',
    };
    const answer = await fetch(url, { method: 'PUT', headers, body: await readFile(join(made.to, path)) });
    expect(answer.status).toBe(200);
  }
}

test('[F56] a new release reaches a screen through its manifest, over a line that is cut in its midst; one byte of it changed and the old one starts, reports it, and mends it', async () => {
  const where = await city();
  const { admin, screen, server } = where;
  const maker = signerFromSeed(randomBytes(32));
  const [first, second] = [await release(1, [maker]), await release(2, [maker])];
  const [home, data] = [await workFolder(), await workFolder()];
  await run(process.execPath, [LAUNCHER, 'install', '--home', home, '--from', first.to]);
  const software = async () => (await admin.api.call(getSoftware, {})).screens[0];

  const cable = await startTcpProxy(Number(new URL(server.url).port));
  onTestFinished(() => cable.close());
  const kiosk = startKiosk(home, `http://127.0.0.1:${String(cable.port)}`, data);
  await kiosk.said('player_healthy');
  const code = await until(async () => (await admin.api.call(listPairing, {}))[0]?.code);
  await admin.api.call(claimPairing, { body: { code, screenId: screen.id } });
  await closed(where, screen);
  await evergreen(where);
  await until(async () => ((await software())?.running?.version === 1 ? true : undefined));

  await admin.api.call(setReleaseKey, { body: { ed25519: maker.publicKey.ed25519 } });
  await upload(where, second);
  cable.stallAfter(300_000, `/releases/${second.sha256}/files/`);
  await admin.api.call(assignRelease, { body: { groupId: null, sha256: second.sha256 } });
  await until(async () => ((await bytesIn(join(data, 'software'))) > 0 ? true : undefined), 60_000);
  cable.cut();
  cable.restore();
  await until(async () => ((await software())?.running?.version === 2 ? true : undefined), 60_000);
  await until(async () =>
    kiosk.events.filter(({ event }) => event === 'player_healthy').length === 2 ? true : undefined,
  );
  expect(await software()).toMatchObject({ state: 'running', assigned: { version: 2 } });
  expect(await kiosk.stop()).toBe(0);

  await damage(join(home, 'b/kiosk/kiosk.js'));
  const hurt = startKiosk(home, server.url, data);
  expect(await hurt.said('player_launched')).toMatchObject({ slot: 'a', version: 1 });
  await hurt.said('player_healthy');
  await until(async () => {
    const live = await admin.api.call(listScreensLive, {});
    return live[0]?.faults.find(({ code: fault }) => fault === 'software_refused');
  });
  // It brings what its manifest names again, and starts it.
  await until(async () => ((await software())?.running?.version === 2 ? true : undefined), 60_000);
  expect(await hurt.stop()).toBe(0);

  for (const slot of ['a', 'b']) await damage(join(home, slot, 'player/index.html'));
  const broken = startKiosk(home, server.url, data);
  await broken.said('nothing_to_start');
  await broken.said('slate_shown');
  expect(broken.events.some(({ event }) => event === 'player_launched')).toBe(false);
  expect(await broken.stop()).toBe(0);
}, 240_000);
