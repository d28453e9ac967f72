/** One kind of file people send, how it is made for the test, and what has to become of it. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { findBinaries } from '../../../media/ffmpeg/binaries.ts';

/** Where on the panel one looks, as parts of its width and height, and the colour that has to be there. */
export type Look = readonly (readonly [x: number, y: number, colour: string])[];

export interface Kind {
  /** What people would call it; the first column of the table. */
  name: string;
  /** As it is named when it is sent; its ending may lie. */
  file: string;
  /** Writes it to a path. */
  make: (path: string) => Promise<unknown>;
  /** Raised when `make` writes something else than before: files are kept from run to run. */
  version?: number;
  expect: Expected;
  /** Also in the short slice of `npm test`. */
  always?: boolean;
  /** A program without which it is refused with this code. */
  needs?: { program: string; code: string };
}

export type Expected =
  | { as: 'refused'; code: string }
  /** `tone`: the pitch that has to be heard in Hz; null for silence; left out where there is no sound. */
  | { as: 'video'; look: Look; tone?: number | null }
  | { as: 'still'; look: Look; page?: number }
  | { as: 'sound'; tone: number };

/** The picture of nearly every kind: red on the left, blue on the right. */
export const LEFT_RIGHT: Look = [
  [0.25, 0.5, 'red'],
  [0.75, 0.5, 'blue'],
];
/** The same turned a quarter clockwise, between black bars. */
export const UPRIGHT: Look = [
  [0.1, 0.5, 'black'],
  [0.5, 0.25, 'red'],
  [0.5, 0.75, 'blue'],
  [0.9, 0.5, 'black'],
];

/** Pitches of the tracks: one that has to be heard, and one that must not. */
export const TONE_HZ = 880;
export const OTHER_HZ = 440;

const FOLDER = join(tmpdir(), 'wawar-test-kinds');

/** Path of a kind's file, made at most once for all runs. */
export async function fileOf(kind: Kind): Promise<string> {
  const key = createHash('sha256')
    .update(`${kind.name} ${kind.version ?? 1} ${kind.make.toString()}`)
    .digest('hex')
    .slice(0, 16);
  const folder = join(FOLDER, key);
  const path = join(folder, kind.file);
  const exists = await access(path).then(
    () => true,
    () => false,
  );
  if (exists) return path;
  const making = join(FOLDER, `making-${process.pid}-${key}${extname(kind.file)}`);
  await mkdir(folder, { recursive: true });
  await rm(making, { force: true });
  await kind.make(making);
  await rename(making, path);
  return path;
}

/** Runs ffmpeg; arguments between `ffmpeg -y` and the output. */
export async function ffmpegTo(path: string, args: readonly string[]): Promise<void> {
  const { ffmpeg } = await findBinaries();
  await promisify(execFile)(ffmpeg, ['-v', 'error', '-y', ...args, path]);
}
