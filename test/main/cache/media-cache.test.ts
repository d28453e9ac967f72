import { randomBytes } from 'node:crypto';
import { utimes } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { MediaCache } from '../../../main/cache/media-cache.ts';
import { HashStore } from '../../../media/store/index.ts';
import { workFolder } from '../../support/work-folder.ts';

const silent = () => undefined;
const FILE_BYTES = 100_000;

async function* one(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** A cache with files named by age, the oldest first. */
async function cacheWith(count: number) {
  const store = await HashStore.open(await workFolder());
  const names: string[] = [];
  for (let at = 0; at < count; at += 1) {
    const put = await store.put(one(randomBytes(FILE_BYTES)), { maxBytes: FILE_BYTES });
    if (!put.ok) throw new Error(put.error.code);
    names.push(put.value.sha256);
    await utimes(store.path(put.value.sha256), 1000 + at, 1000 + at);
  }
  const set = { needed: new Map<string, { bytes: number }>(), quotaMb: null as number | null };
  const media = new Set(names);
  const cache = new MediaCache({
    ...{ store, media },
    needed: () => set.needed,
    quotaMb: () => set.quotaMb,
    log: { info: silent, warn: silent, error: silent },
  });
  const left = async () => names.filter((name) => media.has(name)).map((name) => names.indexOf(name));
  return { cache, store, names, set, left };
}

test('what nobody needs stays while there is room', async () => {
  const { cache, left } = await cacheWith(3);
  await cache.settle();
  expect(await left()).toEqual([0, 1, 2]);
  expect(cache.bytes()).toBe(3 * FILE_BYTES);
});

test('above the quota what was needed longest ago goes first, and only as much as must', async () => {
  const { cache, set, left } = await cacheWith(4);
  set.quotaMb = 0.25;
  await cache.settle();
  expect(await left()).toEqual([2, 3]);
  expect(cache.bytes()).toBe(2 * FILE_BYTES);
});

test('what a manifest names is never evicted, even where it alone is more than the quota', async () => {
  const { cache, set, names, left, store } = await cacheWith(4);
  set.needed = new Map([names[0] ?? '', names[1] ?? ''].map((name) => [name, { bytes: FILE_BYTES }]));
  set.quotaMb = 0.1;
  await cache.settle();
  expect(await left()).toEqual([0, 1]);
  await cache.clear();
  expect((await store.list()).map(({ sha256 }) => sha256).sort()).toEqual(names.slice(0, 2).sort());
});

test('a file that was needed until now counts as the newest', async () => {
  const { cache, set, names, left } = await cacheWith(3);
  set.needed = new Map([[names[0] ?? '', { bytes: FILE_BYTES }]]);
  await cache.settle();
  set.needed = new Map();
  set.quotaMb = 0.1;
  await cache.settle();
  expect(await left()).toEqual([0]);
});

test('room is made for what is to come, and refused for what cannot fit', async () => {
  const { cache, left } = await cacheWith(2);
  expect(await cache.makeRoom(1000)).toBe(true);
  expect(await left()).toEqual([0, 1]);
  expect(await cache.makeRoom(10 ** 15)).toBe(false);
  expect(await left()).toEqual([0, 1]);
});
