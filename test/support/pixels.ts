/** Looks at what a file really shows. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { findBinaries } from '../../media/ffmpeg/binaries.ts';

export interface Frame {
  widthPx: number;
  heightPx: number;
  /** Red, green and blue, 0 … 255. */
  at(x: number, y: number): [number, number, number];
}

function frameOf(data: Buffer, widthPx: number, heightPx: number): Frame {
  return {
    widthPx,
    heightPx,
    at(x, y) {
      const offset = 3 * (y * widthPx + x);
      return [data[offset] ?? 0, data[offset + 1] ?? 0, data[offset + 2] ?? 0];
    },
  };
}

export async function frameOfImage(path: string): Promise<Frame> {
  const { data, info } = await sharp(path).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return frameOf(data, info.width, info.height);
}

/** The frame shown `atMs` into a video, as a player that honours flags shows it. */
export async function frameOfVideo(path: string, atMs: number): Promise<Frame> {
  const { ffmpeg } = await findBinaries();
  const args = [
    '-v',
    'error',
    '-ss',
    `${atMs}ms`,
    '-i',
    path,
    '-frames:v',
    '1',
    '-f',
    'image2pipe',
    '-c:v',
    'png',
    '-',
  ];
  const { stdout } = await promisify(execFile)(ffmpeg, args, { encoding: 'buffer', maxBuffer: 2 ** 26 });
  const { data, info } = await sharp(stdout).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return frameOf(data, info.width, info.height);
}

const near = (a: readonly number[], b: readonly number[]): boolean =>
  a.every((value, i) => Math.abs(value - (b[i] ?? 0)) <= 40);

/** Name of a strong colour, or the values. */
export function colourName(rgb: readonly [number, number, number]): string {
  if (near(rgb, [255, 0, 0])) return 'red';
  if (near(rgb, [0, 0, 255])) return 'blue';
  if (near(rgb, [0, 0, 0])) return 'black';
  if (near(rgb, [255, 255, 255])) return 'white';
  return rgb.join(',');
}
