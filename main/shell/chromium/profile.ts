import { mkdirSync, writeFileSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
// Not by the folder's index, which carries what takes longer to read than the browser to be run.
import { abandonedFolders, makeProcessFolder } from '../../../media/store/process-folders.ts';
import { errnoOf } from '../../../media/store/storage.ts';

const PREFIX = 'wawar-chromium-';

/**
 * What the browser itself would paint — its frame before the first page, “Aw, Snap!”, bubbles, menus — follows the
 * desktop's GTK theme on Linux. This one is black on black in the smallest type, so that a wall stays dark.
 */
const GTK_BLACK = `${['bg', 'fg', 'base', 'text', 'selected_bg', 'selected_fg']
  .map((name) => `@define-color theme_${name}_color #000;`)
  .join('\n')}
* { background: #000; color: #000; border-color: #000; outline-color: #000; text-shadow: none; box-shadow: none; }
`;
const GTK_SETTINGS = '[Settings]\ngtk-font-name=Sans 1\n';
const PREFERENCES = {
  // 1: GTK's.
  extensions: { theme: { system_theme: 1 } },
  // A frame is the window manager's business, and it draws none.
  browser: { custom_chrome_frame: false },
  printing: { enabled: false },
};
/** No way to sign in anywhere: then there is no box that asks for a password. */
const LOCAL_STATE = { auth: { schemes: '' } };

/** A folder for one run of the browser. */
export interface Profile {
  dir: string;
  /** What the browser's environment needs on top of ours. */
  env: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

export async function makeProfile(): Promise<Profile> {
  const dir = await makeProcessFolder(PREFIX);
  // All at once: each of these would else wait for its turn, and the browser for all of them.
  const config = join(dir, 'config');
  for (const version of ['gtk-3.0', 'gtk-4.0']) {
    mkdirSync(join(config, version), { recursive: true });
    writeFileSync(join(config, version, 'gtk.css'), GTK_BLACK);
    writeFileSync(join(config, version, 'settings.ini'), GTK_SETTINGS);
  }
  // The browser's own temporary folder, with its socket, stays behind when it is ended by force.
  const temporary = join(dir, 't');
  mkdirSync(temporary);
  mkdirSync(join(dir, 'Default'));
  writeFileSync(join(dir, 'Default', 'Preferences'), JSON.stringify(PREFERENCES));
  writeFileSync(join(dir, 'Local State'), JSON.stringify(LOCAL_STATE));
  return {
    dir,
    env: process.platform === 'linux' ? { XDG_CONFIG_HOME: config, TMPDIR: temporary } : {},
    // Helpers may still be writing while they die: rm tries again for a moment.
    remove: () => rm(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }),
  };
}

/**
 * Ends browsers of players that are gone and removes their profiles. A browser ends with its player by itself, unless
 * it hangs: then its window would lie on the wall for ever.
 */
export async function sweepProfiles(): Promise<void> {
  if (process.platform !== 'linux') return;
  for (const dir of await abandonedFolders(PREFIX)) {
    for (const pid of await processesNaming(dir)) kill(pid);
    await rm(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

async function processesNaming(text: string): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger);
  const commands = await Promise.all(
    // Gone before it was looked at.
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return pids.filter((_, at) => commands[at]?.includes(text));
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // Gone in between, or somebody else's.
    if (errnoOf(error) !== 'ESRCH' && errnoOf(error) !== 'EPERM') throw error;
  }
}
