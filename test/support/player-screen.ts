import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { ChromiumShell } from '../../main/shell/chromium/chromium-shell.ts';
import { findChromium } from '../../main/shell/chromium/find.ts';
import { jsonLog } from '../../main/log.ts';
import { startDesktop, type Desktop } from './desktop.ts';
import { PageHost } from './page-host.ts';

/** The player's page as on a kiosk: real Chromium, full-screen under a window manager, on a display of its own. */
export interface PlayerScreen {
  desktop: Desktop;
  host: PageHost;
  /** Loads an address of the host in the window. */
  show(url: string): Promise<void>;
  close(): Promise<void>;
}

export async function startPlayerScreen(widthPx: number, heightPx: number): Promise<PlayerScreen> {
  const desktop = await startDesktop(widthPx, heightPx);
  // The shell starts the browser with this process's environment, as the player's service does.
  process.env['DISPLAY'] = desktop.display;
  const pageFolder = await buildPage();
  const host = await PageHost.start(pageFolder);
  const shell = new ChromiumShell({
    executable: await findChromium(process.env),
    headless: false,
    kiosk: true,
    rect: { x: 0, y: 0, widthPx, heightPx },
    log: jsonLog(process.stderr, Date.now),
  });
  return {
    desktop,
    host,
    show: (url) => shell.show({ url }),
    async close() {
      await shell.close();
      await host.close();
      await desktop.close();
      await rm(pageFolder, { recursive: true });
    },
  };
}

/** Built anew into a folder of its own, so that tests at the same time do not pull it away under each other. */
export async function buildPage(): Promise<string> {
  const outDir = await mkdtemp(join(tmpdir(), 'wawar-player-page-'));
  const configFile = fileURLToPath(new URL('../../vite.config.ts', import.meta.url));
  await build({ configFile, mode: 'player', logLevel: 'warn', build: { outDir } });
  return outDir;
}
