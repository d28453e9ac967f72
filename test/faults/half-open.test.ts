import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { HEARTBEAT_MS } from '../../core/protocol/device.ts';
import { startHeartbeat } from '../../server/ws/heartbeat.ts';
import { Connection } from '../../main/sync/connection.ts';
import { startTcpProxy } from '../support/tcp-proxy.ts';
import { figure } from './support/figure.ts';
import { full } from './support/length.ts';

const INTERVAL_MS = full(HEARTBEAT_MS, 300);

test('[F15] a line on which nothing passes is noticed by both sides within two heartbeats, and made anew', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  const heartbeat = startHeartbeat(INTERVAL_MS);
  server.on('connection', (socket) => heartbeat.watch(socket));
  await once(server, 'listening');
  const proxy = await startTcpProxy((server.address() as AddressInfo).port);
  onTestFinished(async () => {
    heartbeat.close();
    for (const socket of server.clients) socket.terminate();
    server.close();
    await proxy.close();
  });
  const silent = () => undefined;
  const player = new Connection({
    serverUrl: new URL(`http://127.0.0.1:${proxy.port}`),
    hello: () => ({ type: 'clock', t0Ms: 0 }),
    log: { info: silent, warn: silent, error: silent },
    heartbeatMs: INTERVAL_MS,
  });
  onTestFinished(() => player.close());
  const accepted = once(server, 'connection');
  player.start();
  await accepted;
  const [far] = [...server.clients];
  if (far === undefined) throw new Error('no socket');
  // A ping that came back shows that the line works.
  await once(far, 'pong');

  const silentSinceMs = performance.now();
  const intervals = (atMs: number) => (atMs - silentSinceMs) / INTERVAL_MS;
  const serverNoticed = once(far, 'close').then(() => performance.now());
  const playerNoticed = once(player.events, 'closed').then(() => performance.now());
  const again = once(server, 'connection');
  proxy.swallow();
  const bySides = { player: intervals(await playerNoticed), server: intervals(await serverNoticed) };
  await again;
  // Half an interval is left to a busy machine.
  expect(bySides.player).toBeLessThan(2.5);
  expect(bySides.server).toBeLessThan(2.5);
  figure(`player after ${bySides.player.toFixed(2)}, server after ${bySides.server.toFixed(2)} heartbeats`);
});
