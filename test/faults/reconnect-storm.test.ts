import { expect, onTestFinished, test } from 'vitest';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { Arrivals } from '../support/director/arrivals.ts';
import { figure } from './support/figure.ts';
import { full } from './support/length.ts';
import { lightPlayer, pairedFleet, serverProcess } from './support/storm.ts';

const PLAYERS = full(2000, 200);
/** Wide enough that a busy test machine does not make a peak of what was spread. */
const WINDOW_MS = 500;
/** What first tries are to be spread over. */
const FIRST_SPREAD_MS = 2000;
const BACK_WITHIN_MS = 120_000;

/** Most arrivals in any window. */
function peak(arrivalsMs: readonly number[]): number {
  let most = 0;
  let from = 0;
  for (const [to, atMs] of arrivalsMs.entries()) {
    while (atMs - (arrivalsMs[from] ?? atMs) >= WINDOW_MS) from += 1;
    most = Math.max(most, to - from + 1);
  }
  return most;
}

test(
  `[F13] ${PLAYERS} players dropped at once are all back, at no more than twice the rate their jitter allows`,
  { timeout: 10 * 60_000 },
  async () => {
    const { dataDir, keys } = await pairedFleet(PLAYERS);
    const server = await serverProcess(dataDir);
    const proxy = await startTcpProxy(server.port, { manySources: true });
    onTestFinished(() => proxy.close());
    const url = new URL(`http://127.0.0.1:${proxy.port}`);
    const players = keys.map((key) => lightPlayer(key, url));
    const arrivals = new Arrivals();
    const allWelcome = () => players.every((player) => player.isWelcome);
    await arrivals.until(allWelcome, 'all connected', BACK_WITHIN_MS);

    const before = proxy.arrivalsMs.length;
    const droppedMs = performance.now();
    proxy.cut();
    proxy.restore();
    await arrivals.until(() => players.every((player) => !player.isWelcome), 'all dropped', BACK_WITHIN_MS);
    await arrivals.until(allWelcome, 'all back', BACK_WITHIN_MS);
    const backMs = performance.now() - droppedMs;
    const budget = (PLAYERS * WINDOW_MS) / FIRST_SPREAD_MS;
    const most = peak(proxy.arrivalsMs.slice(before));
    expect(most).toBeLessThanOrEqual(2 * budget);
    const ratio = (most / budget).toFixed(2);
    figure(
      `${PLAYERS} back in ${(backMs / 1000).toFixed(1)} s; peak ${most} in ${WINDOW_MS} ms, ${ratio}× the budget`,
    );
  },
);
