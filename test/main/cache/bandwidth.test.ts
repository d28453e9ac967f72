import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { Bandwidth } from '../../../main/cache/bandwidth.ts';

const never = new AbortController().signal;

test('several downloads on real sockets share one cap, and together never exceed it', async () => {
  const body = randomBytes(600_000);
  const server = createServer((_request, response) => response.end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const bandwidth = new Bandwidth(() => performance.now());
  const kbps = 8000;
  const startMs = performance.now();
  const download = async (): Promise<void> => {
    const answer = await fetch(`http://127.0.0.1:${port}/`);
    for await (const piece of answer.body ?? []) await bandwidth.take(piece.length, kbps, never);
  };
  await Promise.all([download(), download(), download()]);
  const seconds = (performance.now() - startMs) / 1000;
  const burstSeconds = 0.25;
  // A timer may fire a millisecond early; the cap is kept to within a percent.
  expect((3 * body.length * 8) / (seconds + burstSeconds)).toBeLessThan(kbps * 1000 * 1.01);
});

test('without a cap nobody waits', async () => {
  const bandwidth = new Bandwidth(() => 0);
  await bandwidth.take(10 ** 12, null, never);
});

test('one that gives up stops waiting', async () => {
  const bandwidth = new Bandwidth(() => 0);
  const stop = new AbortController();
  const waiting = bandwidth.take(10 ** 9, 16, stop.signal);
  stop.abort();
  await expect(waiting).rejects.toThrow();
});
