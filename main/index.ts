/** The player in Electron; `main/kiosk.ts` is its sibling for machines with Node and Chromium. */
import electron from 'electron';
import type { AppError } from '../core/model/app-error.ts';
import { jsonLog } from './log.ts';
import { readOptions } from './options.ts';
import { runElectronApp } from './shell/electron/app.ts';
import { systemTime } from './time.ts';

try {
  const args = process.argv.slice(electron.app.isPackaged ? 1 : 2);
  await runElectronApp(electron, readOptions(args, process.env), jsonLog(process.stderr, systemTime.nowMs));
} catch (error) {
  const { message, code } = error as AppError;
  process.stderr.write(code === 'usage' ? message : `${code}: ${message}\n`);
  electron.app.exit(1);
}
