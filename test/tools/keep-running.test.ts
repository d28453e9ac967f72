import { spawn } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { keepRunning } from '../../tools/start/keep-running.ts';
import { workFolder } from '../support/work-folder.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** A program that notes its start and then does this. */
async function kept(does: string) {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const log = join(await workFolder(), 'started');
  appendFileSync(log, '');
  const program = `require('node:fs').appendFileSync(${JSON.stringify(log)}, 'x'); ${does}`;
  const player = keepRunning('Layar', () => spawn(process.execPath, ['-e', program], { stdio: 'ignore' }));
  onTestFinished(() => player.stop());
  return { player, starts: () => readFileSync(log, 'utf8').length };
}

test('a player that was asked to start anew is started again, and that is no failure', async () => {
  const { player, starts } = await kept('process.exit(75)');
  await vi.waitUntil(() => starts() >= 2, { timeout: 20_000 });
  expect(player.failures).toBe(0);
});

test('one that ended by itself too, until it is stopped', async () => {
  const { player, starts } = await kept('process.exit(1)');
  await vi.waitUntil(() => starts() >= 2, { timeout: 20_000 });
  await player.stop();
  await player.stop();
  expect(player.failures).toBeGreaterThan(0);
  const before = starts();
  await new Promise((resolve) => setImmediate(resolve));
  expect(starts()).toBe(before);
});

test('one that runs is stopped by being asked to end', async () => {
  const { player, starts } = await kept('setInterval(() => undefined, 1000)');
  await vi.waitUntil(() => starts() === 1, { timeout: 20_000 });
  await player.stop();
  expect(player.failures).toBe(0);
});
