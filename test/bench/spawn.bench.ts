/**
 * From starting the player to its first picture on the real screen, every byte of it verified, without a network:
 * as after a power cut: the player alone, and under its launcher, which verifies the slot it starts. Beside them, in the
 * same run and by turns, a bare Chromium with one `<video>` of the same file.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumFlags } from '../../main/shell/chromium/flags.ts';
import { findChromium } from '../../main/shell/chromium/find.ts';
import { startKiosk } from '../e2e/support/kiosk.ts';
import { makeCodedVideo } from '../support/coded-media.ts';
import { startDesktop, type Desktop } from '../support/desktop.ts';
import { installRelease, LAUNCHER } from '../support/installed-release.ts';
import { MiniDirector } from '../support/mini-director.ts';
import { PageHost } from '../support/page-host.ts';
import { captureCodes } from '../support/screen-capture.ts';
import type { BenchRow } from './row.ts';

const ROUNDS = Number(process.env['BENCH_SPAWNS'] ?? 7);
const GOAL = 1.5;
/** The zone of the small server's screen. */
const ZONE = { widthPx: 384, heightPx: 160 };
const AIR_MS = 10_000;
/** Nothing listens there. */
const UNREACHABLE = 'http://127.0.0.1:9';

interface Running {
  stop(): Promise<void>;
}

export default async function spawnToPicture(): Promise<BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'wawar-spawn-'));
  const desktop = await startDesktop(800, 480);
  const file = await makeCodedVideo({ item: 3, frames: (AIR_MS * 30) / 1000, ...ZONE }, folder);
  const host = await PageHost.start(join(import.meta.dirname, '../../build/player'));
  host.addMedia(file);
  try {
    const kiosk = await pairedKiosk(desktop, join(folder, 'kiosk'), await readFile(file.path));
    const launcher = underLauncher(desktop, await installRelease(folder), join(folder, 'kiosk'));
    const bare = bareChromium(desktop, folder, host.controlUrl(file.sha256), await findChromium(process.env));
    const times = { alone: [] as number[], launched: [] as number[], bare: [] as number[] };
    for (let round = 0; round < ROUNDS; round += 1) {
      times.bare.push(await timeToPicture(desktop, bare));
      times.alone.push(await timeToPicture(desktop, kiosk));
      times.launched.push(await timeToPicture(desktop, launcher));
    }
    const theirsMs = median(times.bare);
    const row = (how: string, oursMs: number): BenchRow => ({
      name: `spawn to first verified picture, ${how}, median of ${String(ROUNDS)}`,
      ours: `${oursMs.toFixed(0)} ms`,
      peer: `bare Chromium ${theirsMs.toFixed(0)} ms`,
      ratio: (theirsMs * GOAL) / oursMs,
      goal: `≤ ${String(GOAL)}× bare (${(oursMs / theirsMs).toFixed(2)}×)`,
      met: oursMs <= theirsMs * GOAL,
    });
    return [row('the player', median(times.alone)), row('under its launcher', median(times.launched))];
  } finally {
    await host.close();
    await desktop.close();
    await rm(folder, { recursive: true });
  }
}

/** Has been paired and has everything on its disk; its server is gone. */
async function pairedKiosk(desktop: Desktop, dataDir: string, bytes: Buffer): Promise<() => Running> {
  const director = new MiniDirector();
  await director.start();
  const start = () => startKiosk({ serverUrl: director.url, dataDir, display: desktop.display });
  const first = start();
  await director.until(() => director.codeShown !== null, 'hello', 60_000);
  director.pair();
  const isBack = director.hellos.length;
  await director.until(() => director.hellos.length > isBack, 'hello again', 60_000);
  const wanted = {
    id: 'evergreen',
    bytes,
    type: 'video/mp4',
    evergreen: true,
    airDurationMs: AIR_MS,
  } as const;
  director.publish([wanted]);
  await untilPicture(desktop);
  await first.stop();
  await director.stop();
  return start;
}

function underLauncher({ display }: Desktop, home: string, dataDir: string): () => Running {
  const player = ['--server', UNREACHABLE, '--data', dataDir, '--usb-dir', 'none'];
  const words = ['run', '--home', home, '--shell', 'kiosk', '--display-rect=0,0,800,480', '--', ...player];
  return () => {
    const child = spawn(process.execPath, [join(import.meta.dirname, '../..', LAUNCHER), ...words], {
      ...{ stdio: 'ignore', env: { ...process.env, DISPLAY: display } },
    });
    return {
      async stop() {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      },
    };
  };
}

function bareChromium(desktop: Desktop, folder: string, url: string, executable: string): () => Running {
  let runs = 0;
  return () => {
    runs += 1;
    const rect = { x: 0, y: 0, widthPx: 800, heightPx: 480 };
    const look = {
      headless: false,
      kiosk: true,
      withoutGpu: false,
      rect,
      isRoot: process.getuid?.() === 0,
      url,
    };
    const flags = chromiumFlags({ ...look, profileDir: join(folder, `profile-${String(runs)}`) });
    const own = flags.filter((flag) => flag !== '--remote-debugging-pipe');
    const child = spawn(executable, own, {
      ...{ stdio: 'ignore', detached: true },
      env: { ...process.env, DISPLAY: desktop.display },
    });
    return {
      async stop() {
        const ended = once(child, 'exit');
        process.kill(-(child.pid ?? 0), 'SIGTERM');
        await ended;
      },
    };
  };
}

async function timeToPicture(desktop: Desktop, start: () => Running): Promise<number> {
  const capture = await captureCodes(desktop.display, 0, 0);
  try {
    await capture.until((samples) => samples.at(-1)?.kind === 'black');
    capture.forget();
    const startedMs = performance.now();
    const running = start();
    try {
      await capture.until((samples) => samples.at(-1)?.kind === 'frame', 60_000);
      return performance.now() - startedMs;
    } finally {
      await running.stop();
    }
  } finally {
    await capture.stop();
  }
}

async function untilPicture(desktop: Desktop): Promise<void> {
  const capture = await captureCodes(desktop.display, 0, 0);
  await capture.until((samples) => samples.at(-1)?.kind === 'frame', 60_000).finally(() => capture.stop());
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Infinity;
