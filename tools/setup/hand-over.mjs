import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'];

const parentWatchMs = 500;

/**
 * npm starts us through a shell that does not pass signals on: when npm is told to stop, all we see is that our parent
 * is gone.
 */
function onceOrphaned(then) {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    then();
  }, parentWatchMs);
  return () => clearInterval(watch);
}

/**
 * Runs a script with the pinned Node in our place: our terminal, our signals, its exit code (128 + n after signal n,
 * as a shell would say it).
 */
export async function handOver(root, node, args) {
  const path = [dirname(node), join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  const child = spawn(node, args, { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: path } });
  const forward = (signal) => {
    // Ctrl-C reaches every program on the terminal by itself; a second one would mean "now, without tidying up".
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of forwarded) process.on(signal, forward);
  const stopWatching = onceOrphaned(() => child.kill('SIGTERM'));
  const exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
  stopWatching();
  for (const signal of forwarded) process.off(signal, forward);
  return exitCode;
}
