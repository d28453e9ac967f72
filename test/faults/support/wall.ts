/** A kiosk as installed, on a display of its own, and every sample of what its wall shows. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { onTestFinished } from 'vitest';
import { startDesktop } from '../../support/desktop.ts';
import { MiniDirector } from '../../support/mini-director.ts';
import { capture, type ScreenCapture } from '../../support/screen-capture.ts';
import { workFolder } from '../../support/work-folder.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
export const OPENBOX_CONFIG = join(ROOT, 'tools/kiosk/openbox.xml');
/** The panel of the mini director's screen: the whole desktop. */
export const WALL = { x: 0, y: 0, widthPx: 384, heightPx: 192 };
export const PICTURE_GREY = 150;
const SAME_GREY = 6;
const BLACK_GREY = 16;
/** Share of the pixels the browser's crash page lights in our theme, rounded up. */
const MOST_WORDS = 0.05;
/** The page's DEMO mark at the top right, whose letters may come in another type for a frame. */
const MARK = { widthPx: 64, heightPx: 20 };
const AGAIN_WITHIN_MS = 60_000;

/**
 * What a wall shows, all of it: the programme, nothing (or parts of the programme on black), a few grey words and a
 * button on black, as the browser draws them for a crash in our theme, or anything else.
 */
export interface Sample {
  what: 'picture' | 'black' | 'words' | 'other';
  atMs: number;
}

/**
 * Compares every pixel: anything but the programme and black is a dialog, a desktop, a frame or a word of the browser,
 * if only in one corner. The programme, with its margins and marks, is what is there when its picture first is.
 */
export class WallReader {
  #programme: Buffer | null = null;

  readonly read = (grey: Buffer): Sample => {
    const middle = grey[WALL.widthPx * 80 + 192] ?? 0;
    if (this.#programme === null && isNear(middle, PICTURE_GREY)) this.#programme = Buffer.from(grey);
    const programme = this.#programme;
    const atMs = performance.now();
    let strange = 0;
    let unlike = 0;
    for (const [at, level] of grey.entries()) {
      if (programme !== null && isNear(level, programme[at] ?? 0)) continue;
      unlike += 1;
      if (level >= BLACK_GREY && !isMark(at)) strange += 1;
    }
    if (programme !== null && unlike === 0) return { what: 'picture', atMs };
    if (strange === 0) return { what: 'black', atMs };
    return { what: strange <= MOST_WORDS * grey.length ? 'words' : 'other', atMs };
  };
}

const isMark = (at: number): boolean =>
  at < MARK.heightPx * WALL.widthPx && at % WALL.widthPx >= WALL.widthPx - MARK.widthPx;

const isNear = (level: number, wanted: number): boolean => Math.abs(level - wanted) <= SAME_GREY;

export interface Wall {
  director: MiniDirector;
  samples: ScreenCapture<Sample>;
  /** Processes it began, at any depth, whose command line holds the word. */
  descendants(word: string): Promise<number[]>;
  /** It, all it began, and what its browser leaves to nobody: the handlers of crashes. */
  family(): Promise<number[]>;
  /** Resolves with the moment of the first picture after one that is none, both after `sinceMs`. */
  pictureAgain(sinceMs: number): Promise<number>;
  /** Ends the program in order. */
  stop(): Promise<void>;
}

/**
 * The program, `args` before the player's own, with its picture on the wall. With another `serverUrl` than the mini
 * director's the programme must be in `dataDir` already.
 */
export async function startWall(
  program: string,
  args: readonly string[],
  { serverUrl, dataDir }: { serverUrl?: string; dataDir?: string } = {},
): Promise<Wall> {
  const desktop = await startDesktop(WALL.widthPx, WALL.heightPx, OPENBOX_CONFIG);
  const director = new MiniDirector();
  await director.start();
  const data = dataDir ?? join(await workFolder(), 'data');
  const player = ['--server', serverUrl ?? director.url, '--data', data, '--usb-dir', 'none'];
  const rect = ['--display-rect', `0,0,${WALL.widthPx},${WALL.heightPx}`];
  const child = spawn(process.execPath, [join(ROOT, program), ...args, ...player, ...rect], {
    stdio: ['ignore', 'ignore', process.env['WAWAR_SEE_LOG'] ? 'inherit' : 'ignore'],
    env: { ...process.env, DISPLAY: desktop.display },
  });
  const samples = await capture(desktop.display, WALL, new WallReader().read);
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  };
  onTestFinished(async () => {
    await stop();
    await samples.stop();
    await director.stop();
    await desktop.close();
  });
  if (serverUrl === undefined) await putOnAir(director);
  await samples.until((all) => all.at(-1)?.what === 'picture', AGAIN_WITHIN_MS);
  return {
    director,
    samples,
    stop,
    descendants: (word) => descendants(child.pid ?? 0, word),
    family: () => family(child.pid ?? 0),
    async pictureAgain(sinceMs) {
      const find = () => {
        const after = samples.samples.filter(({ atMs }) => atMs > sinceMs);
        const gone = after.findIndex(({ what }) => what !== 'picture');
        return gone < 0 ? undefined : after.slice(gone).find(({ what }) => what === 'picture');
      };
      await samples.until(() => find() !== undefined, AGAIN_WITHIN_MS);
      return find()?.atMs ?? NaN;
    },
  };
}

async function putOnAir(director: MiniDirector): Promise<void> {
  await director.until(() => director.codeShown !== null, 'hello', AGAIN_WITHIN_MS);
  director.pair();
  const { widthPx: width, heightPx: height } = WALL;
  const background = { r: PICTURE_GREY, g: PICTURE_GREY, b: PICTURE_GREY };
  const bytes = await sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
  director.publish([{ id: 'kota', bytes, evergreen: true, airDurationMs: 60_000 }]);
}

async function descendants(root: number, word: string): Promise<number[]> {
  const parents = new Map<number, number>();
  for (const pid of await allProcesses()) {
    const stat = await about(pid, 'stat');
    parents.set(pid, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const isUnder = (pid: number | undefined): boolean =>
    pid !== undefined && pid > 0 && (parents.get(pid) === root || isUnder(parents.get(pid)));
  return naming(word, [...parents.keys()].filter(isUnder));
}

async function family(root: number): Promise<number[]> {
  const all = [root, ...(await descendants(root, ''))];
  const commands = (await Promise.all(all.map((pid) => about(pid, 'cmdline')))).join(' ');
  const [, profile] = /--user-data-dir=(\S+?)[\0\s]/.exec(commands) ?? [];
  return profile === undefined
    ? all
    : [...new Set([...all, ...(await naming(profile, await allProcesses()))])];
}

async function naming(word: string, pids: readonly number[]): Promise<number[]> {
  const found: number[] = [];
  for (const pid of pids) if ((await about(pid, 'cmdline')).includes(word)) found.push(pid);
  return found;
}

const allProcesses = async (): Promise<number[]> =>
  (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);

/** A process may end while it is looked at: then nothing. */
const about = (pid: number, file: 'stat' | 'cmdline'): Promise<string> =>
  readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
