import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { AppError } from '../../../core/model/app-error.ts';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome.exe',
  'msedge.exe',
];

/**
 * Path of a Chromium: `CHROMIUM_PATH`, else the first known name in PATH.
 *
 * @throws AppError `chromium_not_found`.
 */
export async function findChromium(env: NodeJS.ProcessEnv): Promise<string> {
  const given = env['CHROMIUM_PATH'];
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const candidates = given ? [given] : NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  for (const candidate of candidates) {
    if (await isExecutable(candidate)) return candidate;
  }
  throw new AppError('chromium_not_found', 'No Chromium was found; install chromium or set CHROMIUM_PATH');
}

const isExecutable = (file: string): Promise<boolean> =>
  access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
