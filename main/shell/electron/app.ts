import { once } from 'node:events';
import { endPlayer } from '../../end-each.ts';
import { electronGrabber } from '../../eyes/electron-grabber.ts';
import type { Log } from '../../log.ts';
import type { PlayerOptions } from '../../options.ts';
import { RESTART_EXIT_CODE } from '../../restart.ts';
import { startPlayerService } from '../../service.ts';
import { openLauncherLink } from '../../software/launcher-link.ts';
import { SOFTWARE } from '../../software.ts';
import { systemTime } from '../../time.ts';
import { Attendant } from '../attend.ts';
import { ElectronShell, type ElectronParts } from './electron-shell.ts';

/** Switches of the embedded Chromium, set before it starts. */
const SWITCHES: readonly (readonly [string, string?])[] = [
  // One page pixel is one LED, whatever the desktop's scaling says.
  ['force-device-scale-factor', '1'],
  ['high-dpi-support', '1'],
  ['autoplay-policy', 'no-user-gesture-required'],
  ['disable-background-networking'],
  ['disable-component-update'],
  ['disable-renderer-backgrounding'],
  // As for Chromium: see `chromium/flags.ts`.
  ['video-threads', '2'],
  ['disable-backgrounding-occluded-windows'],
  ['disable-pinch'],
  ['noerrdialogs'],
];

/**
 * The player in Electron: one instance, a window that comes back, a clean end. Returns false at once when another
 * instance runs on this desktop; else true when the application has been asked to quit and everything is closed.
 */
export async function runElectronApp(
  electron: ElectronParts,
  options: PlayerOptions,
  log: Log,
  recentLog?: () => string,
): Promise<boolean> {
  const { app } = electron;
  if (!app.requestSingleInstanceLock()) {
    log.warn('already_running');
    app.quit();
    return false;
  }
  for (const [name, value] of SWITCHES) app.commandLine.appendSwitch(name, value);
  if (options.safe) app.commandLine.appendSwitch('disable-gpu');
  app.enableSandbox();
  // The window is to be opened again, not the end.
  app.on('window-all-closed', () => undefined);
  const launcher = openLauncherLink(process, log);
  const asked = new Promise<void>((resolve) => {
    launcher?.events.on('stop', resolve);
    app.once('before-quit', (event) => {
      event.preventDefault();
      resolve();
    });
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  await app.whenReady();
  const service = await startPlayerService({
    ...{ ...options, software: SOFTWARE, launcher, log },
    grabber: electronGrabber(electron),
    ...(recentLog && { recentLog }),
  });
  const shell = new ElectronShell({ electron, ...options, log });
  const attendant = new Attendant({ service, shell, log, monotonicMs: systemTime.monotonicMs });
  attendant.start();
  const restart = once(service.events, 'restart').then(() => RESTART_EXIT_CODE);
  const exitCode = await Promise.race([asked.then(() => 0), restart]);
  await endPlayer(log, { attendant: () => attendant.close(), service: () => service.close() });
  app.exit(exitCode);
  return true;
}
