import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { choose } from '../../../main/launcher/choose.ts';
import { firstInstall } from '../../../main/launcher/first-install.ts';
import { slotFolder, verifySlot } from '../../../main/launcher/slot.ts';
import { StateFile } from '../../../main/launcher/state.ts';
import { filesIn, installRelease } from '../../../main/software/install.ts';
import { nodeStorage, type StoragePort } from '../../../media/store/index.ts';
import { cachingDisk, failingAt, Killed, killedAt } from '../../media/store/failing-storage.ts';
import { workFolder } from '../../support/work-folder.ts';
import { made, pairedHome, put, ROOT, ROOT_SHA256, silentLog, type Made } from '../launcher/rig.ts';

const install = (home: string, { folder, release, envelope }: Made, storage: StoragePort) =>
  installRelease({
    folder: slotFolder(home, 'b'),
    release,
    statement: { release: envelope, roots: [ROOT] },
    contentOf: filesIn(folder),
    storage,
  });

const verify = (home: string, slot: 'a' | 'b') =>
  verifySlot(home, slot, 'kiosk', { installedSha256: null, rootSha256: ROOT_SHA256 });

const versionIn = async (home: string, slot: 'a' | 'b') => {
  const verified = await verify(home, slot);
  return verified.ok ? verified.value.ref.version : verified.error.code;
};

const ends = [
  { end: 'SIGKILL before the call', moment: 'before', names: null },
  { end: 'SIGKILL after the call', moment: 'after', names: null },
  { end: 'power cut, names and contents in the cache lost', moment: 'after', names: 'lost' },
  { end: 'power cut, only contents in the cache lost', moment: 'after', names: 'kept' },
] as const;

describe('an update of the idle slot', () => {
  it.each(ends)(
    '[F36] ended by a $end at every durability call leaves the slot old, empty or new, and the running one whole',
    async ({ moment, names }) => {
      const [running, old, next] = [
        await made(2, 'healthy'),
        await made(1, 'healthy'),
        await made(3, 'healthy'),
      ];
      const seen = new Set<unknown>();
      let calls = 0;
      for (let n = 1; ; n += 1) {
        const home = await workFolder();
        await put(home, 'a', running);
        const idle = slotFolder(home, 'b');
        const disk = names === null ? null : cachingDisk(idle);
        const port = disk?.storage ?? nodeStorage;
        await install(home, old, port);
        const { storage } = killedAt(n, moment, port);
        let wasKilled = false;
        try {
          await install(home, next, storage);
        } catch (error) {
          if (!(error instanceof Killed)) throw error;
          wasKilled = true;
        }
        if (disk !== null && names !== null) await disk.cutPower(names);
        const left = await versionIn(home, 'b');
        // Not a statement and its files of two releases: whatever verifies is one whole release.
        expect([1, 3, 'empty', 'mix_and_match', 'damaged']).toContain(left);
        expect(await versionIn(home, 'a')).toBe(2);
        if (left === 'mix_and_match' || left === 'damaged') expect(wasKilled).toBe(true);
        seen.add(left);
        // The next attempt mends it.
        await install(home, next, nodeStorage);
        expect(await versionIn(home, 'b')).toBe(3);
        calls = n;
        if (!wasKilled) break;
      }
      expect(seen.has('empty')).toBe(true);
      expect(seen.has(3)).toBe(true);
      expect(calls).toBeGreaterThan(10);
    },
    120_000,
  );

  it.each(['ENOSPC', 'EIO'] as const)(
    '[F38] [F39] %s at any call is told, and another try succeeds',
    async (errno) => {
      const next = await made(3, 'healthy');
      for (let n = 1; ; n += 1) {
        const home = await workFolder();
        let hasFailed = false;
        await install(home, next, failingAt(n, errno)).catch(() => {
          hasFailed = true;
        });
        if (!hasFailed) break;
        expect(['empty', 3]).toContain(await versionIn(home, 'b'));
        await install(home, next, nodeStorage);
        expect(await versionIn(home, 'b')).toBe(3);
      }
    },
  );

  test('what a former release left goes: files, folders where a file has to be, links', async () => {
    const home = await pairedHome();
    const next = await made(3, 'healthy');
    const left = (path: string) => join(home, 'b', path);
    await mkdir(left('kiosk/kiosk.js/inside'), { recursive: true });
    await mkdir(left('old'), { recursive: true });
    await writeFile(left('old/old.js'), 'old');
    await writeFile(left('player'), 'a file where a folder has to be');
    await mkdir(dirname(left('x')), { recursive: true });
    await symlink('/etc/hostname', left('LICENSE'));
    await install(home, next, nodeStorage);
    expect(await versionIn(home, 'b')).toBe(3);
  });

  test('content that is not what was signed is refused while it is written', async () => {
    const home = await pairedHome();
    const [next, other] = [await made(3, 'healthy'), await made(4, 'crashes')];
    const mixed = { ...next, folder: other.folder };
    await expect(install(home, mixed, nodeStorage)).rejects.toMatchObject({ code: 'release_damaged' });
    expect(await versionIn(home, 'b')).toBe('empty');
  });
});

describe('a first installation', () => {
  it.each(ends.slice(0, 2))(
    '[F36] ended by a $end at every durability call leaves nothing or something that starts',
    async ({ moment }) => {
      const own = await made(1, 'healthy');
      for (let n = 1; ; n += 1) {
        const home = await workFolder();
        const { storage } = killedAt(n, moment);
        let wasKilled = false;
        try {
          await firstInstall(home, own.folder, await StateFile.open(home, silentLog, storage), storage);
        } catch (error) {
          if (!(error instanceof Killed)) throw error;
          wasKilled = true;
        }
        const state = await StateFile.open(home, silentLog);
        const { good } = await choose(home, 'kiosk', state.data, silentLog, Date.now);
        if (!wasKilled) expect(good).toHaveLength(1);
        await firstInstall(home, own.folder, await StateFile.open(home, silentLog));
        const again = await StateFile.open(home, silentLog);
        expect((await choose(home, 'kiosk', again.data, silentLog, Date.now)).good[0]?.ref.version).toBe(1);
        if (!wasKilled) break;
      }
    },
    120_000,
  );
});
