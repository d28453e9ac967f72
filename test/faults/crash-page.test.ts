/** The page of a kiosk crashes and hangs; what its wall shows is counted in real pixels. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeAll, expect, test } from 'vitest';
import { figure } from './support/figure.ts';
import { full, isFull } from './support/length.ts';
import { startWall, type Wall } from './support/wall.ts';

const KILLS = full(100, 5);
const HANGS = full(10, 1);

beforeAll(async () => {
  await promisify(execFile)(process.execPath, ['tools/build.ts', 'player', 'kiosk']);
}, 120_000);

const seconds = (ms: number): string => (ms / 1000).toFixed(2);
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

/** Sends the signal to the page's or the graphics process so many times, and answers how long each picture was away, in ms. */
async function strike(wall: Wall, type: 'renderer' | 'gpu-process', signal: NodeJS.Signals, times: number) {
  const away: number[] = [];
  const count = { words: 0, other: 0 };
  for (let time = 0; time < times; time += 1) {
    wall.samples.forget();
    const struck = await wall.descendants(`--type=${type}`);
    expect(struck.length).toBeGreaterThan(0);
    const struckMs = performance.now();
    for (const pid of struck) process.kill(pid, signal);
    const backMs = await wall.pictureAgain(struckMs);
    away.push(backMs - struckMs);
    for (const { what } of wall.samples.samples) if (what === 'words' || what === 'other') count[what] += 1;
    // It is to have come to life before it is struck again.
    await wall.samples.until((all) => all.filter(({ atMs }) => atMs > backMs + 1500).length > 0);
  }
  return { away, ...count };
}

test(
  `[F46] killed ${KILLS} times, the page is back each time, and nothing but it or black is seen`,
  { timeout: 30 * 60_000 },
  async () => {
    const wall = await startWall('build/kiosk/kiosk.js', []);
    const { away, words, other } = await strike(wall, 'renderer', 'SIGKILL', KILLS);
    figure(
      `${KILLS} kills: back in ${seconds(median(away))} s (median), ${seconds(Math.max(...away))} s (worst), ` +
        `${other} samples neither black nor the programme, ${words} with the browser’s words in dark grey`,
    );
    expect(other).toBe(0);
    if (KILLS === 100) expect(Math.max(...away)).toBeLessThanOrEqual(3000);
  },
);

test(
  `[F46] a page that hangs is ended and back, and nothing but it or black is seen`,
  { timeout: 15 * 60_000 },
  async () => {
    const wall = await startWall('build/kiosk/kiosk.js', []);
    const { away, words, other } = await strike(wall, 'renderer', 'SIGSTOP', HANGS);
    figure(
      `${HANGS} hangs: back ${seconds(median(away))} s (median), ${seconds(Math.max(...away))} s (worst) ` +
        `after it stopped, ${other + words} samples neither black nor the programme`,
    );
    expect(other).toBe(0);
    if (HANGS === 10) expect(Math.max(...away)).toBeLessThanOrEqual(3000);
  },
);

test.runIf(isFull)(
  `[F46] graphics that hang are ended with the page, and nothing but it or black is seen`,
  { timeout: 15 * 60_000 },
  async () => {
    const wall = await startWall('build/kiosk/kiosk.js', []);
    const { away, words, other } = await strike(wall, 'gpu-process', 'SIGSTOP', HANGS);
    figure(
      `graphics hang ${HANGS} times: back ${seconds(median(away))} s (median), ` +
        `${seconds(Math.max(...away))} s (worst), ${other + words} samples neither black nor the programme`,
    );
    expect(other).toBe(0);
    expect(Math.max(...away)).toBeLessThanOrEqual(5000);
  },
);
