/** The player on a machine with Node and Chromium; `main/index.ts` is its sibling for Electron. */
import { once } from 'node:events';
import type { AppError } from '../core/model/app-error.ts';
import { endPlayer } from './end-each.ts';
import { chooseGrabber } from './eyes/choose-grabber.ts';
import { jsonLog, RecentLines } from './log.ts';
import { DEFAULT_RECT, readOptions, type PlayerOptions } from './options.ts';
import { RESTART_EXIT_CODE } from './restart.ts';
import { startPlayerService } from './service.ts';
import { Attendant } from './shell/attend.ts';
import { ChromiumShell } from './shell/chromium/chromium-shell.ts';
import { findChromium } from './shell/chromium/find.ts';
import { openLauncherLink } from './software/launcher-link.ts';
import { SOFTWARE } from './software.ts';
import { systemTime } from './time.ts';

/** Plays until it is asked to end or to start anew; answers the code to exit with. */
async function run(options: PlayerOptions): Promise<number> {
  const recent = new RecentLines(process.stderr);
  const log = jsonLog(recent, systemTime.nowMs);
  const launcher = openLauncherLink(process, log);
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve());
    launcher?.events.on('stop', resolve);
  });
  const executable = await findChromium(process.env);
  const shell = new ChromiumShell({ ...options, rect: options.rect ?? DEFAULT_RECT, executable, log });
  shell.warmUp();
  const service = await startPlayerService({
    ...{ ...options, software: SOFTWARE, launcher, log },
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
  const exitCode = await Promise.race([stopped.then(() => 0), restart]);
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
