/**
 * The player on a machine with Node and Chromium; `main/index.ts` is its sibling for Electron. The browser is run before
 * anything else is read: imports up here stay small. Its page's door is open by then; who knocks there waits for the rest.
 */
import { once } from 'node:events';
import { setTimeout as later } from 'node:timers/promises';
import type { AppError } from '../core/model/app-error.ts';
import { endPlayer } from './end-each.ts';
import { chooseGrabber } from './eyes/choose-grabber.ts';
import { jsonLog, RecentLines } from './log.ts';
import { openDoor } from './loopback/door.ts';
import { DEFAULT_RECT, readOptions, type PlayerOptions } from './options.ts';
import { RESTART_EXIT_CODE } from './restart.ts';
import { ChromiumShell } from './shell/chromium/chromium-shell.ts';
import { findChromium } from './shell/chromium/find.ts';
import { SOFTWARE } from './software.ts';
import { systemTime } from './time.ts';

/** A display that does not answer keeps the player from nothing but its picture. */
const BROWSER_FIRST_MS = 500;

/** Plays until it is asked to end or to start anew; answers the code to exit with. */
async function run(options: PlayerOptions): Promise<number> {
  const recent = new RecentLines(process.stderr);
  const log = jsonLog(recent, systemTime.nowMs);
  const stopped = Promise.withResolvers<number>();
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => stopped.resolve(0));
  const [executable, door] = await Promise.all([findChromium(process.env), openDoor({ ...options, log })]);
  const shell = new ChromiumShell({ ...options, rect: options.rect ?? DEFAULT_RECT, executable, log });
  await Promise.race([shell.warmUp(door.entry), later(BROWSER_FIRST_MS)]);
  // All this is read while the browser starts, which takes longer and needs none of it.
  const [{ startPlayerService }, { Attendant }, { openLauncherLink }] = await Promise.all([
    import('./service.ts'),
    import('./shell/attend.ts'),
    import('./software/launcher-link.ts'),
  ]);
  const launcher = openLauncherLink(process, log);
  launcher?.events.on('stop', () => stopped.resolve(0));
  const service = await startPlayerService({
    ...{ ...options, software: SOFTWARE, launcher, door, log },
    grabber: chooseGrabber(options.headless),
    recentLog: () => recent.text(),
  }).catch(async (error: unknown) => {
    await shell.close();
    throw error;
  });
  const attendant = new Attendant({ service, shell, log, monotonicMs: systemTime.monotonicMs });
  attendant.start();
  log.info('player_started', { server: options.serverUrl, headless: options.headless });
  const restart = once(service.events, 'restart').then(() => RESTART_EXIT_CODE);
  const exitCode = await Promise.race([stopped.promise, restart]);
  await endPlayer(log, { attendant: () => attendant.close(), service: () => service.close() });
  return exitCode;
}

// Not left to a process with nothing more to do: one that still waits for something would live on, without a window.
try {
  process.exit(await run(readOptions(process.argv.slice(2), process.env)));
} catch (error) {
  const { message, code } = error as AppError;
  process.stderr.write(code === 'usage' ? message : `${code}: ${message}\n`, () => process.exit(1));
}
