import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { AppError } from '../core/model/app-error.ts';
import { jsonLog } from './log.ts';
import { startPlayerService } from './service.ts';
import { Attendant } from './shell/attend.ts';
import { ChromiumShell } from './shell/chromium/chromium-shell.ts';
import { findChromium } from './shell/chromium/find.ts';
import type { DesktopRect } from './shell/shell.ts';
import { SOFTWARE } from './software.ts';
import { systemTime } from './time.ts';

const USAGE = `Usage: kiosk --server URL [--data DIR] [--headless] [--window] [--display-rect x,y,width,height]
The same as environment: WAWAR_SERVER, WAWAR_DATA, WAWAR_HEADLESS=1, WAWAR_WINDOW=1, WAWAR_DISPLAY_RECT.
`;
const DEFAULT_RECT: DesktopRect = { x: 0, y: 0, widthPx: 1920, heightPx: 1080 };

interface KioskOptions {
  serverUrl: string;
  dataDir: string;
  rendererDir: string;
  headless: boolean;
  kiosk: boolean;
  rect: DesktopRect;
}

/** @throws AppError `usage`. */
function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): KioskOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      server: { type: 'string' },
      data: { type: 'string' },
      renderer: { type: 'string' },
      headless: { type: 'boolean' },
      window: { type: 'boolean' },
      'display-rect': { type: 'string' },
    },
  });
  const server = values.server ?? env['WAWAR_SERVER'];
  if (server === undefined || !URL.canParse(server)) throw new AppError('usage', USAGE);
  const hasDisplay = process.platform === 'win32' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']);
  return {
    serverUrl: server,
    dataDir: values.data ?? env['WAWAR_DATA'] ?? join(homedir(), '.local', 'share', 'wawar-player'),
    rendererDir: values.renderer ?? env['WAWAR_RENDERER'] ?? builtPage(),
    headless: values.headless ?? (env['WAWAR_HEADLESS'] === '1' || !hasDisplay),
    kiosk: !(values.window ?? env['WAWAR_WINDOW'] === '1'),
    rect: parseRect(values['display-rect'] ?? env['WAWAR_DISPLAY_RECT']),
  };
}

/** Beside the bundled kiosk, or where the build leaves it when run from source. */
function builtPage(): string {
  const beside = fileURLToPath(new URL('../player', import.meta.url));
  return existsSync(join(beside, 'index.html'))
    ? beside
    : fileURLToPath(new URL('../build/player', import.meta.url));
}

function parseRect(text: string | undefined): DesktopRect {
  if (text === undefined) return DEFAULT_RECT;
  const match = /^(-?\d{1,5}),(-?\d{1,5}),(\d{1,5}),(\d{1,5})$/.exec(text);
  if (match === null) throw new AppError('usage', USAGE);
  const [x = 0, y = 0, widthPx = 0, heightPx = 0] = match.slice(1).map(Number);
  return { x, y, widthPx, heightPx };
}

async function run(options: KioskOptions): Promise<void> {
  const log = jsonLog(process.stderr, systemTime.nowMs);
  const executable = await findChromium(process.env);
  const service = await startPlayerService({ ...options, software: SOFTWARE, log });
  const shell = new ChromiumShell({ ...options, executable, log });
  const attendant = new Attendant({ service, shell, log, monotonicMs: systemTime.monotonicMs });
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  attendant.start();
  log.info('player_started', { server: options.serverUrl, headless: options.headless });
  await stopped;
  await attendant.close();
  await service.close();
  log.info('player_stopped');
}

try {
  await run(readOptions(process.argv.slice(2), process.env));
} catch (error) {
  const { message, code } = error as AppError;
  process.stderr.write(code === 'usage' ? message : `${code}: ${message}\n`);
  process.exitCode = 1;
}
