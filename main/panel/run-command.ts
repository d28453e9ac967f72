import { spawn, type ChildProcess } from 'node:child_process';
import { AppError } from '../../core/model/app-error.ts';

/** What a program that talks to a panel may need to know; nothing else of the player's environment is handed on. */
const PASSED_ON = [
  'PATH',
  'HOME',
  'USERPROFILE',
  'SystemRoot',
  'TEMP',
  'TMPDIR',
  'LANG',
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'XDG_RUNTIME_DIR',
];
const ERROR_TEXT_LIMIT = 2000;
const isWindows = process.platform === 'win32';

/**
 * Runs a local program to its end, without a shell; it and what it started are killed when its time is up.
 * @throws AppError `panel_failed` when it cannot be started, fails, takes too long, or `signal` ends it.
 */
export async function runCommand(
  argv: readonly string[],
  timeoutMs: number,
  signal: AbortSignal,
): Promise<void> {
  const [program = '', ...args] = argv;
  const env = Object.fromEntries(
    PASSED_ON.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
  const child = spawn(program, args, {
    env,
    shell: false,
    windowsHide: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    // Its own process group, so that all of it can be ended.
    detached: !isWindows,
  });
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  const end = () => {
    killAll(child);
  };
  limit.addEventListener('abort', end, { once: true });
  if (limit.aborted) end();
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-ERROR_TEXT_LIMIT);
  });
  try {
    // `exit` and not `close`: something it left behind may hold its error stream open for ever.
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject).once('exit', resolve);
    });
    if (limit.aborted) throw new AppError('panel_failed', `${program} did not end in ${timeoutMs} ms`);
    if (exitCode !== 0) {
      throw new AppError('panel_failed', `${program} ended with ${exitCode ?? 'a signal'}: ${said.trim()}`);
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('panel_failed', `${program} cannot be started`, { cause });
  } finally {
    limit.removeEventListener('abort', end);
    child.stderr.destroy();
  }
}

function killAll(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (isWindows) {
    child.kill('SIGKILL');
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
