/** Downloads with everything they are made of, over a server and a disk a test holds in its hands. */
import { randomBytes } from 'node:crypto';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ManifestMedia } from '../../../core/model/programme.ts';
import { DEFAULT_PLAYER_SETTINGS } from '../../../core/model/screen-settings.ts';
import { ok } from '../../../core/model/result.ts';
import { Bandwidth } from '../../../main/cache/bandwidth.ts';
import { MediaCache } from '../../../main/cache/media-cache.ts';
import { Origin } from '../../../main/cache/origin.ts';
import { LEAST_FREE_BYTES, Room } from '../../../main/cache/room.ts';
import type { DownloadRules } from '../../../main/cache/rules.ts';
import { Faults } from '../../../main/faults.ts';
import type { DeviceApi } from '../../../main/sync/device-api.ts';
import { Downloads } from '../../../main/sync/downloads.ts';
import { ChunkedHash, HashStore } from '../../../media/store/index.ts';
import { workFolder } from '../../support/work-folder.ts';

const MIB = 2 ** 20;
const PIECE_BYTES = 16 * 1024;
const silent = () => undefined;
const log = { info: silent, warn: silent, error: silent };

interface Made {
  file: ManifestMedia;
  bytes: Buffer;
}

function made(length: number): Made {
  const bytes = randomBytes(length);
  const hash = new ChunkedHash();
  hash.update(bytes);
  const stored = hash.finish();
  return {
    bytes,
    file: {
      ...stored,
      chunkSha256: [...stored.chunkSha256],
      type: 'image/png',
      approvalSha256: stored.sha256,
    },
  };
}

/** A player's way from the server to a disk on which `leftBytes` are free beyond what is always left free. */
async function player(
  files: readonly Made[],
  { leftBytes = 1000 * MIB, parallel = 2, kbps = null as number | null } = {},
) {
  const store = await HashStore.open(await workFolder());
  const disk = { capacityBytes: LEAST_FREE_BYTES + leftBytes, leastFreeBytes: Infinity };
  const freeBytes = async (): Promise<number> => {
    let used = 0;
    for (const name of await readdir(store.folder)) {
      used += await stat(join(store.folder, name)).then(
        ({ size }) => size,
        () => 0,
      );
    }
    const free = disk.capacityBytes - used;
    disk.leastFreeBytes = Math.min(disk.leastFreeBytes, free);
    return free;
  };
  const served = { requests: [] as { sha256: string; startByte: number }[], now: 0, most: 0 };
  const api = {
    media(_session: unknown, sha256: string, { startByte }: { startByte: number }) {
      served.requests.push({ sha256, startByte });
      served.now += 1;
      served.most = Math.max(served.most, served.now);
      const bytes = files.find(({ file }) => file.sha256 === sha256)?.bytes ?? Buffer.alloc(0);
      async function* body(): AsyncGenerator<Uint8Array> {
        try {
          for (let at = startByte; at < bytes.length; at += PIECE_BYTES) {
            await freeBytes();
            yield bytes.subarray(at, at + PIECE_BYTES);
          }
        } finally {
          served.now -= 1;
        }
      }
      return Promise.resolve(ok({ status: startByte > 0 ? 206 : 200, body: body() }));
    },
  } as unknown as DeviceApi;
  const rules = {
    policy: () => ({ ...DEFAULT_PLAYER_SETTINGS.downloads, parallel, bandwidthKbps: kbps }),
    holdsBack: () => null,
    isUrgent: () => false,
    capKbps: () => kbps,
  } as unknown as DownloadRules;
  const media = new Set<string>();
  const cache = new MediaCache({
    ...{ store, media, log },
    needed: () => new Map(files.map(({ file }) => [file.sha256, file])),
    quotaMb: () => null,
    disk: async () => ({ freeBytes: await freeBytes(), diskBytes: disk.capacityBytes }),
  });
  const faults = new Faults(() => 0, silent);
  const end = new AbortController();
  const downloads = new Downloads({
    ...{ media: store, rules, cache, faults, log },
    source: new Origin({ api, bandwidth: new Bandwidth(() => performance.now()), rules }),
    onStored: (sha256) => media.add(sha256),
    random: () => 0.02,
  });
  onTestFinished(async () => {
    end.abort();
    await downloads.close();
  });
  return {
    ...{ store, disk, served, media, faults },
    partBytes: ({ file }: Made) => store.partBytes(file.sha256),
    keepPart: ({ file, bytes }: Made, length: number) =>
      writeFile(`${store.path(file.sha256)}.part`, bytes.subarray(0, length)),
    start() {
      downloads.want(files.map(({ file }) => file));
      downloads.online({ screenId: 'layar', token: '', signal: end.signal, send: silent });
    },
    untilStored: (count: number) => expect.poll(() => media.size, { timeout: 20_000 }).toBe(count),
  };
}

test('no more files come at the same time than the manifest allows, and no faster', async () => {
  const kbps = 1600;
  const files = Array.from({ length: 4 }, () => made(60_000));
  const { start, served, untilStored } = await player(files, { parallel: 2, kbps });
  const startMs = performance.now();
  start();
  await untilStored(4);
  expect(served.most).toBe(2);
  // 1.2 s at that speed; a quarter of a second may be made up for at once.
  expect(performance.now() - startMs).toBeGreaterThan(940);
});

test('of two files that do not fit beside each other one comes whole, and the other when there is room', async () => {
  const files = [made(3 * MIB), made(3 * MIB)];
  const { start, disk, faults, media, partBytes, untilStored } = await player(files, { leftBytes: 4 * MIB });
  start();
  await untilStored(1);
  expect(disk.leastFreeBytes).toBeGreaterThanOrEqual(LEAST_FREE_BYTES);
  await expect
    .poll(() => faults.list().map(({ detail }) => detail))
    .toEqual([expect.stringContaining('no room')]);
  for (const one of files) if (!media.has(one.file.sha256)) expect(await partBytes(one)).toBe(0);
  disk.capacityBytes += 2 * MIB;
  await untilStored(2);
});

test('halves that fill the disk between them do not keep each other from being finished', async () => {
  const [far, near] = [made(3 * MIB), made(3 * MIB)];
  const rig = await player([far, near], { leftBytes: 3 * MIB });
  await rig.keepPart(far, MIB);
  await rig.keepPart(near, 2 * MIB);
  rig.start();
  await rig.untilStored(1);
  expect([...rig.media]).toEqual([near.file.sha256]);
  expect(rig.served.requests).toEqual([{ sha256: near.file.sha256, startByte: 2 * MIB }]);
  expect(await rig.partBytes(far)).toBe(0);
  expect(rig.disk.leastFreeBytes).toBeGreaterThanOrEqual(LEAST_FREE_BYTES);
});

test('a file that is whole and only lacks its name is asked of nobody', async () => {
  const whole = made(2 * MIB);
  const rig = await player([whole]);
  await rig.keepPart(whole, 2 * MIB);
  rig.start();
  await rig.untilStored(1);
  expect(rig.served.requests).toEqual([]);
  expect((await rig.store.list()).map(({ sha256 }) => sha256)).toEqual([whole.file.sha256]);
});

test('a download ends before the disk is full, whoever fills it', async () => {
  let freeBytes = LEAST_FREE_BYTES;
  const room = new Room(100 * MIB, { freeBytes: () => Promise.resolve(freeBytes), onReleased: silent });
  let passed = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) yield await Promise.resolve(new Uint8Array(MIB));
  }
  const filling = async () => {
    for await (const piece of room.fill(100 * MIB, endless())) {
      passed += piece.length;
      if (passed === 20 * MIB) freeBytes -= 1;
    }
  };
  await expect(filling()).rejects.toMatchObject({ code: 'disk_full' });
  expect(passed).toBe(23 * MIB);
  expect(room.lackingBytes).toBe(76 * MIB);
});
