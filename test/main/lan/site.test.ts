/** Who the real server takes for neighbours. */
import { expect, test } from 'vitest';
import { createScreen, unpairScreen } from '../../../core/api/screens.ts';
import { DEFAULT_PLAYER_SETTINGS } from '../../../core/model/screen-settings.ts';
import type { DeviceClient } from '../../support/device-client.ts';
import { city, evergreen, pairedDevice, type City } from '../../server/director/support/city.ts';
import { screenWith } from '../../server/support/content.ts';

let screens = 0;

async function playerAt(where: City, site: string, lanSharing = true) {
  const player = { ...DEFAULT_PLAYER_SETTINGS, lanSharing };
  const screen = await where.editor.api.call(createScreen, {
    body: screenWith(`Layar ${(screens += 1)}`, 64, 32, { site, player }),
  });
  return { screen, device: await pairedDevice(where, screen) };
}

const listen = (device: DeviceClient, port: number) =>
  device.send({ type: 'lan_listening', listening: { port, addresses: ['192.168.1.9'] } });
const portsTold = async (device: DeviceClient) =>
  (await device.next('neighbours')).peers.map(({ port }) => port).sort();

test('players of one place that share are told of each other, and of nobody else', async () => {
  const where = await city();
  await evergreen(where);
  const first = await playerAt(where, 'Alun-alun');
  const second = await playerAt(where, ' alun-ALUN ');
  const elsewhere = await playerAt(where, 'Terminal');
  const silent = await playerAt(where, 'Alun-alun', false);

  listen(first.device, 1001);
  expect(await portsTold(first.device)).toEqual([]);
  listen(elsewhere.device, 1003);
  expect(await portsTold(elsewhere.device)).toEqual([]);
  // Sharing is off in its manifest, whatever it says.
  listen(silent.device, 1004);
  listen(second.device, 1002);
  expect(await portsTold(second.device)).toEqual([1001]);
  const told = await first.device.next('neighbours');
  expect(told.peers).toEqual([
    { publicKey: second.device.publicKey, port: 1002, addresses: ['192.168.1.9'] },
  ]);

  const [file] = (await first.device.fetchManifest()).media;
  first.device.send({ type: 'lan_file', sha256: file?.sha256 ?? '' });
  expect(await first.device.next('lan_file')).toEqual({
    type: 'lan_file',
    sha256: file?.sha256,
    publicKeys: [second.device.publicKey],
  });
  first.device.send({ type: 'lan_file', sha256: 'f'.repeat(64) });
  expect((await first.device.next('lan_file')).publicKeys).toEqual([]);
});

test('a neighbour that goes away or is unpaired is one no longer', async () => {
  const where = await city();
  await evergreen(where);
  const first = await playerAt(where, 'Alun-alun');
  const second = await playerAt(where, 'Alun-alun');
  const third = await playerAt(where, 'Alun-alun');
  listen(first.device, 1001);
  expect(await portsTold(first.device)).toEqual([]);
  listen(second.device, 1002);
  expect(await portsTold(first.device)).toEqual([1002]);
  listen(third.device, 1003);
  expect(await portsTold(first.device)).toEqual([1002, 1003]);
  await second.device.disconnect();
  expect(await portsTold(first.device)).toEqual([1003]);
  await where.editor.api.call(unpairScreen, { params: { id: third.screen.id } });
  expect(await portsTold(first.device)).toEqual([]);
});
