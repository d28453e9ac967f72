/** The player in Electron; `main/kiosk.ts` is its sibling for machines with Node and Chromium. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import electron from 'electron';
import type { AppError } from '../core/model/app-error.ts';
import { LAUNCH_ENV } from './launcher/protocol.ts';
import { jsonLog, RecentLines } from './log.ts';
import { readOptions } from './options.ts';
import { runElectronApp } from './shell/electron/app.ts';
import { systemTime } from './time.ts';

/** Started by the launcher, the executable is told which slot's program to run, packaged or not. */
const slotEntry = process.env[LAUNCH_ENV] === undefined ? undefined : process.argv[1];

async function run(): Promise<void> {
  if (slotEntry !== undefined && resolve(slotEntry) !== import.meta.filename) {
    await import(pathToFileURL(slotEntry).href);
    return;
  }
  const args = process.argv.slice(electron.app.isPackaged && slotEntry === undefined ? 1 : 2);
  const recent = new RecentLines(process.stderr);
  const log = jsonLog(recent, systemTime.nowMs);
  await runElectronApp(electron, readOptions(args, process.env), log, () => recent.text());
}

try {
  await run();
} catch (error) {
  const { message, code } = error as AppError;
  process.stderr.write(code === 'usage' ? message : `${code}: ${message}\n`);
  electron.app.exit(1);
}
