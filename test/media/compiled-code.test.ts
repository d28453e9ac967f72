import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { compiledCode, sweepCompiledCode } from '../../media/stills/compiled.ts';
import { InspectAnswer } from '../../media/stills/jobs.ts';
import { runStill } from '../../media/stills/run.ts';
import { testServer } from '../server/support/running-server.ts';
import { makeMedia } from '../support/make-media.ts';

const never = () => Promise.reject(new Error('there is one already'));

it('code of the decoder is compiled once for all that ask, and anew where it was tidied away', async () => {
  const sourcePath = await makeMedia('imageGreenCard');
  const look = () => runStill({ job: 'inspect', sourcePath, maxPixels: 1e6 }, InspectAnswer, {});
  const looks = await Promise.all([look(), look()]);
  expect(looks.map(({ ok }) => ok)).toEqual([true, true]);
  const folder = await compiledCode(never);
  const [kept = ''] = await readdir(folder);
  expect((await readdir(join(folder, kept))).length).toBeGreaterThan(5);

  await rm(folder, { recursive: true });
  expect((await look()).ok).toBe(true);
  expect(await compiledCode(never)).not.toBe(folder);
});

it('what a process that was killed has left goes when a server starts; what a living one has stays', async () => {
  const killed = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const of = (pid = 0) => mkdtemp(join(tmpdir(), `wawar-stills-${pid}-`));
  const [left, inUse] = [await of(killed.pid), await of(process.ppid)];
  onTestFinished(() => rm(inUse, { recursive: true }));
  const own = await compiledCode((folder) => Promise.resolve(existsSync(folder)));
  await sweepCompiledCode();
  expect([left, inUse, own].map((folder) => existsSync(folder))).toEqual([true, true, true]);

  const gone = once(killed, 'exit');
  killed.kill('SIGKILL');
  await gone;
  await testServer();
  expect([left, inUse, own].map((folder) => existsSync(folder))).toEqual([false, true, true]);
});
