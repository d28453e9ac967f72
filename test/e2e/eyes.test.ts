/** The real kiosk on a real X screen, with what can come over a wall: strange windows, black, a stopped compositor. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { decode } from 'jpeg-js';
import sharp from 'sharp';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { DeviceMessage } from '../../core/protocol/device.ts';
import { DEFAULT_PLAYER_SETTINGS } from '../../core/model/screen-settings.ts';
import { startDesktop, type Desktop } from '../support/desktop.ts';
import { MiniDirector } from '../support/mini-director.ts';

type Status = Extract<DeviceMessage, { type: 'status' }>;
type Verdict = NonNullable<Status['eye']>['verdict'];

const PANEL = { widthPx: 384, heightPx: 192 };
/** Another program with a window, of the same package as xwd. */
const STRANGER = 'xlogo';
/** Where pictures of what was sent are left for a person to judge; nowhere if unset. */
const SHOTS = process.env['EYES_SHOTS'];

let folder: string;
let desktop: Desktop;
let director: MiniDirector;
let kiosk: ChildProcess;
const strangers: ChildProcess[] = [];
/** What the kiosk wrote to its log. */
let told = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wawar-eyes-'));
  const page = join(folder, 'page');
  const configFile = fileURLToPath(new URL('../../vite.config.ts', import.meta.url));
  await build({ configFile, mode: 'player', logLevel: 'warn', build: { outDir: page } });
  desktop = await startDesktop(800, 480);
  director = new MiniDirector();
  await director.start();
  const args = [
    'main/kiosk.ts',
    '--server',
    director.url,
    '--data',
    join(folder, 'data'),
    '--renderer',
    page,
  ];
  const tools = await displayThatCanStand();
  kiosk = spawn(process.execPath, [...args, '--display-rect', '0,0,800,480'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, DISPLAY: desktop.display, PATH: `${tools}:${process.env['PATH'] ?? ''}` },
  });
  kiosk.stderr?.setEncoding('utf8').on('data', (text: string) => {
    told += text;
  });
  await director.until(() => director.codeShown !== null, 'hello', 60_000);
  director.pair();
  await director.until(() => director.isConnected, 'welcome', 20_000);
  await publishUsual();
  await untilVerdict('showing', 60_000);
}, 150_000);

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.error(told.split('\n').slice(-80).join('\n'));
  for (const stranger of strangers.splice(0)) await end(stranger);
});

afterAll(async () => {
  await end(kiosk);
  await director.stop();
  await desktop.close();
  await rm(folder, { recursive: true, force: true });
});

const run = promisify(execFile);

const RUNNING_TEXT = {
  id: 'teks',
  text: 'Perekaman KTP elektronik di kantor kelurahan, Sabtu pukul delapan.',
};

async function publishUsual(): Promise<void> {
  director.publish(
    [
      { id: 'gerak', bytes: await movingVideo(), type: 'video/mp4', airDurationMs: 10_000 },
      { id: 'diam', bytes: await still(), airDurationMs: 4000 },
      RUNNING_TEXT,
    ],
    { settings: { ...DEFAULT_PLAYER_SETTINGS, lookEveryMs: 5000 } },
  );
}

/** Ten seconds of a picture that wanders, with enough in it to be told from others. */
async function movingVideo(): Promise<Buffer> {
  const path = join(folder, 'gerak.mp4');
  const source = 'gradients=size=384x160:rate=30:duration=10:seed=4:speed=0.02:nb_colors=4';
  const codec = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-bf', '0', '-g', '30'];
  await run('ffmpeg', [
    '-v',
    'error',
    '-y',
    '-f',
    'lavfi',
    '-i',
    source,
    ...codec,
    '-movflags',
    '+faststart',
    path,
  ]);
  return readFile(path);
}

const still = (): Promise<Buffer> =>
  sharp({ create: { width: 384, height: 160, channels: 3, background: '#c8531e' } })
    .composite([
      {
        input: Buffer.from(
          '<svg width="384" height="160"><rect x="20" y="20" width="150" height="120" fill="#123a6b"/><circle cx="290" cy="80" r="60" fill="#f4e3b2"/></svg>',
        ),
      },
    ])
    .png()
    .toBuffer();

const eyeNow = () => director.statuses.at(-1)?.eye ?? null;
const faultsNow = () => director.statuses.at(-1)?.faults.map(({ code }) => code) ?? [];

const untilVerdict = (verdict: Verdict, timeoutMs = 40_000): Promise<void> =>
  director.until(() => eyeNow()?.verdict === verdict, `${verdict}: ${JSON.stringify(eyeNow())}`, timeoutMs);

/** While this file is there, the screen stands still, whatever is drawn to it. */
const standstill = () => join(folder, 'stands');

/**
 * A display whose picture can be made to stand still, as with a graphics driver that hangs while the page goes on: an
 * `xwd` for the kiosk that then repeats the last picture of the real one.
 */
async function displayThatCanStand(): Promise<string> {
  const { stdout } = await run('sh', ['-c', 'command -v xwd']);
  const tools = join(folder, 'tools');
  const last = join(folder, 'last.xwd');
  const script = `#!/bin/sh\n[ -e ${standstill()} ] || ${stdout.trim()} "$@" > ${last} || exit\nexec cat ${last}\n`;
  await mkdir(tools);
  await writeFile(join(tools, 'xwd'), script, { mode: 0o755 });
  return tools;
}

/** A window of another program over the panel, above the kiosk and outside the window manager's reach. */
function cover(colour: string, ink: string): void {
  const geometry = `${String(PANEL.widthPx)}x${String(PANEL.heightPx)}+0+0`;
  const resources = ['-xrm', 'XLogo*overrideRedirect: true', '-bg', colour, '-fg', ink];
  strangers.push(
    spawn(STRANGER, ['-display', desktop.display, '-geometry', geometry, ...resources], { stdio: 'ignore' }),
  );
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

/** Processes of the kiosk's browser of one type. */
async function browserProcesses(type: string): Promise<number[]> {
  const parentOf = new Map<number, number>();
  const wanted: number[] = [];
  for (const name of (await readdir('/proc')).filter((one) => /^\d+$/.test(one))) {
    const status = await readFile(`/proc/${name}/status`, 'utf8').catch(() => '');
    const words = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    parentOf.set(Number(name), Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0));
    if (words.includes(`--type=${type}`)) wanted.push(Number(name));
  }
  const isOurs = (pid: number): boolean => pid === kiosk.pid || (pid > 1 && isOurs(parentOf.get(pid) ?? 0));
  return wanted.filter(isOurs);
}

async function keepShot(name: string): Promise<void> {
  const jpeg = director.snapshots.at(-1);
  if (SHOTS === undefined || jpeg === undefined) return;
  await sharp(jpeg).toFile(join(SHOTS, `${name}.jpg`));
}

it('a wall that shows what it should stays right through changes of item, and sends the real screen', async () => {
  const first = director.statuses.length;
  const shown = () =>
    new Set(director.statuses.slice(first).flatMap(({ showing }) => showing.map(({ itemId }) => itemId)));
  await director.until(() => ['gerak', 'diam', 'teks'].every((id) => shown().has(id)), 'all items', 60_000);
  const verdicts = director.statuses.slice(first).map(({ eye }) => eye?.verdict);
  expect(new Set(verdicts)).toEqual(new Set(['showing']));
  expect(faultsNow()).toEqual([]);
  const jpeg = director.snapshots.at(-1);
  expect(jpeg && decode(jpeg)).toMatchObject({ width: 384, height: 192 });
  expect(director.snapshotSources.at(-1)).toBe('screen');
  await keepShot('showing');
});

it('a strange window over the wall is something else, seen and sent, until it is gone', async () => {
  const sent = director.snapshots.length;
  cover('#f0f0f0', '#b00020');
  await untilVerdict('something_else');
  await director.until(() => faultsNow().includes('screen_differs'), 'the fault', 10_000);
  await director.until(() => director.snapshots.length > sent, 'a picture of it', 20_000);
  await keepShot('something-else');
  await end(strangers[0]!);
  await untilVerdict('showing');
  await director.until(() => !faultsNow().includes('screen_differs'), 'the fault settled', 10_000);
});

it('black over the wall is black', async () => {
  cover('#000000', '#000000');
  await untilVerdict('black');
  await director.until(() => faultsNow().includes('screen_black'), 'the fault', 10_000);
  await end(strangers[0]!);
  await untilVerdict('showing');
});

it('a file of nothing but black is black too, though the page shows it and text runs below', async () => {
  const nothing = sharp({ create: { width: 384, height: 160, channels: 3, background: '#000000' } });
  const bytes = await nothing.png().toBuffer();
  director.publish([{ id: 'hitam', bytes, airDurationMs: 10_000 }, RUNNING_TEXT]);
  // On a machine that does much else its first frame may be late: then it is left out for a minute.
  await untilVerdict('black', 90_000);
  await director.until(() => faultsNow().includes('screen_black'), 'the fault', 10_000);
  const shown = director.statuses.at(-1)?.showing.map(({ itemId }) => itemId);
  expect(new Set(shown)).toEqual(new Set(['hitam', 'teks']));
  await publishUsual();
  await untilVerdict('showing');
});

it('a panel blanked by an operator is dark and no fault, and lit again by another', async () => {
  const ask = async (command: 'blank' | 'unblank') => {
    const answered = director.commandResults.length;
    director.send({ type: 'command', id: `${command}-1`, command, expiresAtMs: Date.now() + 60_000 });
    await director.until(() => director.commandResults.length > answered, 'an answer', 10_000);
    expect(director.commandResults.at(-1)).toMatchObject({ ok: true });
  };
  await ask('blank');
  await director.until(() => director.statuses.at(-1)?.blanked === true, 'blanked', 10_000);
  await untilVerdict('unknown');
  const { r, g, b } = (await desktop.grab()).colourAt(190, 90, 60);
  const faultsInTheDark = faultsNow();
  await ask('unblank');
  await untilVerdict('showing');
  expect(r + g + b).toBeLessThan(3);
  expect(faultsInTheDark).toEqual([]);
});

it('a screen that stands still while the page goes on is frozen', async () => {
  await writeFile(standstill(), '');
  await untilVerdict('frozen');
  await director.until(() => faultsNow().includes('screen_frozen'), 'the fault', 10_000);
  await rm(standstill());
  await untilVerdict('showing');
  await director.until(() => !faultsNow().includes('screen_frozen'), 'the fault settled', 10_000);
});

it('a compositor that stands still is found, by the eye or by the page’s silence, and the wall comes back', async () => {
  const [gpu] = await browserProcesses('gpu-process');
  expect(gpu).toBeDefined();
  const opened = () => director.statuses.at(-1)?.faults.find(({ code }) => code === 'renderer_restarted');
  process.kill(gpu!, 'SIGSTOP');
  await director.until(
    () => opened() !== undefined || eyeNow()?.verdict === 'frozen',
    'frozen or restarted',
    60_000,
  );
  await director.until(() => eyeNow()?.verdict === 'showing' && opened() !== undefined, 'back', 90_000);
});
