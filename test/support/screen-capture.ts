import { spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { CODE_STRIP, readCode, type Reading } from './frame-codes.ts';

const CAPTURE_FPS = 60;

/** A part of a real X screen, read sixty times a second. */
export interface ScreenCapture<T = Reading> {
  readonly samples: readonly T[];
  /** Settles when the samples so far satisfy; rejects with what was seen last when that takes too long. */
  until(satisfied: (samples: readonly T[]) => boolean, timeoutMs?: number): Promise<void>;
  /** Drops the samples so far. */
  forget(): void;
  /** Ends the capture and returns all samples. */
  stop(): Promise<readonly T[]>;
}

/** The code strip at a place; settles when the first sample is there. */
export const captureCodes = (display: string, x: number, y: number): Promise<ScreenCapture> =>
  capture(display, { x, y, ...CODE_STRIP }, readCode);

/** What `read` makes of the grey pixels of a rectangle, rows from the top. */
export async function capture<T>(
  display: string,
  { x, y, widthPx, heightPx }: { x: number; y: number; widthPx: number; heightPx: number },
  read: (grey: Buffer) => T,
): Promise<ScreenCapture<T>> {
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
  const samples: T[] = [];
  const strip = Buffer.alloc(widthPx * heightPx);
  const arrivals = new EventEmitter<{ sample: [] }>();
  let filled = 0;
  ffmpeg.stdout.on('data', (data: Buffer) => {
    for (let from = 0; from < data.length;) {
      const taken = data.copy(strip, filled, from);
      from += taken;
      filled += taken;
      if (filled < strip.length) continue;
      filled = 0;
      samples.push(read(strip));
      arrivals.emit('sample');
    }
  });
  await once(ffmpeg.stdout, 'data');
  return {
    samples,
    async until(satisfied, timeoutMs = 20_000) {
      const signal = AbortSignal.timeout(timeoutMs);
      while (!satisfied(samples)) {
        await once(arrivals, 'sample', { signal }).catch(() => {
          throw new Error(`not seen in ${String(timeoutMs)} ms; last: ${JSON.stringify(samples.slice(-3))}`);
        });
      }
    },
    forget() {
      samples.length = 0;
    },
    async stop() {
      ffmpeg.stdin.end('q');
      await ended;
      return samples;
    },
  };
}
