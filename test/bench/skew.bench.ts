/**
 * Two screens of one sync group, each a whole player of its own: service, socket, Chromium. Their machines' clocks are
 * wrong by +500 and −500 ms and drift by +50 and −50 ppm, their lines to the server jitter by 20 ms, and the second is
 * switched on five seconds late. One capture reads both walls in the same sample. `BENCH_SKEW_SECONDS` sets for how
 * long (60); in 600 the clocks drift apart by two frames.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { findChromium } from '../../main/shell/chromium/find.ts';
import { startPlayerService } from '../../main/service.ts';
import type { PageEntry } from '../../main/shell/shell.ts';
import { CODED_FPS, makeCodedVideo } from '../support/coded-media.ts';
import { startDesktop, type Desktop } from '../support/desktop.ts';
import { CODE_STRIP, readCode, type Reading } from '../support/frame-codes.ts';
import { startJitteryLine } from '../support/jittery-line.ts';
import { MiniDirector } from '../support/mini-director.ts';
import { capture } from '../support/screen-capture.ts';
import type { BenchRow } from './row.ts';

const PANEL = { widthPx: 384, heightPx: 192 };
const DESKTOP = { widthPx: 2 * PANEL.widthPx + 64, heightPx: PANEL.heightPx + 96 };
const ITEMS = 6;
const FRAMES = 90;
const ROUND_FRAMES = ITEMS * FRAMES;
/** Counted from the first picture of the second player. */
const SETTLE_MS = 10_000;
const WATCH_MS = Number(process.env['BENCH_SKEW_SECONDS'] ?? 60) * 1000;
const LATE_MS = 5000;
const LEAST_READABLE = 0.95;
const JITTER = { baseMs: 5, jitterMs: 20 };
const PLAYERS = [
  { errorMs: 500, drift: 50e-6 },
  { errorMs: -500, drift: -50e-6 },
] as const;

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const rendererDir = fileURLToPath(new URL('../../build/player', import.meta.url));

export default async function skew(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'wawar-skew-'));
  const desktop = await startDesktop(DESKTOP.widthPx, DESKTOP.heightPx);
  const closing: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true }), () => desktop.close()];
  try {
    const videos = [];
    for (let item = 0; item < ITEMS; item += 1) {
      const file = await makeCodedVideo({ item, frames: FRAMES, ...PANEL }, folder);
      const airDurationMs = (FRAMES / CODED_FPS) * 1000;
      videos.push({
        id: `v${item}`,
        bytes: await readFile(file.path),
        type: 'video/mp4' as const,
        airDurationMs,
      });
    }
    const startedAtMs = Date.now();
    const effectiveFromMs = startedAtMs - 60_000;
    for (const [at, machine] of PLAYERS.entries()) {
      if (at > 0) await pause(LATE_MS);
      const director = new MiniDirector();
      await director.start();
      closing.push(() => director.stop());
      const line = await startJitteryLine(director.port, { ...JITTER, random: Math.random });
      closing.push(() => line.close());
      const { programme } = director.publish(videos);
      const zones = [{ id: 'main' as const, x: 0, y: 0, ...PANEL }];
      director.publish(videos, {
        programme: { ...programme, zones, effectiveFromMs, group: { id: 'g', canvas: null } },
      });
      const wrong = (trueMs: number) => trueMs + machine.errorMs + (trueMs - startedAtMs) * machine.drift;
      const service = await startPlayerService({
        dataDir: join(folder, `player-${at}`),
        serverUrl: `http://127.0.0.1:${line.port}`,
        software: 'bench',
        rendererDir,
        log: quiet,
        nowMs: () => wrong(performance.timeOrigin + performance.now()),
        monotonicMs: () => performance.now() * (1 + machine.drift),
      });
      closing.push(() => service.close());
      await director.until(() => director.codeShown !== null, 'hello');
      director.pair();
      closing.push(await openWindow(desktop, folder, at, machine, startedAtMs, service.entry));
    }
    return [await watch(desktop)];
  } finally {
    for (const close of closing.toReversed()) await close();
  }
}

/** A Chromium of its own, whose system clock is that of its machine. Answers how to close it. */
async function openWindow(
  desktop: Desktop,
  folder: string,
  at: number,
  machine: (typeof PLAYERS)[number],
  startedAtMs: number,
  { url, cookie }: PageEntry,
): Promise<() => Promise<void>> {
  const place = [at * (PANEL.widthPx + 32), 0];
  const context = await chromium.launchPersistentContext(join(folder, `profile-${at}`), {
    executablePath: await findChromium(process.env),
    headless: false,
    viewport: null,
    env: { ...process.env, DISPLAY: desktop.display },
    ignoreDefaultArgs: ['--enable-automation', '--mute-audio'],
    args: [
      ...['--no-sandbox', '--test-type', '--force-device-scale-factor=1', '--app=data:text/html,'],
      `--window-position=${place.join()}`,
      `--window-size=${PANEL.widthPx + 16},${PANEL.heightPx + 48}`,
      ...['--autoplay-policy=no-user-gesture-required', '--disable-backgrounding-occluded-windows'],
      ...['--disable-renderer-backgrounding', '--disable-background-timer-throttling'],
    ],
  });
  await context.addInitScript(
    ({ errorMs, drift, fromMs }) => {
      const trueNow = Date.now.bind(Date);
      Date.now = () => trueNow() + errorMs + (trueNow() - fromMs) * drift;
    },
    { ...machine, fromMs: startedAtMs },
  );
  if (cookie) await context.addCookies([{ ...cookie, url }]);
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(url);
  return () => context.close();
}

async function watch(desktop: Desktop): Promise<BenchRow> {
  const [left, right] = await findStrips(desktop);
  const widthPx = right.x + CODE_STRIP.widthPx - left.x;
  const strip = Buffer.alloc(CODE_STRIP.widthPx * CODE_STRIP.heightPx);
  const cut = (grey: Buffer, x: number): Reading => {
    for (let row = 0; row < CODE_STRIP.heightPx; row += 1) {
      const from = row * widthPx + x;
      grey.copy(strip, row * CODE_STRIP.widthPx, from, from + CODE_STRIP.widthPx);
    }
    return readCode(strip);
  };
  const rect = { x: left.x, y: left.y, widthPx, heightPx: CODE_STRIP.heightPx };
  const screens = await capture(
    desktop.display,
    rect,
    (grey) => [cut(grey, 0), cut(grey, right.x - left.x)] as const,
  );
  await pause(SETTLE_MS);
  screens.forget();
  await pause(WATCH_MS);
  const samples = await screens.stop();
  const apart = samples.flatMap(([one, other]) =>
    one.kind === 'frame' && other.kind === 'frame' ? [framesApart(one, other)] : [],
  );
  if (apart.length < samples.length * LEAST_READABLE)
    throw new Error(`of ${samples.length} samples only ${apart.length} could be read`);
  const sorted = apart.toSorted((a, b) => a - b);
  const quantile = (part: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
  const p99 = quantile(0.99);
  return {
    name: `skew of two screens of a group, p99 of ${apart.length} samples (clocks ±500 ms, ±50 ppm, 20 ms jitter)`,
    ours: `${p99} frames (p50 ${quantile(0.5)}, most ${quantile(1)})`,
    peer: '—',
    ratio: 1 / Math.max(p99, 1e-9),
    goal: '≤ 1 frame',
    met: p99 <= 1,
  };
}

/** How far two screens are apart, around the round of items. */
function framesApart(one: { item: number; frame: number }, other: { item: number; frame: number }): number {
  const place = (code: { item: number; frame: number }) => code.item * FRAMES + code.frame;
  const ahead = Math.abs(place(one) - place(other));
  return Math.min(ahead, ROUND_FRAMES - ahead);
}

/** Where the two walls' code strips are on the desktop: both windows stand at the same height. */
async function findStrips(desktop: Desktop): Promise<[Place, Place]> {
  for (let tries = 0; tries < 60; tries += 1) {
    const { rgb, widthPx, heightPx } = await desktop.grab();
    const half = Math.floor(DESKTOP.widthPx / 2);
    const left = findStrip(rgb, { widthPx, heightPx, fromX: 0, toX: 40 });
    const right = findStrip(rgb, { widthPx, heightPx, fromX: half - 20, toX: half + 40 });
    if (left && right && left.y === right.y) return [left, right];
    await pause(500);
  }
  throw new Error('the walls were not found on the desktop');
}

interface Place {
  x: number;
  y: number;
}

function findStrip(
  rgb: Buffer,
  { widthPx, heightPx, fromX, toX }: { widthPx: number; heightPx: number; fromX: number; toX: number },
): Place | undefined {
  const strip = Buffer.alloc(CODE_STRIP.widthPx * CODE_STRIP.heightPx);
  for (let y = 0; y + CODE_STRIP.heightPx < heightPx; y += 1) {
    for (let x = fromX; x < toX && x + CODE_STRIP.widthPx <= widthPx; x += 1) {
      for (let row = 0; row < CODE_STRIP.heightPx; row += 1)
        for (let column = 0; column < CODE_STRIP.widthPx; column += 1)
          strip[row * CODE_STRIP.widthPx + column] = rgb[((y + row) * widthPx + x + column) * 3] ?? 0;
      // Its first block ends with it below, so that the strip is not found a pixel too early.
      const below = rgb[((y + CODE_STRIP.heightPx) * widthPx + x + 1) * 3] ?? 0;
      if (readCode(strip).kind === 'frame' && (strip[0] ?? 0) > 230 && below < 200) return { x, y };
    }
  }
  return undefined;
}
