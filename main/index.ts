/** The player in Electron; `main/kiosk.ts` is its sibling for machines with Node and Chromium. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import electron from 'electron';
import type { AppError } from '../core/model/app-error.ts';
import { SLATE_ENV, SlateLook } from './launcher/electron-slate.ts';
import { LAUNCH_ENV } from './launcher/protocol.ts';
import { jsonLog, RecentLines } from './log.ts';
import { readOptions } from './options.ts';
import { runElectronApp } from './shell/electron/app.ts';
import { runElectronSlate } from './shell/electron/slate.ts';
import { systemTime } from './time.ts';

/** Started by the launcher, the executable is told which slot's program to run, packaged or not. */
const slotEntry = process.env[LAUNCH_ENV] === undefined ? undefined : process.argv[1];

async function run(): Promise<void> {
  const slate = process.env[SLATE_ENV];
  if (slate !== undefined) {
    await runElectronSlate(electron, SlateLook.parse(JSON.parse(slate)));
    return;
  }
  const args = process.argv.slice(electron.app.isPackaged && slotEntry === undefined ? 1 : 2);
  const recent = new RecentLines(process.stderr);
  const log = jsonLog(recent, systemTime.nowMs);
  await runElectronApp(electron, readOptions(args, process.env), log, () => recent.text());
}

function fail(error: unknown): void {
  const { message, code } = error as AppError;
  process.stderr.write(code === 'usage' ? message : `${code}: ${message}\n`);
  electron.app.exit(1);
}

// Electron is ready only when its entry has been evaluated: a slot's program is awaited, since what it sets has to be
// set before that, and nothing that itself waits for Electron.
if (slotEntry !== undefined && resolve(slotEntry) !== import.meta.filename) {
  await import(pathToFileURL(slotEntry).href).catch(fail);
} else {
  run().catch(fail);
}
