import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Tile } from './tiles.ts';

export interface RunningPlayer {
  name: string;
  /** What its window is made of. */
  shell: 'Electron' | 'Chromium window' | 'headless Chromium';
  process: ChildProcess;
  /** Ends it and waits; it has ten seconds to put everything on disk. */
  stop(): Promise<void>;
}

const STOP_WITHIN_MS = 10_000;

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

/** A player as a process of its own, as on a kiosk: Electron, else Chromium, headless without a display. */
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
    ...(rect && !headless ? ['--display-rect', [rect.x, rect.y, rect.widthPx, rect.heightPx].join(',')] : []),
  ];
  const shell = electron ? 'Electron' : headless ? 'headless Chromium' : 'Chromium window';
  const [command, words] = electron
    ? [electron, [root, ...shared, '--window']]
    : [
        process.execPath,
        [join(root, 'build/kiosk/kiosk.js'), ...shared, headless ? '--headless' : '--window'],
      ];
  // A group of its own, so that Ctrl-C reaches it through `stop`, in order, and not twice.
  const child = spawn(command, words, { stdio: ['ignore', 'ignore', 'inherit'], detached: true });
  child.on('exit', (code) => {
    if (code !== 0 && code !== null) console.error(`The player of ${name} ended with ${String(code)}.`);
  });
  return {
    name,
    shell,
    process: child,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      await ended;
      clearTimeout(killer);
    },
  };
}
