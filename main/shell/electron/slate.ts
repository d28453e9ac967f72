import type { SlateLook } from '../../launcher/electron-slate.ts';
import { slateUrl } from '../../launcher/slate-page.ts';
import { boundsOf, windowOptions, type ElectronParts } from './electron-shell.ts';

/**
 * The launcher's slate in a window of its own, until the launcher ends it or is gone. A window that is lost ends the
 * process: the launcher starts it again.
 */
export async function runElectronSlate(electron: ElectronParts, look: SlateLook): Promise<void> {
  const { app, powerSaveBlocker, BrowserWindow } = electron;
  const { rect, kiosk, cityName } = look;
  app.enableSandbox();
  process.once('disconnect', () => {
    app.exit(0);
  });
  await app.whenReady();
  powerSaveBlocker.start('prevent-display-sleep');
  const options = windowOptions(boundsOf(electron, rect), kiosk);
  const window = new BrowserWindow({
    ...options,
    webPreferences: { ...options.webPreferences, javascript: false },
  });
  window.removeMenu();
  if (kiosk) window.setAlwaysOnTop(true, 'screen-saver');
  const lost = () => {
    app.exit(1);
  };
  window.on('closed', lost);
  window.webContents.on('render-process-gone', lost);
  await window.loadURL(slateUrl(cityName));
}
