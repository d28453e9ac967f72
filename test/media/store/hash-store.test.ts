import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ChunkedHash, HashStore, type StoredFile } from '../../../media/store/index.ts';
import { flipBit } from '../../support/flip-bit.ts';
import { failingAt } from './failing-storage.ts';

const MIB = 1024 * 1024;
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const content = new Uint8Array(2 * MIB + 500_000).map((_, at) => (at * 31 + (at >> 9)) & 255);
const whole = { startByte: 0, endByte: content.length };

function describeFile(bytes: Uint8Array): StoredFile {
  const hash = new ChunkedHash();
  hash.update(bytes);
  return hash.finish();
}
const file = describeFile(content);

async function* inPieces(bytes: Uint8Array, size = 200_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function* cutOff(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield* inPieces(bytes);
  throw new Error('connection lost');
}

let folder: string;
let store: HashStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wawar-store-'));
  store = await HashStore.open(folder);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const stored = async () => {
  const put = await store.put(inPieces(content), { maxBytes: content.length });
  if (!put.ok) throw new Error(put.error.code);
  return put.value;
};

describe('hashing in chunks', () => {
  it('gives the same hashes however the stream is cut', () => {
    const bytes = content.subarray(0, MIB + 10);
    const expected = {
      sha256: sha(bytes),
      bytes: bytes.length,
      chunkSha256: [sha(bytes.subarray(0, MIB)), sha(bytes.subarray(MIB))],
    };
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: bytes.length }), { maxLength: 8 }), (cuts) => {
        const hash = new ChunkedHash();
        const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        places.slice(1).forEach((end, at) => hash.update(bytes.subarray(places[at], end)));
        expect(hash.finish()).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('has no empty chunk at the end', () => {
    expect(describeFile(content.subarray(0, 2 * MIB)).chunkSha256).toHaveLength(2);
  });
});

describe('putting a file', () => {
  it('stores it under its hash and tells its chunks', async () => {
    expect(await stored()).toEqual(file);
    expect(new Uint8Array(await readFile(store.path(file.sha256)))).toEqual(content);
    expect(await store.list()).toMatchObject([{ sha256: file.sha256, bytes: content.length }]);
  });

  it('[F7] stops reading at the first byte too many and leaves nothing', async () => {
    let asked = 0;
    async function* endless() {
      for (;;) {
        asked += 1;
        yield new Uint8Array(1000);
      }
    }
    const put = await store.put(endless(), { maxBytes: 10_000 });
    expect(put).toMatchObject({ ok: false, error: { code: 'too_large' } });
    expect(asked).toBe(11);
    expect(await readdir(folder)).toEqual([]);
  });

  it('refuses other content than expected and leaves nothing', async () => {
    const expectedSha256 = sha(Uint8Array.of(1));
    const put = await store.put(inPieces(content), { maxBytes: content.length, expectedSha256 });
    expect(put).toMatchObject({ ok: false, error: { code: 'hash_mismatch' } });
    expect(await readdir(folder)).toEqual([]);
  });

  it('[F34] leaves neither files nor descriptors behind after 500 aborted ones', async () => {
    const descriptors = async () => (await readdir('/proc/self/fd')).length;
    const before = await descriptors();
    const small = content.subarray(0, 1000);
    const puts = Array.from({ length: 500 }, () => store.put(cutOff(small), { maxBytes: MIB }));
    const results = await Promise.allSettled(puts);
    expect(results.every((result) => result.status === 'rejected')).toBe(true);
    expect(await readdir(folder)).toEqual([]);
    expect(await descriptors()).toBeLessThanOrEqual(before);
  });

  it('takes the same file from several at once', async () => {
    const results = await Promise.all([stored(), stored(), stored()]);
    expect(results).toEqual([file, file, file]);
    expect(await store.list()).toHaveLength(1);
  });

  it('moves a finished file in without a copy', async () => {
    const path = join(folder, 'made-by-ffmpeg.mp4');
    await writeFile(path, content);
    expect(await store.adopt(path, { maxBytes: content.length })).toEqual({ ok: true, value: file });
    expect(await readdir(folder)).toEqual([file.sha256]);
    await writeFile(path, content);
    expect(await store.adopt(path, { maxBytes: 1 })).toMatchObject({
      ok: false,
      error: { code: 'too_large' },
    });
    expect(await readdir(folder)).toEqual([file.sha256]);
  });

  it.each(['ENOSPC', 'EIO'] as const)(
    '[F38] [F39] is not reported as stored when any call ends in %s',
    async (errno) => {
      const code = errno === 'ENOSPC' ? 'disk_full' : 'disk_io_error';
      let faults = 0;
      for (let n = 1; ; n += 1) {
        const place = join(folder, String(n));
        const put = async () => {
          const failing = await HashStore.open(place, failingAt(n, errno));
          return failing.put(inPieces(content, MIB), { maxBytes: content.length });
        };
        const outcome = await put().catch((error: unknown) => error);
        if (typeof outcome === 'object' && outcome !== null && 'ok' in outcome) break;
        faults += 1;
        expect(outcome).toMatchObject({ name: 'AppError', code });
        const retried = await HashStore.open(place);
        expect(await retried.put(inPieces(content), { maxBytes: content.length })).toEqual({
          ok: true,
          value: file,
        });
        expect(await readdir(place)).toEqual([file.sha256]);
      }
      expect(faults).toBe(8);
    },
  );

  it.each(['../../etc/passwd', '', 'A'.repeat(64), `${file.sha256}.part`])(
    '[F30] knows no file %j',
    async (name) => {
      expect(() => store.path(name)).toThrow('named by their SHA-256');
      await expect(store.has(name)).rejects.toThrow('named by their SHA-256');
    },
  );

  it('lists nothing but whole files, and clears what was half received when it opens', async () => {
    await stored();
    await writeFile(join(folder, 'incoming-7.tmp'), 'half');
    await writeFile(join(folder, `${file.sha256}.part`), 'half');
    await writeFile(join(folder, 'README'), 'foreign');
    const reopened = await HashStore.open(folder);
    expect(await reopened.list()).toHaveLength(1);
    expect(await reopened.listParts()).toEqual([file.sha256]);
    expect((await readdir(folder)).sort()).toEqual([file.sha256, `${file.sha256}.part`, 'README'].sort());
    await reopened.remove(file.sha256);
    expect(await readdir(folder)).toEqual(['README']);
  });
});

describe('a download in parts', () => {
  const firstTry = async (bytes: number) => {
    const part = await store.resume(file);
    await expect(part.receive(cutOff(content.subarray(0, bytes)))).rejects.toThrow('connection lost');
  };
  const rest = (from: number) => inPieces(content.subarray(from));

  it('[F22] goes on at the last whole chunk', async () => {
    await firstTry(2 * MIB - 5);
    const part = await store.resume(file);
    expect(part.startByte).toBe(MIB);
    expect(await part.receive(rest(part.startByte))).toEqual({ ok: true, value: file });
    expect(await readdir(folder)).toEqual([file.sha256]);
  });

  it('begins anew when the sender does', async () => {
    await firstTry(MIB);
    const part = await store.resume(file);
    expect(await part.receive(rest(0), { fromStart: true })).toEqual({ ok: true, value: file });
  });

  it('does not believe what lies on the disk', async () => {
    await firstTry(2 * MIB);
    await flipBit(`${store.path(file.sha256)}.part`, MIB + 3);
    expect((await store.resume(file)).startByte).toBe(MIB);
    await flipBit(`${store.path(file.sha256)}.part`, 3);
    expect((await store.resume(file)).startByte).toBe(0);
  });

  it('keeps what came when the sender ends early', async () => {
    const part = await store.resume(file);
    const early = await part.receive(inPieces(content.subarray(0, MIB)));
    expect(early).toMatchObject({ ok: false, error: { code: 'truncated' } });
    expect((await store.resume(file)).startByte).toBe(MIB);
  });

  it('finishes a file of whole chunks that only lacked its name', async () => {
    const even = content.subarray(0, 2 * MIB);
    await writeFile(`${store.path(sha(even))}.part`, even);
    const part = await store.resume(describeFile(even));
    expect(part.startByte).toBe(even.length);
    expect(await part.receive([])).toEqual({ ok: true, value: describeFile(even) });
  });

  it('[F5] stops at the first chunk of another file, keeping those before it', async () => {
    const other = content.slice();
    other[MIB + 1] = (other[MIB + 1] ?? 0) ^ 1;
    const received = await (await store.resume(file)).receive(inPieces(other));
    expect(received).toMatchObject({ ok: false, error: { code: 'hash_mismatch' } });
    expect((await store.resume(file)).startByte).toBe(MIB);
  });

  it('[F12] is refused when the chunks are as declared but the whole is not what was approved', async () => {
    const lie = { ...file, sha256: sha(Uint8Array.of(1)) };
    const received = await (await store.resume(lie)).receive(rest(0));
    expect(received).toMatchObject({ ok: false, error: { code: 'hash_mismatch' } });
    expect(await readdir(folder)).toEqual([]);
  });

  it('[F39] believes nothing it received once a sync failed', async () => {
    // Making the folder, opening, five writes and then the sync.
    const failing = await HashStore.open(join(folder, 'f'), failingAt(8, 'EIO'));
    const received = (await failing.resume(file)).receive(inPieces(content, MIB / 2));
    await expect(received).rejects.toMatchObject({ code: 'disk_io_error', context: { operation: 'write' } });
    expect(await readdir(join(folder, 'f'))).toEqual([]);
  });

  it('[F7] is cut at the declared length', async () => {
    const short = describeFile(content.subarray(0, 1000));
    const received = await (await store.resume(short)).receive(rest(0));
    expect(received).toMatchObject({ ok: false, error: { code: 'too_large' } });
    expect(await store.has(short.sha256)).toBe(false);
  });
});

describe('a verified range', () => {
  const faults: number[] = [];
  const onCorrupt = (fault: { chunk: number }) => faults.push(fault.chunk);
  beforeEach(async () => {
    faults.length = 0;
    await stored();
  });

  it('delivers exactly the bytes asked for', async () => {
    const place = fc.integer({ min: 0, max: content.length });
    await fc.assert(
      fc.asyncProperty(place, place, async (a, b) => {
        fc.pre(a !== b);
        const range = { startByte: Math.min(a, b), endByte: Math.max(a, b) };
        const opened = await store.openRange(file, range, onCorrupt);
        if (!opened.ok) throw new Error(opened.error.code);
        const served = await buffer(opened.value);
        expect(served.equals(content.subarray(range.startByte, range.endByte))).toBe(true);
      }),
      { numRuns: 15 },
    );
    expect(faults).toEqual([]);
  });

  it.each([
    [0, 0],
    [-1, 5],
    [5, 4],
    [0, content.length + 1],
    [0.5, 2],
  ])('refuses the range %d to %d', async (startByte, endByte) => {
    const opened = await store.openRange(file, { startByte, endByte }, onCorrupt);
    expect(opened).toMatchObject({ ok: false, error: { code: 'bad_range' } });
  });

  it('[F11] refuses to begin when a bit of the first chunk has flipped, wherever it is', async () => {
    await flipBit(store.path(file.sha256), MIB - 1);
    const opened = await store.openRange(file, { startByte: 0, endByte: 10 }, onCorrupt);
    expect(opened).toMatchObject({ ok: false, error: { code: 'corrupt' } });
    expect(faults).toEqual([0]);
  });

  it('[F11] ends before a later chunk with a flipped bit, having delivered nothing of it', async () => {
    await flipBit(store.path(file.sha256), 2 * MIB + 77);
    const opened = await store.openRange(file, whole, onCorrupt);
    if (!opened.ok) throw new Error(opened.error.code);
    let served = 0;
    const reading = (async () => {
      for await (const piece of opened.value as AsyncIterable<Buffer>) {
        expect(piece.equals(content.subarray(served, served + piece.length))).toBe(true);
        served += piece.length;
      }
    })();
    await expect(reading).rejects.toMatchObject({ code: 'media_corrupt' });
    expect(served).toBe(2 * MIB);
    expect(faults).toEqual([2]);
  });

  it('[F11] tells a whole file that is what its name says from one that is not, or is not there', async () => {
    expect(await store.verify(file.sha256)).toBe(content.length);
    await flipBit(store.path(file.sha256), content.length - 1);
    await expect(store.verify(file.sha256)).rejects.toMatchObject({ code: 'media_corrupt' });
    await store.remove(file.sha256);
    await expect(store.verify(file.sha256)).rejects.toMatchObject({ code: 'media_corrupt' });
  });

  it('[F11] serves again once the file was removed and fetched anew', async () => {
    await flipBit(store.path(file.sha256), 1);
    expect((await store.openRange(file, whole, onCorrupt)).ok).toBe(false);
    await store.remove(file.sha256);
    await stored();
    expect((await store.openRange(file, { startByte: 0, endByte: 1 }, onCorrupt)).ok).toBe(true);
  });

  it('refuses a file that was cut short or is missing', async () => {
    await truncate(store.path(file.sha256), MIB);
    expect(await store.openRange(file, whole, onCorrupt)).toMatchObject({
      ok: false,
      error: { code: 'corrupt' },
    });
    expect(faults).toEqual([1]);
    await store.remove(file.sha256);
    expect(await store.openRange(file, whole, onCorrupt)).toMatchObject({
      ok: false,
      error: { code: 'missing' },
    });
  });

  it('closes the file when the reader goes away, begun or not', async () => {
    const descriptors = async () => (await readdir('/proc/self/fd')).length;
    const before = await descriptors();
    for (let turn = 0; turn < 20; turn += 1) {
      const opened = await store.openRange(file, whole, onCorrupt);
      if (!opened.ok) throw new Error(opened.error.code);
      if (turn % 2 === 0) opened.value.read();
      const closed = new Promise((resolve) => opened.value.once('close', resolve));
      opened.value.destroy();
      await closed;
    }
    expect(await descriptors()).toBeLessThanOrEqual(before);
  });
});
