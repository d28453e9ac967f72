import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { listAudit } from '../../../core/api/reports.ts';
import {
  getLog,
  getSnapshot,
  listScreensLive,
  sendCommand,
  unpairScreen,
} from '../../../core/api/screens.ts';
import type { CommandName } from '../../../core/protocol/device.ts';
import { ScreenLive } from '../../../core/api/screens.ts';
import { pairingCode } from '../../../core/trust/index.ts';
import type { DeviceClient } from '../../support/device-client.ts';
import { city, pairedDevice, type City } from '../director/support/city.ts';
import { refusal, testServer } from '../support/running-server.ts';

const JPEG = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 0xff, 0xd9]);

const send = (device: DeviceClient, path: string, method: string, type: string, body: Buffer) =>
  device.fetch(path, { method, headers: { 'content-type': type }, body: new Uint8Array(body) });

const command = ({ editor, screen }: City, name: CommandName) =>
  editor.api.call(sendCommand, { params: { id: screen.id }, body: { command: name } });

it('what was asked of a screen is on record, with who asked, and what became of it', async () => {
  const where = await city();
  const device = await pairedDevice(where);
  const answer = command(where, 'blank');
  const { id, command: asked } = await device.next('command');
  expect(asked).toBe('blank');
  device.send({ type: 'command_result', id, ok: true, detail: '' });
  await answer;
  const lost = refusal(command(where, 'restart'));
  await device.next('command');
  await device.disconnect();
  expect(await lost).toBe('screen_offline');
  const { rows } = await where.admin.api.call(listAudit, { query: {} });
  const told = rows.filter(({ action }) => action.startsWith('screen.command'));
  expect(
    told.map(({ action, detail }) => [action, detail['command'], detail['ok'], detail['detail']]),
  ).toEqual([
    ['screen.command_answered', 'restart', false, 'screen_offline'],
    ['screen.commanded', 'restart', undefined, undefined],
    ['screen.command_answered', 'blank', true, ''],
    ['screen.commanded', 'blank', undefined, undefined],
  ]);
});

it('central shows the code a screen identifies itself by, for a person to compare', async () => {
  const where = await city();
  const live = async () => (await where.editor.api.call(listScreensLive, {}))[0];
  expect(await live()).toMatchObject({ deviceCode: null });
  const device = await pairedDevice(where);
  const code = pairingCode(Buffer.from(device.publicKey, 'base64'), device.pinnedSha256);
  expect(await live()).toMatchObject({ deviceCode: code });
});

it('a log is kept as it came and handed to editors; what is no log is refused', async () => {
  const where = await city();
  const { editor, screen } = where;
  const device = await pairedDevice(where);
  expect(await refusal(editor.api.call(getLog, { params: { id: screen.id } }))).toBe('not_found');
  const packed = gzipSync('{"event":"player_started"}\n');
  expect((await send(device, '/api/device/log', 'PUT', 'application/gzip', packed)).status).toBe(204);
  const log = await editor.api.call(getLog, { params: { id: screen.id } });
  expect(gunzipSync(Buffer.from(await log.arrayBuffer())).toString('utf8')).toContain('player_started');
  const bomb = gzipSync(Buffer.alloc(50 * 2 ** 20));
  expect((await send(device, '/api/device/log', 'PUT', 'application/gzip', bomb)).status).toBe(413);
  expect((await send(device, '/api/device/log', 'PUT', 'application/gzip', Buffer.from('x'))).status).toBe(
    400,
  );
  expect((await send(device, '/api/device/log', 'PUT', 'text/plain', packed)).status).toBe(400);
  const large = Buffer.alloc(300 * 1024);
  expect((await send(device, '/api/device/log', 'PUT', 'application/gzip', large)).status).toBe(413);
});

it('the last picture says what it is of, outlives a restart, and goes with its device', async () => {
  const where = await city();
  const { screen } = where;
  const device = await pairedDevice(where);
  await send(device, '/api/device/snapshot?source=screen', 'POST', 'image/jpeg', JPEG);
  const [live] = await where.editor.api.call(listScreensLive, {});
  expect(live).toMatchObject({ snapshotSource: 'screen', eye: null, health: null, blanked: false });
  await device.disconnect();
  await where.server.close();

  const again = await testServer({ dataDir: where.server.dataDir });
  const headers = { cookie: where.editor.api.cookie, origin: again.url };
  const after = ScreenLive.array().parse(await (await fetch(`${again.url}/api/live`, { headers })).json());
  expect(after[0]).toMatchObject({ snapshotSource: 'screen', snapshotAtMs: live?.snapshotAtMs });
  const kept = await fetch(`${again.url}${getSnapshot.path.replace(':id', screen.id)}`, { headers });
  expect(Buffer.from(await kept.arrayBuffer())).toEqual(JPEG);
  const path = unpairScreen.path.replace(':id', screen.id);
  expect((await fetch(again.url + path, { method: 'DELETE', headers })).status).toBe(204);
  const gone = await fetch(`${again.url}${getSnapshot.path.replace(':id', screen.id)}`, { headers });
  expect(gone.status).toBe(404);
});
