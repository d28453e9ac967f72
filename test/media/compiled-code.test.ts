import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { compiledCode } from '../../media/stills/compiled.ts';
import { InspectAnswer } from '../../media/stills/jobs.ts';
import { runStill } from '../../media/stills/run.ts';
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
