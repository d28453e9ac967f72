import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { figure } from './support/figure.ts';
import { full, isFull } from './support/length.ts';
import { seeded } from './support/seed.ts';
import { updateScenario, type UpdateScenario } from './support/update-scenario.ts';

const KIOSK = 'build/kiosk/kiosk.js';
const SAMPLES = full(60, 2);
/** Whatever changes a file or a folder, and what stands between two such changes. */
const SYSCALLS = [
  'openat',
  'ftruncate',
  'write',
  'pwrite64',
  'fsync',
  'close',
  'rename',
  'unlink',
  'futex',
  'epoll_wait',
];

/**
 * Lets the bundled kiosk, browser and all, update under strace with these words. Answers whether it was killed; one
 * that came through is ended. The browser itself is let go (`-b execve`): it is the player that is to die.
 */
async function updateUnder(
  words: readonly string[],
  scenario: UpdateScenario,
  dataDir: string,
): Promise<boolean> {
  const { director, rendererDir } = scenario;
  scenario.forget();
  const kiosk = [
    process.execPath,
    KIOSK,
    '--server',
    director.url,
    '--data',
    dataDir,
    '--renderer',
    rendererDir,
  ];
  const args = [
    '-f',
    '-qq',
    '-b',
    'execve',
    ...words,
    ...kiosk,
    '--headless',
    '--display-rect',
    '0,0,384,192',
  ];
  const traced = spawn('strace', args, { stdio: 'ignore', detached: true });
  let isGone = false;
  const ended = once(traced, 'exit').finally(() => (isGone = true));
  try {
    await director.until(() => isGone || scenario.isOver(), 'an end', 90_000);
  } finally {
    // Its own group only: strace, the player and its browser.
    if (traced.pid !== undefined) killGroup(traced.pid);
  }
  const wasKilled = isGone;
  await ended;
  return wasKilled;
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Most calls any one thread of the player made of each kind: strace counts by thread. */
async function callsOf(traceFile: string): Promise<ReadonlyMap<string, number>> {
  const byThread = new Map<string, number>();
  const most = new Map<string, number>();
  for (const line of (await readFile(traceFile, 'utf8')).split('\n')) {
    const [, thread = '', name = ''] = /^(\d+) +(\w+)\(/.exec(line) ?? [];
    if (name === '') continue;
    const count = (byThread.get(`${thread} ${name}`) ?? 0) + 1;
    byThread.set(`${thread} ${name}`, count);
    most.set(name, Math.max(count, most.get(name) ?? 0));
  }
  return most;
}

test(
  '[F36] the bundled kiosk is killed at random system calls of an update, and holds the old version or the new one, whole',
  { timeout: 28 * 60_000 },
  () =>
    seeded(async (dice, step) => {
      const scenario = await updateScenario();
      const traceFile = join(scenario.folder, 'trace');
      const trace = ['-o', traceFile, '-e', `trace=${SYSCALLS.join(',')}`];
      const untouched = await scenario.copyOfDevice('untouched');
      expect(await updateUnder(trace, scenario, untouched)).toBe(false);
      const most = await callsOf(traceFile);
      expect([...most.keys()]).toEqual(expect.arrayContaining(['write', 'fsync', 'rename']));
      const held = new Map<number, number>();
      let killed = 0;
      for (let sample = 0; sample < SAMPLES; sample += 1) {
        const name = [...most.keys()].sort()[dice.between(0, most.size)] ?? 'write';
        const when = dice.between(1, (most.get(name) ?? 1) + 1);
        step(`${name} ${when} of ${most.get(name) ?? 0}`);
        const dataDir = await scenario.copyOfDevice('device');
        const inject = [
          '-o',
          '/dev/null',
          '-e',
          `trace=${name}`,
          '-e',
          `inject=${name}:signal=SIGKILL:when=${when}`,
        ];
        if (await updateUnder(inject, scenario, dataDir)) killed += 1;
        const version = await scenario.expectSurvived(dataDir);
        held.set(version, (held.get(version) ?? 0) + 1);
      }
      if (isFull) expect(killed).toBeGreaterThan(SAMPLES / 2);
      const { oldVersion, newVersion } = scenario;
      figure(
        `bundled kiosk killed at ${killed} sampled system calls, at the end of the update ${SAMPLES - killed}×: ${held.get(oldVersion) ?? 0}× old, ${held.get(newVersion) ?? 0}× new, 0 torn (seed ${dice.seed})`,
      );
    }),
);
