/**
 * The crew app on a cheap phone: a processor six times slower than this machine's, 375 px wide. What comes over the
 * air the first time, and how long a start takes until the big button can be pressed.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { chromium, type Page } from 'playwright-core';
import { inviteCrewDevice } from '../../core/api/crew.ts';
import { createUser, finishSetup } from '../../core/api/people.ts';
import { createUnit } from '../../core/api/reports.ts';
import { startServer, type RunningServer } from '../../server/index.ts';
import { ApiClient } from '../../tools/api-client.ts';
import type { BenchRow } from './row.ts';

const ROOT = join(import.meta.dirname, '../..');
const SLOWER = 6;
const ROUNDS = 5;
/** Of a phone that is taken out at a stop: longer is felt as waiting (RAIL, web.dev/rail). */
const GOAL_MS = 5000;
const GOAL_KIB = 200;

export default async function crewStart(): Promise<BenchRow[]> {
  await promisify(execFile)(process.execPath, ['tools/build.ts', 'crew'], { cwd: ROOT });
  const dataDir = await mkdtemp(join(tmpdir(), 'wawar-crew-bench-'));
  const server = await startServer({ dataDir, port: 0, logLevel: 'silent' });
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
  });
  try {
    const context = await browser.newContext({ viewport: { width: 375, height: 812 }, isMobile: true });
    const page = await context.newPage();
    await page.goto(server.url + (await invitation(server)));
    await page.getByText('Hari ini').waitFor();
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await context.setOffline(true);
    const cdp = await context.newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    const startsMs: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) startsMs.push(await startMs(page));
    const startMsMedian = startsMs.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? NaN;
    const sizeKib = await overTheAirKib();
    return [
      {
        name: `crew app: start without network, ${String(SLOWER)}× slower processor`,
        ours: `${startMsMedian.toFixed(0)} ms`,
        peer: '-',
        ratio: GOAL_MS / startMsMedian,
        goal: `≤ ${String(GOAL_MS)} ms`,
        met: startMsMedian <= GOAL_MS,
      },
      {
        name: 'crew app: the whole app, compressed',
        ours: `${sizeKib.toFixed(0)} KiB`,
        peer: '-',
        ratio: GOAL_KIB / sizeKib,
        goal: `≤ ${String(GOAL_KIB)} KiB`,
        met: sizeKib <= GOAL_KIB,
      },
    ];
  } finally {
    await browser.close();
    await server.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** From the tap on the icon to a page that answers. */
async function startMs(page: Page): Promise<number> {
  const before = performance.now();
  await page.reload({ waitUntil: 'commit' });
  await page.getByText('Hari ini').click();
  return performance.now() - before;
}

async function overTheAirKib(): Promise<number> {
  const folder = join(ROOT, 'build/crew');
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((one) =>
    one.isFile(),
  );
  const sizes = await Promise.all(
    files
      .filter(({ name }) => /\.(?:html|js|css|svg|webmanifest)$/.test(name))
      .map(async ({ parentPath, name }) => gzipSync(await readFile(join(parentPath, name))).length),
  );
  return sizes.reduce((sum, bytes) => sum + bytes, 0) / 1024;
}

async function invitation(server: RunningServer): Promise<string> {
  const api = new ApiClient(server.url);
  await api.call(finishSetup, {
    body: {
      token: server.setupPath?.split('token=')[1] ?? '',
      cityName: 'Kota Uji',
      username: 'admin',
      displayName: 'Administrator',
      password: 'kata sandi panjang',
    },
  });
  const { id } = await api.call(createUnit, {
    body: { name: 'Mobil 1', plate: '', agencyId: null, areaIds: [], voicing: 'horn' },
  });
  const { user } = await api.call(createUser, {
    body: { username: 'kru1', displayName: 'Kru 1', roles: ['crew'], agencyId: null },
  });
  const { path } = await api.call(inviteCrewDevice, { params: { id }, body: { userId: user.id } });
  return path;
}
