import type { Log } from '../log.ts';
import { ChromiumShell } from '../shell/chromium/chromium-shell.ts';
import { findChromium } from '../shell/chromium/find.ts';
import type { DesktopRect } from '../shell/shell.ts';
import { slateUrl } from './slate-page.ts';

/** A slate on the screen. */
export interface Slate {
  /** When it resolves nothing of it is left. */
  close(): Promise<void>;
}

/** Puts the slate on the screen in a Chromium of its own. @throws AppError `chromium_not_found`, `shell_failed` */
export async function showSlate(
  look: { rect: DesktopRect; headless: boolean; kiosk: boolean },
  cityName: string | null,
  log: Log,
): Promise<Slate> {
  const shell = new ChromiumShell({ ...look, executable: await findChromium(process.env), log });
  const page = { url: slateUrl(cityName) };
  await shell.show(page);
  shell.events.on('lost', () => {
    shell.restart(page).catch((error: unknown) => {
      log.error('slate_lost', { error });
    });
  });
  return { close: () => shell.close() };
}
