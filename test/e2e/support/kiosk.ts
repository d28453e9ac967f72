import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const kioskJs = fileURLToPath(new URL('../../../build/kiosk/kiosk.js', import.meta.url));

/** The player as it runs on a kiosk: the bundled program in a process of its own, Chromium full-screen. */
export interface Kiosk {
  stop(): Promise<void>;
}

export function startKiosk(options: { serverUrl: string; dataDir: string; display: string }): Kiosk {
  const child = spawn(process.execPath, [kioskJs, '--server', options.serverUrl, '--data', options.dataDir], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DISPLAY: options.display },
  });
  return {
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}
