/**
 * The crew app on a cheap phone: a processor six times slower than this machine's, 375 px wide, with the demo city's
 * tours, clips and approvals on it. What comes over the air the first time; and how long it takes, without network,
 * from the page's first request until everything was checked anew and the big button can be pressed. The browser itself
 * runs already.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { chromium, type Page } from 'playwright-core';
import { inviteCrewDevice } from '../../core/api/crew.ts';
import { listUnits } from '../../core/api/reports.ts';
import { findBinaries } from '../../media/ffmpeg/binaries.ts';
import { startServer, type RunningServer } from '../../server/index.ts';
import { seedCity } from '../../tools/demo/seed.ts';
import type { BenchRow } from './row.ts';

const ROOT = join(import.meta.dirname, '../..');
const SLOWER = 6;
const ROUNDS = 9;
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
    const context = await browser.newContext({
      viewport: { width: 375, height: 812 },
      isMobile: true,
      locale: 'id-ID',
    });
    const page = await context.newPage();
    await page.goto(server.url + (await invitation(server, dataDir)));
    await page.getByText('Semua klip ada di ponsel').waitFor();
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await context.setOffline(true);
    const cdp = await context.newCDPSession(page);
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    const startsMs: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) startsMs.push(await startMs(page));
    startsMs.sort((a, b) => a - b);
    const median = startsMs[Math.floor(ROUNDS / 2)] ?? NaN;
    const longest = startsMs.at(-1) ?? NaN;
    const sizeKib = await overTheAirKib();
    return [
      {
        name: `crew app: start without network, ${String(SLOWER)}× slower processor (median, longest)`,
        ours: `${median.toFixed(0)}, ${longest.toFixed(0)} ms`,
        peer: '-',
        ratio: GOAL_MS / longest,
        goal: `≤ ${String(GOAL_MS)} ms`,
        met: longest <= GOAL_MS,
      },
      {
        name: 'crew app: all of it, as it comes over the air',
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

/** From the tap on the icon to a button that answers. */
async function startMs(page: Page): Promise<number> {
  const before = performance.now();
  await page.reload({ waitUntil: 'commit' });
  await page.getByRole('button', { name: /^Putar/ }).click({ trial: true });
  return performance.now() - before;
}

/** Scripts and styles travel compressed, all else as it is: see `server/http/static-app.ts`. */
async function overTheAirKib(): Promise<number> {
  const folder = join(ROOT, 'build/crew');
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.gz'));
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const content = await readFile(join(parentPath, name));
      const isCompressed = parentPath.endsWith('assets') && /\.(?:js|css)$/.test(name);
      return isCompressed ? gzipSync(content).length : content.length;
    }),
  );
  return sizes.reduce((sum, bytes) => sum + bytes, 0) / 1024;
}

/** Makes the demo city and asks for its first car's QR code. */
async function invitation(server: RunningServer, dataDir: string): Promise<string> {
  const { editor } = await seedCity({
    origin: server.url,
    setupToken: server.setupPath?.split('token=').at(-1) ?? '',
    workDir: join(dataDir, 'drawing'),
    ffmpegPath: (await findBinaries()).ffmpeg,
    nowMs: Date.now(),
    log: () => undefined,
  });
  const [unit] = await editor.call(listUnits, {});
  const [userId] = unit?.memberIds ?? [];
  if (unit === undefined || userId === undefined) throw new Error('the demo city has no car or no crew');
  const { path } = await editor.call(inviteCrewDevice, { params: { id: unit.id }, body: { userId } });
  return path;
}
