import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { sendJson } from '../../../server/ws/line.ts';
import { startHeartbeat } from '../../../server/ws/heartbeat.ts';
import { CLOSE } from '../../../core/protocol/device.ts';

async function pair(options: { autoPong: boolean }): Promise<{ server: WebSocket; client: WebSocket }> {
  const listening = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => {
    for (const socket of listening.clients) socket.terminate();
    listening.close();
  });
  await once(listening, 'listening');
  const { port } = listening.address() as AddressInfo;
  const accepted = once(listening, 'connection') as Promise<[WebSocket]>;
  const client = new WebSocket(`ws://127.0.0.1:${port}`, { autoPong: options.autoPong });
  await once(client, 'open');
  const [server] = await accepted;
  return { server, client };
}

it('a side that answers no ping is cut, one that does stays', async () => {
  const heartbeat = startHeartbeat(50);
  onTestFinished(() => heartbeat.close());
  const dead = await pair({ autoPong: false });
  const alive = await pair({ autoPong: true });
  heartbeat.watch(dead.server);
  heartbeat.watch(alive.server);
  const [code] = (await once(dead.client, 'close')) as [number];
  expect(code).toBe(1006);
  await once(alive.client, 'ping');
  await once(alive.client, 'ping');
  expect(alive.client.readyState).toBe(WebSocket.OPEN);
});

it('a reader that does not keep up is closed instead of filling memory', async () => {
  const { server, client } = await pair({ autoPong: true });
  client.pause();
  const text = 'x'.repeat(256 * 1024);
  let sent = 0;
  while (server.readyState === WebSocket.OPEN && sent < 200) {
    sendJson(server, text);
    sent += 1;
  }
  expect(server.readyState).not.toBe(WebSocket.OPEN);
  expect(server.bufferedAmount).toBeLessThan(3 * 1024 * 1024);
  client.resume();
  const [code] = (await once(client, 'close')) as [number];
  expect(code).toBe(CLOSE.tooSlow);
});
