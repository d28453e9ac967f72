import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { nodeStorage, storageFault, type StoragePort } from '../../media/store/index.ts';
import { picture, startPairedRig } from './player-rig.ts';

/** A disk on which nothing more can be written for a while. */
function fillableDisk() {
  const disk = { isFull: false };
  const storage: StoragePort = {
    ...nodeStorage,
    async open(path, keepBytes) {
      const file = await nodeStorage.open(path, keepBytes);
      return {
        ...file,
        async write(bytes) {
          if (!disk.isFull) return file.write(bytes);
          throw storageFault('write', path, Object.assign(new Error('full'), { code: 'ENOSPC' }));
        },
      };
    },
  };
  return { disk, storage };
}

test('on a full disk a withdrawal takes effect at once, and is acknowledged when it could be stored', async () => {
  const { disk, storage } = fillableDisk();
  const rig = await startPairedRig({ storage });
  const both = [
    { id: 'ktp', bytes: picture() },
    { id: 'ditarik', bytes: picture() },
  ];
  const { version } = rig.director.publish(both);
  await rig.untilState(
    (state) => state.manifestVersion === version && state.unavailable.length === 0,
    'both',
  );
  await rig.director.until(() => rig.director.applied.length > 0, 'applied');
  disk.isFull = true;
  rig.director.publish(both.slice(0, 1));
  await rig.untilState((state) => state.manifestVersion === version + 1, 'withdrawn');
  expect(rig.page.state?.programme?.items.map((item) => item.id)).toEqual(['ktp']);
  await rig.director.until(
    () => rig.director.statuses.some(({ faults }) => faults.some((fault) => fault.code === 'disk_error')),
    'reported',
  );
  expect(rig.director.applied.at(-1)?.manifestVersion).toBe(version);
  disk.isFull = false;
  await rig.director.until(
    () => rig.director.applied.at(-1)?.manifestVersion === version + 1,
    'stored',
    20_000,
  );
  await rig.director.stop();
  await rig.restart();
  expect(rig.service.status().manifestVersion).toBe(version + 1);
});

test('on a full disk what is there plays on, and what is missing comes when there is room', async () => {
  const { disk, storage } = fillableDisk();
  const rig = await startPairedRig({ storage });
  const kept = { id: 'ktp', bytes: picture() };
  const { version } = rig.director.publish([kept]);
  await rig.untilState(
    (state) => state.manifestVersion === version && state.unavailable.length === 0,
    'first',
  );
  disk.isFull = true;
  rig.director.publish([kept, { id: 'baru', bytes: picture() }]);
  await rig.untilState((state) => state.unavailable.includes('baru'), 'missing');
  expect(rig.page.state?.unavailable).toEqual(['baru']);
  disk.isFull = false;
  await rig.untilState((state) => state.unavailable.length === 0, 'complete');
});

test('a player starts and plays on though hardly anything of its disk can be read or replaced', async () => {
  const rig = await startPairedRig();
  const bytes = picture();
  // Of anything else it could not tell any more whether its lease is over.
  const { version } = rig.director.publish([{ id: 'ktp', bytes, evergreen: true }]);
  const plays = () =>
    rig.untilState((state) => state.manifestVersion === version && state.unavailable.length === 0, 'plays');
  await plays();
  await rig.director.until(() => rig.director.applied.length > 0, 'stored');
  const { publicKey } = rig.director.hellos.at(-1) ?? {};
  await rig.service.close();
  // What reading them ends in is another error than that of a bad sector, which the player tells alike.
  const unreadable = [
    ...[
      'identity.json',
      'facts.json',
      'facts-added.json',
      'leases.json',
      'withdrawn.json',
      'usage.json',
      'blanking.json',
    ],
    ...['manifests/9-9.json', 'plays/segment-000000000009.log', 'media/incoming-1.tmp'],
  ];
  for (const name of unreadable) {
    await rm(join(rig.dataDir, name), { force: true });
    await mkdir(join(rig.dataDir, name), { recursive: true });
    await writeFile(join(rig.dataDir, name, 'x'), '');
  }
  await rig.restart();
  await plays();
  const told = rig.service.status().faults.map(({ detail }) => detail);
  for (const name of unreadable) {
    expect(told).toContainEqual(expect.stringContaining(name.split('/').at(-1) ?? ''));
  }
  await rig.director.until(() => rig.director.hellos.at(-1)?.publicKey !== publicKey, 'another key');
  expect(rig.page.state).toMatchObject({ manifestVersion: version, pairingCode: null });
});

test('a key that cannot be read for a while is the same one afterwards, without a start or a person', async () => {
  const rig = await startPairedRig();
  rig.director.publish([{ id: 'ktp', bytes: picture() }]);
  await rig.director.until(() => rig.director.applied.length > 0, 'stored');
  const publicKey = rig.director.hellos.at(-1)?.publicKey;
  const names = ['identity.json', 'anchor.json'].map((name) => join(rig.dataDir, name));
  await rig.service.close();
  for (const name of names) {
    await rename(name, `${name}.aside`);
    await mkdir(name);
  }
  await rig.restart();
  await rig.director.until(() => rig.director.hellos.at(-1)?.publicKey !== publicKey, 'another key');
  for (const name of names) {
    await rm(name, { recursive: true });
    await rename(`${name}.aside`, name);
  }
  await rig.director.until(() => rig.director.hellos.at(-1)?.publicKey === publicKey, 'its own key', 20_000);
  await expect.poll(() => rig.service.status().connected, { timeout: 10_000 }).toBe(true);
});
