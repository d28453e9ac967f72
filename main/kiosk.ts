/** The player on a machine with Node and Chromium; `main/index.ts` is its sibling for Electron. */
import type { AppError } from '../core/model/app-error.ts';
import { jsonLog } from './log.ts';
import { DEFAULT_RECT, readOptions, type PlayerOptions } from './options.ts';
import { startPlayerService } from './service.ts';
import { Attendant } from './shell/attend.ts';
import { ChromiumShell } from './shell/chromium/chromium-shell.ts';
import { findChromium } from './shell/chromium/find.ts';
import { openLauncherLink } from './software/launcher-link.ts';
import { SOFTWARE } from './software.ts';
import { systemTime } from './time.ts';

async function run(options: PlayerOptions): Promise<void> {
  const log = jsonLog(process.stderr, systemTime.nowMs);
  const launcher = openLauncherLink(process, log);
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve());
    launcher?.events.on('stop', resolve);
  });
  const executable = await findChromium(process.env);
  const service = await startPlayerService({ ...options, software: SOFTWARE, launcher, log });
  const shell = new ChromiumShell({ ...options, rect: options.rect ?? DEFAULT_RECT, executable, log });
  const attendant = new Attendant({ service, shell, log, monotonicMs: systemTime.monotonicMs });
  attendant.start();
  log.info('player_started', { server: options.serverUrl, headless: options.headless });
  await stopped;
  await attendant.close();
  await service.close();
  log.info('player_stopped');
}

try {
  await run(readOptions(process.argv.slice(2), process.env));
} catch (error) {
  const { message, code } = error as AppError;
  process.stderr.write(code === 'usage' ? message : `${code}: ${message}\n`);
  process.exitCode = 1;
}
