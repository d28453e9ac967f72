import { defineConfig } from 'vitest/config';
import ClosingLineReporter from './test/support/closing-line-reporter.ts';

const testsOf = (folder: string, names: readonly string[]): string[] =>
  names.map((name) => `test/${folder}/${name}.test.ts`);

/** Faults whose tests count a real screen's pixels. */
const FAULTS_SEEN = testsOf('faults', ['clock-page', 'crash-*', 'many-changes']);
/** Tests that count single frames. */
const FRAMES_COUNTED = testsOf('renderer/player', ['playing', 'fading', 'layout']);

/**
 * `unit`, `ground` and `faults` (a short slice of what `npm run faults` does in full) run together, with one worker more
 * than there are cores, because tests mostly wait; then `e2e`, which is real browsers; and at last `player` one file at a
 * time, so that what counts single frames has the machine to itself. The last three are about real seconds of real
 * processes, which a busy machine may steal: a test of theirs that fails is tried once more, and named before the closing
 * line if it passes then.
 */
export default defineConfig({
  test: {
    environment: 'node',
    pool: 'forks',
    maxWorkers: 3,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: ['default', new ClosingLineReporter()],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/renderer/player/**', 'test/ground/**', 'test/faults/**'],
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'ground',
          include: ['test/ground/**/*.test.ts'],
          testTimeout: 240_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'faults',
          retry: 1,
          include: ['test/faults/**/*.test.ts'],
          exclude: FAULTS_SEEN,
          testTimeout: 240_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          retry: 1,
          include: ['test/e2e/**/*.test.ts', 'test/renderer/player/**/*.test.ts', ...FAULTS_SEEN],
          exclude: FRAMES_COUNTED,
          testTimeout: 240_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'player',
          retry: 1,
          include: FRAMES_COUNTED,
          testTimeout: 240_000,
          hookTimeout: 120_000,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
