/** The real server as a process of its own, which can be killed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const PROGRAM = join(import.meta.dirname, '../../server/index.ts');

export interface ServerProcess {
  url: string;
  /** Token of the set-up link; empty once there is an administrator. */
  setupToken: string;
  /** SIGKILL: no handler runs, nothing is flushed. */
  kill(): Promise<void>;
}

/** Starts it over a data folder and waits until it listens. */
export async function startServerProcess(dataDir: string): Promise<ServerProcess> {
  const child = spawn(process.execPath, [PROGRAM, '--data', dataDir, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const ended = once(child, 'close');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  const said = await firstLines(child.stdout, ended);
  child.stdout.resume();
  return { ...said, kill };
}

async function firstLines(
  stdout: NodeJS.ReadableStream,
  ended: Promise<unknown>,
): Promise<{ url: string; setupToken: string }> {
  const heard = new Promise<{ url: string; setupToken: string }>((resolve) => {
    let setupToken = '';
    let url = '';
    createInterface({ input: stdout }).on('line', (line) => {
      url = /^Wawar: (http:\S+)$/.exec(line)?.[1] ?? url;
      setupToken = /#token=(\S+)$/.exec(line)?.[1] ?? setupToken;
      // The link, if there is one, is the next line of the same write.
      if (url !== '') setImmediate(() => resolve({ url, setupToken }));
    });
  });
  const gone = ended.then(() => {
    throw new Error('the server ended before it listened');
  });
  return Promise.race([heard, gone]);
}
