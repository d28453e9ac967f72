import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeMixedFiles, runQueue } from '../support/media-queue.ts';
import { workFolder } from '../support/work-folder.ts';
import { figure } from './support/figure.ts';
import { seeded } from './support/seed.ts';

/** The benchmark `queue` kills a queue of 200 again and again; here it is a video and a still, killed anywhere. */
const FILES = 2;
const KILLS_EACH = 1;

it(
  'a queue of mixed files whose server is killed again and again ends with the same files as one left alone',
  () =>
    seeded(async (dice, step) => {
      const folder = await workFolder();
      const paths = await makeMixedFiles(join(folder, 'berkas'), FILES);
      const alone = await runQueue(join(folder, 'tenang'), paths, { each: 0, afterMs: () => 0 });
      const killed = await runQueue(join(folder, 'terbunuh'), paths, {
        each: KILLS_EACH,
        afterMs: () => {
          const afterMs = dice.between(50, 1200);
          step(`killed after ${afterMs} ms`);
          return afterMs;
        },
      });
      expect(killed.files).toEqual(alone.files);
      expect(Object.keys(killed.files)).toHaveLength(FILES);
      expect(
        Object.values(killed.files).every(([state, rendering]) => state === 'ready' && rendering === 'ready'),
      ).toBe(true);
      expect([...alone.flaws, ...killed.flaws]).toEqual([]);
      expect(killed.kills).toBeGreaterThan(0);
      figure(`${FILES} files, ${killed.kills} kills, the same hashes`);
    }),
  240_000,
);
