import { once } from 'node:events';
import { expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { listPairing, claimPairing, listScreensLive, sendCommand } from '../../../core/api/screens.ts';
import { getHealth } from '../../../core/api/reports.ts';
import { CLOSE, DEVICE_MESSAGE_LIMIT_BYTES, DEVICE_SOCKET_PATH } from '../../../core/protocol/device.ts';
import { LIVE_SOCKET_PATH, LiveMessage } from '../../../core/protocol/live.ts';
import { checkRenewal, pairingCode } from '../../../core/trust/index.ts';
import { DeviceClient } from '../../support/device-client.ts';
import { refusal } from '../support/running-server.ts';
import { approve, city, evergreen, inReview, pairedDevice, plan, allDay, type City } from './support/city.ts';

const socketUrl = ({ server }: City, path: string): string => server.url.replace('http', 'ws') + path;

/** Status of a refused upgrade. */
async function refusedUpgrade(url: string, headers: Record<string, string> = {}): Promise<number> {
  const socket = new WebSocket(url, { headers });
  const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
  return response.statusCode;
}

const isAlive = async ({ admin }: City): Promise<boolean> => (await admin.api.call(getHealth, {})).database;

it('a page of another site can open neither socket; a stranger without session not the live one', async () => {
  const where = await city();
  const foreign = { origin: 'https://jahat.example', cookie: where.editor.api.cookie };
  expect(await refusedUpgrade(socketUrl(where, DEVICE_SOCKET_PATH), foreign)).toBe(403);
  expect(await refusedUpgrade(socketUrl(where, LIVE_SOCKET_PATH), foreign)).toBe(403);
  expect(await refusedUpgrade(socketUrl(where, LIVE_SOCKET_PATH))).toBe(401);
  expect(await refusedUpgrade(socketUrl(where, '/ws/lain'))).toBe(404);
});

it('a player shows the code that central lists, and is let in when a person claims it', async () => {
  const where = await city();
  const { editor, screen } = where;
  const kota = await evergreen(where);
  const device = new DeviceClient(where.server.url);
  const answer = await device.connect();
  if (answer.type !== 'unpaired') throw new Error(answer.type);
  const listed = await editor.api.call(listPairing, {});
  expect(listed.map((one) => one.code)).toEqual([answer.code]);
  expect(answer.code).toBe(pairingCode(Buffer.from(device.publicKey, 'base64'), device.pinnedSha256));
  const body = { code: answer.code.toLowerCase(), screenId: screen.id };
  const wrong = { code: '00000-00000', screenId: screen.id };
  expect(await refusal(editor.api.call(claimPairing, { body: wrong }))).toBe('pairing_code_unknown');
  expect(await editor.api.call(claimPairing, { body })).toMatchObject({ paired: true, connected: true });
  expect((await device.welcomed()).screenId).toBe(screen.id);
  expect((await device.fetchManifest()).programme.items.map((item) => item.id)).toContain(`${kota.id}-v`);
  await device.disconnect();
  expect((await device.connect()).type).toBe('welcome');

  const second = new DeviceClient(where.server.url);
  const code = await second.connect();
  if (code.type !== 'unpaired') throw new Error(code.type);
  const taken = { code: code.code, screenId: screen.id };
  expect(await refusal(editor.api.call(claimPairing, { body: taken }))).toBe('already_paired');
  await Promise.all([device.disconnect(), second.disconnect()]);
});

it('a hello without the key’s own signature over this connection’s nonce is refused', async () => {
  const where = await city();
  const device = await pairedDevice(where);
  await device.disconnect();
  const { nonce } = await device.open();
  const stale = device.prove(nonce);
  await device.disconnect();
  await expect(device.connect({ signature: stale })).rejects.toThrow();
  expect(device.closeCode).toBe(CLOSE.notAuthorised);
});

it('malformed and oversized messages close that socket with the reason, and nothing else', async () => {
  const where = await city();
  const good = await pairedDevice(where);
  const cases: [string | Buffer, number][] = [
    ['{', CLOSE.malformed],
    ['{"type":"apa"}', CLOSE.malformed],
    [Buffer.from([1, 2, 3]), CLOSE.malformed],
    ['x'.repeat(DEVICE_MESSAGE_LIMIT_BYTES + 1), 1009],
    ['{"type":"hello","protocol":99}', CLOSE.unsupportedVersion],
    ['{"type":"clock","t0Ms":1}', CLOSE.notAuthorised],
  ];
  for (const [data, code] of cases) {
    const device = new DeviceClient(where.server.url);
    await device.open();
    device.sendRaw(data);
    expect((await device.closed()).code).toBe(code);
  }
  good.send({ type: 'clock', t0Ms: 5 });
  expect((await good.next('clock')).t0Ms).toBe(5);
  expect(await isAlive(where)).toBe(true);
});

it('one address can hold only so many sockets that are no paired device', async () => {
  const where = await city();
  const strangers = Array.from({ length: 32 }, () => new DeviceClient(where.server.url));
  await Promise.all(strangers.map((stranger) => stranger.open()));
  expect(await refusedUpgrade(socketUrl(where, DEVICE_SOCKET_PATH))).toBe(429);
  await strangers[0]?.disconnect();
  await expect.poll(() => new DeviceClient(where.server.url).open()).toMatchObject({ type: 'challenge' });
});

it('a device has one connection: the newer one replaces the older', async () => {
  const where = await city();
  const device = await pairedDevice(where);
  const closed = device.closed();
  const twin = device.twin();
  expect((await twin.connect()).type).toBe('welcome');
  expect((await closed).code).toBe(CLOSE.replaced);
  twin.send({ type: 'clock', t0Ms: 1 });
  await twin.next('clock');
  await twin.disconnect();
});

it('clock and renewal answer the question they were asked', async () => {
  const where = await city();
  await evergreen(where);
  const ktp = await inReview(where, 'ktp');
  await plan(where, allDay(ktp.id));
  await approve(where, ktp);
  const device = await pairedDevice(where);
  await device.apply();
  const nonce = Buffer.from('0123456789abcdef').toString('base64');
  device.send({ type: 'renew', nonce });
  const { envelope } = await device.next('renewal');
  if (device.root === null) throw new Error('no root');
  const renewal = checkRenewal(envelope, device.root, { screenId: where.screen.id, nonce });
  expect(renewal).toMatchObject({ ok: true, value: { manifestVersion: device.manifestVersion } });
});

it('a command is answered by the player, and refused while it is away', async () => {
  const where = await city();
  const { editor, screen } = where;
  const command = () =>
    editor.api.call(sendCommand, { params: { id: screen.id }, body: { command: 'identify' } });
  expect(await refusal(command())).toBe('screen_offline');
  const device = await pairedDevice(where);
  const answer = command();
  const { id } = await device.next('command');
  device.send({ type: 'command_result', id, ok: true, detail: 'tampil' });
  expect(await answer).toEqual({ ok: true, detail: 'tampil' });
  const lost = refusal(command());
  await device.next('command');
  await device.disconnect();
  expect(await lost).toBe('screen_offline');
});

it('browsers see what a screen shows as it says so', async () => {
  const where = await city();
  const kota = await evergreen(where);
  const device = await pairedDevice(where);
  const { version } = await device.apply();
  const browser = new WebSocket(socketUrl(where, LIVE_SOCKET_PATH), {
    headers: { cookie: where.editor.api.cookie, origin: where.server.url },
  });
  const screens: unknown[] = [];
  browser.on('message', (data: Buffer) => {
    const message = LiveMessage.parse(JSON.parse(data.toString('utf8')));
    if (message.type === 'screen') screens.push(message.screen);
  });
  await once(browser, 'open');
  device.send({
    type: 'status',
    atMs: Date.now(),
    manifestVersion: version,
    planHash: 'f'.repeat(64),
    showing: [{ zone: 'main', itemId: `${kota.id}-v`, sinceMs: Date.now() }],
    clock: { offsetMs: 3, errorMs: 1 },
    media: { missing: 0, total: 1 },
    faults: [],
    health: null,
    eye: null,
    blanked: false,
  });
  const expected = {
    screenId: where.screen.id,
    connected: true,
    appliedVersion: version,
    showing: [{ zone: 'main', announcementId: kota.id }],
    planHashDiffers: true,
    clockOffsetMs: 3,
    clockErrorMs: 1,
  };
  await expect.poll(() => screens.at(-1)).toMatchObject(expected);
  const live = await where.editor.api.call(listScreensLive, {});
  expect(live[0]).toMatchObject({
    ...expected,
    now: [{ zone: 'main', announcementId: kota.id }, { zone: 'ticker' }],
  });
  browser.close();
});
