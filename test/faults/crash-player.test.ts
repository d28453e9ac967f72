/** The player under the real launcher: it stands still, starts where there is no network, is looked for from outside. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { installRelease, LAUNCHER } from '../support/installed-release.ts';
import { workFolder } from '../support/work-folder.ts';
import { doorsBeyondLoopback, openDoors } from './support/doors.ts';
import { figure } from './support/figure.ts';
import { full } from './support/length.ts';
import { startWall } from './support/wall.ts';

const FREEZES = full(5, 1);
const run = promisify(execFile);

beforeAll(async () => {
  await run(process.execPath, ['tools/build.ts', 'player', 'kiosk', 'launcher']);
}, 120_000);

const installed = async (): Promise<string> => installRelease(await workFolder());

const isThere = (pid: number): Promise<boolean> =>
  readFile(`/proc/${pid}/stat`, 'utf8').then(
    // A zombie is gone but for its parent.
    (stat) => stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z',
    () => false,
  );

const seconds = (ms: number[]): string => `${(Math.max(...ms) / 1000).toFixed(1)} s`;

test(
  '[F47] a player whose main thread stands still is replaced, with its browser, and the server hears of it',
  { timeout: 15 * 60_000 },
  async () => {
    const wall = await startWall(LAUNCHER, ['run', '--home', await installed(), '--shell', 'kiosk', '--']);
    const [acted, back]: [number[], number[]] = [[], []];
    for (let time = 0; time < FREEZES; time += 1) {
      const [player = 0] = await wall.descendants('kiosk/kiosk.js');
      const browsers = await wall.descendants('--remote-debugging-pipe');
      expect(browsers.length).toBeGreaterThan(0);
      // It is to have said once that it lives.
      await vi.waitFor(() => expect(wall.director.statuses.length).toBeGreaterThan(0), 20_000);
      wall.samples.forget();
      wall.director.statuses.length = 0;
      const frozenMs = performance.now();
      process.kill(player, 'SIGSTOP');
      await vi.waitUntil(async () => !(await isThere(player)), { timeout: 60_000, interval: 20 });
      acted.push(performance.now() - frozenMs);
      back.push((await wall.pictureAgain(frozenMs)) - frozenMs);
      for (const pid of browsers) await vi.waitUntil(async () => !(await isThere(pid)), { timeout: 20_000 });
      const seen = new Set(wall.samples.samples.map(({ what }) => what));
      expect(seen).toEqual(new Set(['picture', 'black']));
      const told = () => wall.director.statuses.flatMap(({ faults }) => faults.map(({ code }) => code));
      await wall.director.until(() => told().includes('restarted_by_watchdog'), 'reported', 30_000);
    }
    figure(
      `frozen ${FREEZES} times: ended within ${seconds(acted)}, the picture back within ${seconds(back)}`,
    );
    expect(Math.min(...acted)).toBeGreaterThan(5000);
    if (FREEZES === 5) expect(Math.max(...acted)).toBeLessThanOrEqual(10_000);
  },
);

test('[F53] neither launcher nor player nor any process of the browser has a door beyond loopback', async () => {
  const wall = await startWall(LAUNCHER, ['run', '--home', await installed(), '--shell', 'kiosk', '--']);
  await wall.director.until(() => wall.director.statuses.length > 0, 'all of it runs', 20_000);
  const family = await wall.family();
  const players = await wall.descendants('kiosk/kiosk.js');
  const browser = await wall.descendants('--type=');
  expect(family).toEqual(expect.arrayContaining([...players, ...browser]));
  expect(family.length).toBeGreaterThan(players.length + browser.length);
  // The page's door, which shows that there is something to be found.
  expect(await openDoors(family)).toEqual([expect.stringMatching(/^tcp 127\.0\.0\.1:/)]);
  expect(await doorsBeyondLoopback(family)).toEqual([]);
  figure(`${family.length} processes of launcher, player and browser: 0 TCP and UDP ports beyond loopback`);
});

test('[F45] a kiosk whose server takes calls and never answers shows its programme all the same', async () => {
  const dataDir = join(await workFolder(), 'data');
  const before = await startWall(
    LAUNCHER,
    [...['run', '--home', await installed(), '--shell', 'kiosk', '--']],
    { dataDir },
  );
  await before.stop();
  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  onTestFinished(() => void silent.close());
  const serverUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const startedMs = performance.now();
  const wall = await startWall(LAUNCHER, ['run', '--home', await installed(), '--shell', 'kiosk', '--'], {
    serverUrl,
    dataDir,
  });
  figure(`started without network: picture after ${seconds([performance.now() - startedMs])}`);
  expect(wall.samples.samples.at(-1)?.what).toBe('picture');
});
