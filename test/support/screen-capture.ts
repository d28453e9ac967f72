import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { CODE_STRIP, readCode, type Reading } from './frame-codes.ts';

export const CAPTURE_FPS = 60;

/** The code strip at a place of a real X screen, read sixty times a second. */
export interface ScreenCapture {
  readonly samples: readonly Reading[];
  /** Ends the capture and returns all samples. */
  stop(): Promise<readonly Reading[]>;
}

/** Settles when the first sample is there. */
export async function captureCodes(display: string, x: number, y: number): Promise<ScreenCapture> {
  const { widthPx, heightPx } = CODE_STRIP;
  const ffmpeg = spawn(
    'ffmpeg',
    [
      ...['-v', 'error', '-f', 'x11grab', '-draw_mouse', '0', '-framerate', String(CAPTURE_FPS)],
      ...[
        '-video_size',
        `${String(widthPx)}x${String(heightPx)}`,
        '-i',
        `${display}+${String(x)},${String(y)}`,
      ],
      ...['-fps_mode', 'vfr', '-f', 'rawvideo', '-pix_fmt', 'gray', '-flush_packets', '1', 'pipe:1'],
    ],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const ended = once(ffmpeg, 'close');
  const samples: Reading[] = [];
  const strip = Buffer.alloc(widthPx * heightPx);
  let filled = 0;
  ffmpeg.stdout.on('data', (data: Buffer) => {
    for (let from = 0; from < data.length;) {
      const taken = data.copy(strip, filled, from);
      from += taken;
      filled += taken;
      if (filled < strip.length) continue;
      filled = 0;
      samples.push(readCode(strip));
    }
  });
  await once(ffmpeg.stdout, 'data');
  return {
    samples,
    async stop() {
      ffmpeg.stdin.end('q');
      await ended;
      return samples;
    },
  };
}
