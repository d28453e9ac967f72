import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { keepRunning, type Kept } from './keep-running.ts';
import type { Tile } from './tiles.ts';

export interface RunningPlayer extends Kept {
  name: string;
  /** What its window is made of. */
  shell: 'Electron' | 'Chromium window' | 'headless Chromium';
}

/** Electron's binary, where `npm` could bring it. */
function electronBinary(root: string): string | undefined {
  const name = { win32: 'electron.exe', darwin: 'Electron.app/Contents/MacOS/Electron' }[
    process.platform as string
  ];
  const path = join(root, 'node_modules/electron/dist', name ?? 'electron');
  return existsSync(path) ? path : undefined;
}

const hasDisplay = () =>
  process.platform !== 'linux' ||
  process.env['DISPLAY'] !== undefined ||
  process.env['WAYLAND_DISPLAY'] !== undefined;

/** A player as a process of its own, kept running as on a kiosk: Electron, else Chromium, headless without a display. */
export function startPlayer(options: {
  root: string;
  serverUrl: string;
  dataDir: string;
  name: string;
  headless?: boolean;
  /** Where its window lies, if it has one. */
  window?: Tile | undefined;
}): RunningPlayer {
  const { root, serverUrl, dataDir, name } = options;
  const headless = options.headless ?? !hasDisplay();
  const electron = headless ? undefined : electronBinary(root);
  const rect = options.window;
  const shared = [
    ...['--server', serverUrl, '--data', dataDir],
    ...(rect && !headless
      ? [`--display-rect=${[rect.x, rect.y, rect.widthPx, rect.heightPx].join(',')}`]
      : []),
  ];
  const shell = electron ? 'Electron' : headless ? 'headless Chromium' : 'Chromium window';
  const [command, words] = electron
    ? [electron, [root, ...shared, '--window']]
    : [
        process.execPath,
        [join(root, 'build/kiosk/kiosk.js'), ...shared, headless ? '--headless' : '--window'],
      ];
  // A group of its own, so that Ctrl-C reaches it through `stop`, in order, and not twice.
  const start = () => spawn(command, words, { stdio: ['ignore', 'ignore', 'inherit'], detached: true });
  return Object.assign(keepRunning(name, start), { name, shell } as const);
}
