import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { AppError } from '../core/model/app-error.ts';
import type { DesktopRect } from './shell/shell.ts';

/** What the window covers when nobody said: LED sending cards take their part of such a desktop. */
export const DEFAULT_RECT: DesktopRect = { x: 0, y: 0, widthPx: 1920, heightPx: 1080 };

const USAGE = `Usage: kiosk --server URL [--data DIR] [--headless] [--window] [--display-rect=x,y,width,height]
             [--usb-dir DIR ...] [--panel FILE] [--safe]

  --server        address of the Wawar server, e.g. https://wawar.example.go.id
  --data          folder of this screen's key, programme, media and plays
  --headless      no window; the screen is on air all the same (default where there is no display)
  --window        an ordinary window instead of the whole screen
  --display-rect  what the window covers, in desktop pixels (default 0,0,1920,1080)
  --usb-dir       where sticks are mounted, may be given more than once (default /media and /run/media; drives D: to Z:
                  on Windows); "none" takes no sticks
  --panel         how this kiosk's panel is switched and dimmed (default panel.json in the data folder)
  --safe          with nothing but what a picture needs: no graphics card, cross-fades, sharing with neighbours or
                  sticks; the launcher says so after repeated crashes

As environment: WAWAR_SERVER, WAWAR_DATA, WAWAR_HEADLESS=1, WAWAR_WINDOW=1, WAWAR_DISPLAY_RECT, WAWAR_USB_DIR,
WAWAR_PANEL.
`;

export interface PlayerOptions {
  serverUrl: string;
  dataDir: string;
  rendererDir: string;
  headless: boolean;
  /** Over the whole rectangle without a frame, as on a wall. */
  kiosk: boolean;
  /** Null when nobody said: the shell takes its primary display. */
  rect: DesktopRect | null;
  /** Folders below which sticks are mounted. */
  usbDirs: readonly string[];
  /** The kiosk's own panel configuration, when it is not the usual file. */
  panelFile?: string;
  /** With nothing but what a picture needs, after repeated crashes. */
  safe: boolean;
}

/** @throws AppError `usage` with the text to print. */
export function readOptions(args: readonly string[], env: NodeJS.ProcessEnv): PlayerOptions {
  const values = parse(args);
  const server = values.server ?? env['WAWAR_SERVER'] ?? '';
  const panelFile = values.panel ?? env['WAWAR_PANEL'];
  if (!/^https?:$/.test(URL.parse(server)?.protocol ?? '')) throw new AppError('usage', USAGE);
  const hasDisplay = process.platform === 'win32' || Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY']);
  return {
    serverUrl: server,
    dataDir: values.data ?? env['WAWAR_DATA'] ?? join(homedir(), '.local', 'share', 'wawar-player'),
    rendererDir: values.renderer ?? env['WAWAR_RENDERER'] ?? builtPage(),
    headless: values.headless ?? (env['WAWAR_HEADLESS'] === '1' || !hasDisplay),
    kiosk: !(values.window ?? env['WAWAR_WINDOW'] === '1'),
    rect: parseRect(values['display-rect'] ?? env['WAWAR_DISPLAY_RECT']),
    usbDirs: usbDirs(values['usb-dir'] ?? (env['WAWAR_USB_DIR'] ? [env['WAWAR_USB_DIR']] : [])),
    ...(panelFile !== undefined && { panelFile }),
    safe: values.safe ?? false,
  };
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        server: { type: 'string' },
        data: { type: 'string' },
        renderer: { type: 'string' },
        headless: { type: 'boolean' },
        window: { type: 'boolean' },
        'display-rect': { type: 'string' },
        panel: { type: 'string' },
        safe: { type: 'boolean' },
        'usb-dir': { type: 'string', multiple: true },
      },
    });
    return values;
  } catch (cause) {
    throw new AppError('usage', USAGE, { cause });
  }
}

/** Beside the bundled player, or where the build leaves it when run from source. */
function builtPage(): string {
  const beside = fileURLToPath(new URL('../player', import.meta.url));
  return existsSync(join(beside, 'index.html'))
    ? beside
    : fileURLToPath(new URL('../build/player', import.meta.url));
}

/** @throws AppError `usage` */
export function parseRect(text: string | undefined): DesktopRect | null {
  if (text === undefined) return null;
  const match = /^(-?\d{1,5}),(-?\d{1,5}),([1-9]\d{0,4}),([1-9]\d{0,4})$/.exec(text);
  if (match === null) throw new AppError('usage', USAGE);
  const [x = 0, y = 0, widthPx = 0, heightPx = 0] = match.slice(1).map(Number);
  return { x, y, widthPx, heightPx };
}

/** Drive letters a stick can get; A to C are the system's. */
const WINDOWS_DRIVES = [...'DEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `${letter}:\\`);

function usbDirs(given: readonly string[]): readonly string[] {
  if (given.includes('none')) return [];
  if (given.length > 0) return given;
  return process.platform === 'win32' ? WINDOWS_DRIVES : ['/media', '/run/media'];
}
