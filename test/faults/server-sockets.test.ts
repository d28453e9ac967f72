import { once } from 'node:events';
import { connect } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { getHealth } from '../../core/api/reports.ts';
import { unpairScreen } from '../../core/api/screens.ts';
import { CLOSE, DEVICE_MESSAGE_LIMIT_BYTES, DEVICE_SOCKET_PATH } from '../../core/protocol/device.ts';
import { LIVE_SOCKET_PATH } from '../../core/protocol/live.ts';
import { city, evergreen, pairedDevice, type City } from '../server/director/support/city.ts';
import { DeviceClient } from '../support/device-client.ts';
import { workFolder } from '../support/work-folder.ts';
import { figure } from './support/figure.ts';
import { full } from './support/length.ts';
import { serverProcess } from './support/storm.ts';

const FLOODS = full(60, 4);

const expectAlive = async ({ admin }: City): Promise<void> => {
  expect((await admin.api.call(getHealth, {})).database).toBe(true);
};

/** Everything the server answers to these bytes before it closes or says no more than a head. */
async function answerTo(port: number, bytes: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  onTestFinished(() => void socket.destroy());
  socket.on('error', () => undefined);
  socket.write(bytes);
  let answer = '';
  socket.on('data', (data) => (answer += data.toString('latin1')));
  await Promise.race([once(socket, 'data'), once(socket, 'close')]);
  socket.destroy();
  return answer;
}

test('[F16] 2,000 request headers end that request or connection at most, with and without an upgrade', async () => {
  const where = await city();
  const headers = Array.from({ length: 2000 }, (_, index) => `x-h${index}: ${index}\r\n`).join('');
  const upgrade = 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n';
  const answers: string[] = [];
  for (const path of ['/', DEVICE_SOCKET_PATH, LIVE_SOCKET_PATH]) {
    for (const extra of ['', `${upgrade}Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n`]) {
      const request = `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${extra}${headers}\r\n`;
      answers.push((await answerTo(where.server.port, request)).slice(9, 12) || 'closed');
      await expectAlive(where);
    }
  }
  figure(`6 requests answered ${answers.join(', ')}; the server lives`);
});

test('[F17] a frame larger than allowed is closed with 1009, before its content has come', async () => {
  const where = await city();
  const device = new DeviceClient(where.server.url);
  await device.open();
  device.sendRaw('x'.repeat(DEVICE_MESSAGE_LIMIT_BYTES + 1));
  expect((await device.closed()).code).toBe(1009);
  await expectAlive(where);
  figure('closed with 1009');
});

test('[F18] floods of one-byte fragments do not fill the server’s memory', async () => {
  const server = await serverProcess(await workFolder());
  const url = `ws://127.0.0.1:${server.port}${DEVICE_SOCKET_PATH}`;
  const bytes = [await server.residentBytes()];
  const closedWith = new Set<number>();
  for (let flood = 0; flood < FLOODS; flood += 1) {
    const socket = new WebSocket(url);
    onTestFinished(() => socket.terminate());
    socket.on('error', () => undefined);
    let isOpen = true;
    const closed = once(socket, 'close').then(([code]) => {
      isOpen = false;
      closedWith.add(code as number);
    });
    await once(socket, 'open');
    for (let fragment = 0; fragment < 300_000 && isOpen; fragment += 1) {
      socket.send('x', { fin: false });
      if (fragment % 1000 === 0) while (socket.bufferedAmount > 16_384 && isOpen) await setImmediate();
    }
    socket.close();
    await closed;
    bytes.push(await server.residentBytes());
  }
  // Many in a row leave garbage that is collected when it is time; it must not go on growing.
  const grownMb = (from: number, to: number) => ((bytes[to] ?? NaN) - (bytes[from] ?? NaN)) / 1e6;
  const first = grownMb(0, 1);
  const later = grownMb(FLOODS >> 1, FLOODS);
  expect(first).toBeLessThan(50);
  // Were all that a flood holds kept, these would be some hundred.
  expect(later).toBeLessThan(80);
  const device = new DeviceClient(`http://127.0.0.1:${server.port}`);
  expect(await device.open()).toMatchObject({ type: 'challenge' });
  await device.disconnect();
  figure(
    `closed with ${[...closedWith].join(', ')}; memory +${first.toFixed(0)} MB by the first flood, +${later.toFixed(0)} MB by the last ${FLOODS >> 1} of ${FLOODS}`,
  );
});

test('[F19] a page of a foreign origin opens no socket', async () => {
  const where = await city();
  for (const path of [DEVICE_SOCKET_PATH, LIVE_SOCKET_PATH]) {
    for (const origin of ['https://jahat.example', 'null', `${where.server.url}.jahat.example`]) {
      const url = where.server.url.replace('http', 'ws') + path;
      const socket = new WebSocket(url, { headers: { origin, cookie: where.editor.api.cookie } });
      const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
      expect(response.statusCode, `${origin} to ${path}`).toBe(403);
    }
  }
  figure('6 of 6 answered 403');
});

test('[F20] a revoked device loses socket and token at once, and is a stranger when it comes back', async () => {
  const where = await city();
  await evergreen(where);
  const device = await pairedDevice(where);
  await device.apply();
  const closed = device.closed();
  const revokedMs = performance.now();
  await where.editor.api.call(unpairScreen, { params: { id: where.screen.id } });
  expect((await closed).code).toBe(CLOSE.revoked);
  const tookMs = performance.now() - revokedMs;
  expect(tookMs).toBeLessThan(1000);
  await expect(device.fetchManifest()).rejects.toThrow('401');
  expect((await device.connect()).type).toBe('unpaired');
  figure(`cut off after ${Math.round(tookMs)} ms`);
});
