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
  const host = await PageHost.start();
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
    show: (url) => shell.show(url),
    async close() {
      await shell.close();
      await host.close();
      await desktop.close();
    },
  };
}
