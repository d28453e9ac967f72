import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A real X display with a window manager, as a kiosk has, and a look at its pixels. */
export interface Desktop {
  /** e.g. `:99` */
  display: string;
  widthPx: number;
  heightPx: number;
  /** Everything on the screen now, as rows of RGB. */
  grab(): Promise<Picture>;
  close(): Promise<void>;
}

export interface Picture {
  widthPx: number;
  heightPx: number;
  rgb: Buffer;
  /** Mean colour of the square of this size around a point, 0–255 each. */
  colourAt(x: number, y: number, sizePx?: number): { r: number; g: number; b: number };
}

/** `openboxConfig` is the window manager's configuration, its own default when left out; null for no manager. */
export async function startDesktop(
  widthPx: number,
  heightPx: number,
  openboxConfig?: string | null,
): Promise<Desktop> {
  const xvfb = spawn(
    'Xvfb',
    [
      '-displayfd',
      '3',
      '-screen',
      '0',
      `${String(widthPx)}x${String(heightPx)}x24`,
      '-nolisten',
      'tcp',
      '-noreset',
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const [number] = (await once(need(xvfb.stdio[3]), 'data')) as [Buffer];
  const display = `:${number.toString().trim()}`;
  const children = [xvfb];
  if (openboxConfig !== null) {
    const configured = openboxConfig === undefined ? [] : ['--config-file', openboxConfig];
    const env = { ...process.env, DISPLAY: display };
    children.unshift(spawn('openbox', configured, { stdio: 'ignore', env }));
  }
  return {
    display,
    widthPx,
    heightPx,
    grab: () => grab(display, widthPx, heightPx),
    async close() {
      for (const child of children) await end(child);
    },
  };
}

async function grab(display: string, widthPx: number, heightPx: number): Promise<Picture> {
  const size = `${String(widthPx)}x${String(heightPx)}`;
  const ffmpeg = spawn(
    'ffmpeg',
    [
      ...['-v', 'error', '-f', 'x11grab', '-draw_mouse', '0', '-video_size', size, '-i', display],
      ...['-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1'],
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const parts: Buffer[] = [];
  ffmpeg.stdout.on('data', (part: Buffer) => parts.push(part));
  await once(ffmpeg, 'close');
  const rgb = Buffer.concat(parts);
  if (rgb.length !== widthPx * heightPx * 3) throw new Error('the display could not be read');
  return { widthPx, heightPx, rgb, colourAt: (x, y, sizePx = 8) => mean(rgb, widthPx, x, y, sizePx) };
}

function mean(rgb: Buffer, widthPx: number, x: number, y: number, sizePx: number) {
  const sum = [0, 0, 0];
  for (let row = y - sizePx / 2; row < y + sizePx / 2; row += 1) {
    for (let column = x - sizePx / 2; column < x + sizePx / 2; column += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        sum[channel] = (sum[channel] ?? 0) + (rgb[(row * widthPx + column) * 3 + channel] ?? 0);
      }
    }
  }
  const [r = 0, g = 0, b = 0] = sum.map((total) => total / sizePx ** 2);
  return { r, g, b };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

function need<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new Error('Xvfb has no display number to tell');
  return value;
}
