/** Videos and stills whose every frame says which it is, encoded like a panel's renditions. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { paintCode, type CodePaint } from './frame-codes.ts';

export const CODED_FPS = 30;

export interface CodedFile {
  path: string;
  sha256: string;
  type: 'video/mp4' | 'image/png';
}

interface CodedVideo {
  item: number;
  frames: number;
  widthPx: number;
  heightPx: number;
  /** `CODED_FPS` unless said. */
  fps?: number;
}

/** The parameters of media/video.ts: no B-frames, a closed GOP of a second, bounded peaks, index first. */
const LIKE_A_RENDITION = (widthPx: number, heightPx: number, fps: number): string[] => {
  const maxrate = String(Math.max(500_000, Math.round(widthPx * heightPx * fps * 0.2)));
  return [
    ...['-c:v', 'libx264', '-preset', 'fast', '-crf', '20', '-profile:v', 'high', '-pix_fmt', 'yuv420p'],
    ...['-bf', '0', '-g', String(fps), '-keyint_min', String(fps), '-sc_threshold', '0'],
    ...['-maxrate', maxrate, '-bufsize', maxrate, '-flags:v', '+cgop+bitexact'],
    ...['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709', '-color_range', 'tv'],
    ...['-movflags', '+faststart'],
  ];
};

/** `frames` frames; below the code strip a slanted pattern moves, so that the encoder has work. */
export async function makeCodedVideo(
  video: CodedVideo & Pick<CodePaint, 'scale'>,
  folder: string,
): Promise<CodedFile> {
  const { scale = 1 } = video;
  const path = join(folder, `item-${String(video.item)}-${String(video.widthPx)}.mp4`);
  return encodeVideo(path, video, (frame) => luma(video, frame, { black: 16, white: 235, scale }));
}

/** A grey video whose every frame is drawn: rows of luma, 16 is black and 235 is white. */
export async function encodeVideo(
  path: string,
  { widthPx, heightPx, frames, fps = CODED_FPS }: Omit<CodedVideo, 'item'>,
  drawn: (frame: number) => Buffer,
): Promise<CodedFile> {
  const encoder = spawn(
    'ffmpeg',
    [
      ...['-v', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-r', String(fps)],
      ...['-s', `${String(widthPx)}x${String(heightPx)}`, '-i', 'pipe:0'],
      ...LIKE_A_RENDITION(widthPx, heightPx, fps),
      path,
    ],
    { stdio: ['pipe', 'ignore', 'inherit'] },
  );
  const ended = once(encoder, 'close');
  const chroma = Buffer.alloc((widthPx * heightPx) / 2, 128);
  for (let frame = 0; frame < frames; frame += 1) {
    if (!encoder.stdin.write(Buffer.concat([drawn(frame), chroma]))) await once(encoder.stdin, 'drain');
  }
  encoder.stdin.end();
  await ended;
  return described(path, 'video/mp4');
}

/** One after another in one file, without re-encoding: the same frames, and no change of item. */
export async function joinVideos(files: readonly CodedFile[], path: string): Promise<CodedFile> {
  await writeFile(`${path}.txt`, files.map((file) => `file '${file.path}'\n`).join(''));
  const args = ['-v', 'error', '-y', '-f', 'concat', '-safe', '0', '-i', `${path}.txt`, '-c', 'copy'];
  await once(spawn('ffmpeg', [...args, '-movflags', '+faststart', path], { stdio: 'inherit' }), 'close');
  return described(path, 'video/mp4');
}

/** A still that carries the code of frame 0, at the top left unless said. */
export async function makeCodedStill(
  still: Omit<CodedVideo, 'frames'> & Pick<CodePaint, 'left' | 'top'>,
  folder: string,
): Promise<CodedFile> {
  const { widthPx, heightPx, item, left = 0, top = 0 } = still;
  const grey = luma({ ...still, frames: 1 }, 0, { black: 0, white: 255, left, top });
  const path = join(folder, `item-${String(item)}.png`);
  await sharp(grey, { raw: { width: widthPx, height: heightPx, channels: 1 } })
    .png()
    .toFile(path);
  return described(path, 'image/png');
}

export async function described(path: string, type: CodedFile['type']): Promise<CodedFile> {
  const sha256 = createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
  return { path, sha256, type };
}

function luma(video: CodedVideo, frame: number, paint: CodePaint): Buffer {
  const { widthPx, heightPx, item } = video;
  const plane = Buffer.allocUnsafe(widthPx * heightPx);
  for (let row = 0; row < heightPx; row += 1) {
    const shift = row + frame * 4 + item * 40;
    for (let column = 0; column < widthPx; column += 1) {
      plane[row * widthPx + column] = 90 + (((column + shift) >> 3) & 63);
    }
  }
  paintCode(plane, widthPx, { item, frame }, paint);
  return plane;
}
