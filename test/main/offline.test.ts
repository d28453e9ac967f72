import { open, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sha256Hex } from '../../media/store/index.ts';
import { picture, startPairedRig, startRig, type Rig } from './player-rig.ts';

async function playing(bytes = picture()): Promise<{ rig: Rig; version: number; sha256: string }> {
  const rig = await startPairedRig();
  const { version } = rig.director.publish([
    { id: 'ktp', bytes },
    { id: 'teks', text: 'Halo warga' },
  ]);
  await rig.untilState(
    (state) => state.manifestVersion === version && state.unavailable.length === 0,
    'playable',
  );
  await rig.director.until(() => rig.director.applied.length > 0, 'applied');
  return { rig, version, sha256: sha256Hex(bytes) };
}

async function flipByte(path: string, at: number): Promise<void> {
  const file = await open(path, 'r+');
  const byte = Buffer.alloc(1);
  await file.read(byte, 0, 1, at);
  byte[0] = (byte[0] ?? 0) ^ 1;
  await file.write(byte, 0, 1, at);
  await file.close();
}

test('without network the player starts from disk with all it had', async () => {
  const { rig, version, sha256 } = await playing();
  await rig.director.stop();
  await rig.restart();
  expect(rig.service.status()).toMatchObject({
    connected: false,
    manifestVersion: version,
    screenId: 'alun-alun',
  });
  await rig.untilState((state) => state.manifestVersion === version, 'state');
  expect(rig.page.state).toMatchObject({ unavailable: [], pairingCode: null });
  expect((await rig.page.fetch(`/media/${sha256}`)).status).toBe(200);
});

test('pulling the network changes nothing on the page', async () => {
  const { rig, version } = await playing();
  const told = rig.page.states.length;
  await rig.director.stop();
  await rig.director.until(() => !rig.service.status().connected, 'cut');
  expect(rig.page.states).toHaveLength(told);
  await rig.director.start();
  await rig.director.until(() => rig.service.status().connected, 'back', 20_000);
  // The server is told again what is on, since it may have lost it.
  await rig.director.until(
    () => rig.director.applied.filter((one) => one.manifestVersion === version).length > 1,
    'again',
  );
});

test('a manifest is acknowledged only when the page plays from it', async () => {
  const { rig, version } = await playing();
  rig.page.confirms = false;
  rig.director.publish([{ id: 'teks', text: 'Halo warga' }]);
  await rig.untilState((state) => state.manifestVersion === version + 1, 'told');
  await rig.director.until(() => rig.director.statuses.at(-1)?.manifestVersion === version + 1, 'status');
  expect(rig.director.applied.at(-1)?.manifestVersion).toBe(version);
  rig.page.send({ type: 'applied', manifestVersion: version + 1 });
  await rig.director.until(() => rig.director.applied.at(-1)?.manifestVersion === version + 1, 'applied');
});

test('a download goes on where it was after the server went away in its midst', async () => {
  const rig = await startPairedRig();
  const bytes = picture(3_500_000);
  rig.director.misbehave({ cutMediaAfterBytes: 2_200_000 });
  const { version } = rig.director.publish([{ id: 'besar', bytes }]);
  await rig.director.until(() => rig.director.mediaRequests.length > 0, 'first request');
  await rig.director.until(
    () => rig.service.status().faults.some((fault) => fault.code === 'download_failed'),
    'cut',
  );
  await rig.director.stop();
  rig.director.misbehave({});
  await rig.restart();
  await rig.director.start();
  await rig.untilState(
    (state) => state.manifestVersion === version && state.unavailable.length === 0,
    'whole',
  );
  expect(rig.director.mediaRequests.at(-1)?.range).toBe('bytes=2097152-');
});

test('a bit that flips on disk is never served: the file goes, is reported and fetched again', async () => {
  const bytes = picture(2_500_000);
  const { rig, sha256 } = await playing(bytes);
  await flipByte(join(rig.dataDir, 'media', sha256), 1_500_000);
  const cut = rig.page.fetch(`/media/${sha256}`).then((answer) => answer.arrayBuffer());
  await expect(cut).rejects.toThrow();
  await rig.director.until(
    () => rig.director.statuses.some(({ faults }) => faults.some((fault) => fault.code === 'media_corrupt')),
    'fault reported',
  );
  await rig.untilState((state) => state.unavailable.length === 0, 'fetched again');
  const whole = await rig.page.fetch(`/media/${sha256}`);
  expect(Buffer.from(await whole.arrayBuffer()).equals(bytes)).toBe(true);
});

test('a file that is wanted again after two other manifests is not fetched again', async () => {
  const bytes = picture();
  const { rig, sha256: first } = await playing(bytes);
  for (const id of ['dua', 'tiga']) {
    const { version } = rig.director.publish([{ id, bytes: picture() }]);
    await rig.untilState((state) => state.manifestVersion === version && state.unavailable.length === 0, id);
  }
  const refused = await rig.page.fetch(`/media/${first}`);
  expect(refused.status).toBe(404);
  const { version } = rig.director.publish([{ id: 'lagi', bytes }]);
  await rig.untilState(
    (state) => state.manifestVersion === version && state.unavailable.length === 0,
    'again',
  );
  expect(rig.director.mediaRequests.filter(({ sha256 }) => sha256 === first)).toHaveLength(1);
});

test.each(['facts.json', 'leases.json', 'anchor.json'])(
  'a damaged %s is made anew, and the programme plays on under the same key',
  async (name) => {
    const { rig, version } = await playing();
    const publicKey = rig.director.hellos.at(-1)?.publicKey;
    const epoch = rig.director.hellos.at(-1)?.storeEpoch;
    await rig.service.close();
    await flipByte(join(rig.dataDir, name), 90);
    await rig.restart();
    expect(rig.page.state?.manifestVersion ?? version).toBe(version);
    await rig.director.until(() => rig.service.status().connected, 'welcome');
    const hello = rig.director.hellos.at(-1);
    expect(hello).toMatchObject({ publicKey, manifestVersion: version, rootVersion: 1 });
    expect(hello?.storeEpoch === epoch).toBe(name !== 'facts.json');
  },
);

test('a lost key is made anew: the programme plays on, and the screen has to be paired again', async () => {
  const { rig, version } = await playing();
  const publicKey = rig.director.hellos.at(-1)?.publicKey;
  await rig.service.close();
  await writeFile(join(rig.dataDir, 'identity.json'), 'x');
  await rig.restart();
  await rig.director.until(() => rig.director.hellos.at(-1)?.publicKey !== publicKey, 'new key');
  await rig.untilState((state) => state.manifestVersion === version, 'state');
  expect(rig.page.state).toMatchObject({ pairingCode: null, unavailable: [] });
});

test('a damaged current manifest falls back to the one before, and is fetched again', async () => {
  const { rig, version } = await playing();
  rig.director.publish([{ id: 'dua', bytes: picture() }]);
  await rig.untilState((state) => state.manifestVersion === version + 1, 'second');
  await rig.director.until(() => rig.director.applied.at(-1)?.manifestVersion === version + 1, 'stored');
  await rig.director.stop();
  await rig.service.close();
  await flipByte(join(rig.dataDir, 'manifests', `1-${version + 1}.json`), 500);
  await rig.restart();
  expect(rig.service.status().manifestVersion).toBe(version);
  await rig.director.start();
  await rig.untilState((state) => state.manifestVersion === version + 1, 'fetched again');
});

test('a stored manifest that was tampered with is not played, even with a right checksum', async () => {
  const { rig, version } = await playing();
  await rig.director.stop();
  await rig.service.close();
  const path = join(rig.dataDir, 'manifests', `1-${version}.json`);
  const json = (await readFile(path, 'utf8')).split('\n').slice(1).join('\n');
  const forged = json.replace(/"sig": "../, '"sig": "zz');
  await writeFile(path, `sha256 ${sha256Hex(forged)}\n${forged}`);
  await rig.restart();
  expect(rig.service.status().manifestVersion).toBe(0);
});

test('a clock set back by years leaves only evergreen on air, until signed time comes', async () => {
  const rig = await startPairedRig();
  const { version } = rig.director.publish([
    { id: 'biasa', bytes: picture() },
    { id: 'kota', bytes: picture(), evergreen: true },
  ]);
  await rig.untilState(
    (state) => state.manifestVersion === version && state.unavailable.length === 0,
    'played',
  );
  await rig.director.until(() => rig.service.status().clock !== null, 'signed time');
  await rig.director.stop();
  const bootedMs = Date.now();
  await rig.restart({ nowMs: () => Date.UTC(2003, 0, 1) + (Date.now() - bootedMs) });
  await rig.untilState((state) => state.unavailable.length === 1, 'uncertain');
  expect(rig.page.state).toMatchObject({ unavailable: ['biasa'], programme: { entries: [] } });
  expect(rig.service.status().faults.map((fault) => fault.code)).toContain('time_uncertain');
  await rig.director.start();
  await rig.untilState((state) => state.unavailable.length === 0, 'certain again');
});

test('plays made without network are delivered once each after it is back', async () => {
  const { rig } = await playing();
  await rig.director.stop();
  await rig.director.until(() => !rig.service.status().connected, 'cut');
  const startMs = Date.now();
  for (let count = 0; count < 5; count += 1) rig.page.played('ktp', startMs + 2000 * count);
  await rig.director.until(
    () => rig.service.status().showing.some(({ sinceMs }) => sinceMs === startMs + 2000 * 5),
    'taken',
  );
  await rig.restart();
  for (let count = 5; count < 8; count += 1) rig.page.played('ktp', startMs + 2000 * count);
  rig.director.misbehave({ losePlaysAnswer: true });
  await rig.director.start();
  await rig.director.until(() => rig.director.playsReceived > 0, 'first delivery', 20_000);
  rig.director.misbehave({});
  await rig.director.until(() => rig.director.plays.size === 8, 'all', 20_000);
  await rig.director.until(
    () => rig.logged.some(({ event }) => event === 'plays_not_delivered'),
    'lost answer',
  );
  const starts = [...rig.director.plays.values()].map((play) => play.startMs).sort();
  expect(starts).toEqual(Array.from({ length: 8 }, (_, count) => startMs + 2000 * count));
});

test('an item the page cannot show is left out and reported', async () => {
  const { rig } = await playing();
  rig.page.send({ type: 'failed', zone: 'main', itemId: 'ktp', detail: 'no frame in time' });
  await rig.untilState((state) => state.unavailable.includes('ktp'), 'left out');
  await rig.director.until(
    () => rig.director.statuses.some(({ faults }) => faults.some((fault) => fault.code === 'item_failed')),
    'reported',
  );
});

test('a player bound to nothing tells no server’s time or screen', async () => {
  const { service } = await startRig();
  expect(service.status()).toMatchObject({ screenId: null, manifestVersion: 0, clock: null, planHash: null });
});
