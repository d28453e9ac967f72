import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { AppError } from '../../../core/model/app-error.ts';
import type { Cdp, CdpEvent } from './cdp.ts';
import { chromiumFlags, type ChromiumLook } from './flags.ts';
import type { Profile } from './profile.ts';

const STDERR_KEPT_CHARACTERS = 2000;
const EXIT_TIMEOUT_MS = 5000;

/** One run of the browser, with a profile of its own that goes when it goes. */
export interface BrowserProcess {
  readonly cdp: Cdp;
  /** Settles with the last of its error output when it is gone, for whatever reason. */
  readonly gone: Promise<string>;
  /** Ends it with everything it started, and removes its profile; safe to call twice. */
  end(): Promise<void>;
  /** Ends it at once and by force, before it can paint anything more; `end` still tidies up after it. */
  kill(): void;
}

/** Runs it; its words are taken once `onSpawned` was called and what reads them is there. */
export async function startBrowser(
  executable: string,
  profile: Profile,
  look: Omit<ChromiumLook, 'profileDir' | 'isRoot'>,
  onEvent: (event: CdpEvent) => void,
  onSpawned: () => void = () => undefined,
): Promise<BrowserProcess> {
  const flags = chromiumFlags({ ...look, profileDir: profile.dir, isRoot: process.getuid?.() === 0 });
  // Its own process group, so that the whole family can be ended.
  const child = spawn(executable, flags, {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    env: { ...process.env, ...profile.env },
  });
  const [, , stderr, toBrowser, fromBrowser] = child.stdio as [null, null, Readable, Writable, Readable];
  let tail = '';
  stderr.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-STDERR_KEPT_CHARACTERS);
  });
  const gone = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => {
      resolve(`exit ${String(code ?? signal)}: ${tail.trim()}`);
    });
    child.once('error', (error) => {
      resolve(error.message);
    });
  });
  onSpawned();
  const { Cdp } = await import('./cdp.ts');
  const cdp = new Cdp(toBrowser, fromBrowser, onEvent);
  void gone.then(() => {
    cdp.close();
  });
  let ending: Promise<void> | undefined;
  return {
    cdp,
    gone,
    end: () => (ending ??= endFamily(child, gone).then(() => profile.remove())),
    kill: () => {
      signalFamily(child, 'SIGKILL');
    },
  };
}

async function endFamily(child: ChildProcess, gone: Promise<string>): Promise<void> {
  signalFamily(child, 'SIGTERM');
  const timer = setTimeout(() => {
    signalFamily(child, 'SIGKILL');
  }, EXIT_TIMEOUT_MS);
  await gone;
  clearTimeout(timer);
  // Helpers that outlived their parent.
  signalFamily(child, 'SIGKILL');
}

function signalFamily(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    child.kill(signal);
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // ESRCH: the whole group is gone already, which is what was wanted.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') {
      throw new AppError('shell_failed', 'The browser could not be ended', { cause: error });
    }
  }
}
