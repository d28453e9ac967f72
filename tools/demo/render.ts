/** Makes the demo's uploads the way an office would have them: PNG stills and H.264 video with sound. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import sharp from 'sharp';
import type { DemoPicture } from './announcements.ts';
import { PICTURE_HEIGHT_PX, PICTURE_WIDTH_PX, pictureSvg } from './picture.ts';

const FRAMES_PER_SECOND = 25;
/** By then everything has arrived and the frame is the still. */
const SETTLED_SECONDS = 3;

async function renderStill(picture: DemoPicture, city: string, path: string): Promise<void> {
  await sharp(Buffer.from(pictureSvg(picture, city, SETTLED_SECONDS)))
    .png()
    .toFile(path);
}

/** Draws every frame and pipes it to ffmpeg; a quiet two-note chord makes the sound track. */
async function renderMoving(
  picture: DemoPicture,
  city: string,
  durationMs: number,
  path: string,
  ffmpegPath: string,
): Promise<void> {
  const seconds = durationMs / 1000;
  const encoder = spawn(
    ffmpegPath,
    [
      ...['-v', 'error', '-y', '-f', 'rawvideo', '-pix_fmt', 'rgb24'],
      ...['-s', `${String(PICTURE_WIDTH_PX)}x${String(PICTURE_HEIGHT_PX)}`, '-r', String(FRAMES_PER_SECOND)],
      ...['-i', 'pipe:0', '-f', 'lavfi', '-i', `sine=frequency=392:duration=${String(seconds)}`],
      ...['-f', 'lavfi', '-i', `sine=frequency=587:duration=${String(seconds)}`],
      ...[
        '-filter_complex',
        `[1][2]amix,volume=0.15,afade=in:d=0.5,afade=out:st=${String(seconds - 1)}:d=1[a]`,
      ],
      ...['-map', '0:v', '-map', '[a]', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '18'],
      ...['-pix_fmt', 'yuv420p', '-c:a', 'aac', '-t', String(seconds), path],
    ],
    { stdio: ['pipe', 'ignore', 'inherit'] },
  );
  const exited = once(encoder, 'exit');
  for (let frame = 0; frame < seconds * FRAMES_PER_SECOND; frame += 1) {
    const svg = pictureSvg(picture, city, frame / FRAMES_PER_SECOND);
    const pixels = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer();
    if (!encoder.stdin.write(pixels)) await once(encoder.stdin, 'drain');
  }
  encoder.stdin.end();
  const [code] = (await exited) as [number | null];
  if (code !== 0) throw new Error(`ffmpeg ended with ${String(code)} while drawing ${path}`);
}

/** Writes one file and tells its path; used by tests that need a designed picture. */
export async function renderUpload(
  picture: DemoPicture,
  city: string,
  durationMs: number,
  folder: string,
  name: string,
  ffmpegPath: string,
): Promise<string> {
  const path = `${folder}/${name}.${picture.kind === 'video' ? 'mp4' : 'png'}`;
  if (picture.kind === 'video') await renderMoving(picture, city, durationMs, path, ffmpegPath);
  else await renderStill(picture, city, path);
  return path;
}
