import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  ChunkedHash,
  HashStore,
  JsonFileAdapter,
  nodeStorage,
  SegmentLog,
  sha256Hex,
  writeDurably,
  type StoragePort,
  type StoredFile,
} from '../../../media/store/index.ts';
import { cachingDisk, Killed, killedAt } from './failing-storage.ts';

/** One act on a folder under a storage, and what must hold of the folder afterwards, whenever it was cut short. */
interface Story<State> {
  /** Done in peace, before. */
  before(folder: string, storage: StoragePort): Promise<void>;
  /** Cut short; `done` is told of each thing that was reported as stored. */
  act(folder: string, storage: StoragePort, done: (state: State) => void): Promise<void>;
  /** With an unharmed storage, after the restart. */
  after(folder: string, reported: readonly State[]): Promise<void>;
}

let base: string;
let count = 0;
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'wawar-crash-'));
});
afterAll(() => rm(base, { recursive: true, force: true }));

/** How the machine goes down, and what it leaves of what was not synced. */
const ends = [
  { end: 'SIGKILL before the call', moment: 'before', names: null },
  { end: 'SIGKILL after the call', moment: 'after', names: null },
  { end: 'power cut, names and contents in the cache lost', moment: 'after', names: 'lost' },
  { end: 'power cut, only contents in the cache lost', moment: 'after', names: 'kept' },
  { end: 'power cut in the midst of a call', moment: 'before', names: 'kept' },
] as const;

/** Tells the story once for every durability call in it, each time ending at that call. */
async function atEveryCall<State>(
  story: Story<State>,
  { moment, names }: (typeof ends)[number],
): Promise<number> {
  for (let n = 1; ; n += 1) {
    const folder = join(base, String((count += 1)));
    const disk = names === null ? null : cachingDisk(folder);
    const port = disk?.storage ?? nodeStorage;
    await port.makeFolder(folder);
    await story.before(folder, port);
    const { storage } = killedAt(n, moment, port);
    const reported: State[] = [];
    let wasKilled = false;
    try {
      await story.act(folder, storage, (state) => reported.push(state));
    } catch (error) {
      if (!isKilled(error)) throw error;
      wasKilled = true;
    }
    if (disk !== null && names !== null) await disk.cutPower(names);
    await story.after(folder, reported);
    await rm(folder, { recursive: true, force: true });
    if (!wasKilled) return n - 1;
  }
}

const isKilled = (error: unknown): boolean =>
  error instanceof Killed ||
  (error instanceof AggregateError && error.errors.every(isKilled)) ||
  (error instanceof Error && error.cause !== undefined && isKilled(error.cause));

const bytesOf = (length: number, seed: number) =>
  new Uint8Array(length).map((_, at) => (at * 31 + (at >> 8) * 7 + seed) & 255);

function describeFile(content: Uint8Array): StoredFile {
  const hash = new ChunkedHash();
  hash.update(content);
  return hash.finish();
}

async function* inPieces(content: Uint8Array, bytes = 300_000): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += bytes) yield content.subarray(at, at + bytes);
}

const picture = bytesOf(2_300_000, 1);
const pictureFile = describeFile(picture);

describe.each(ends)('[F36] [F37] $end', (end) => {
  it('leaves a state file old or new, never torn', async () => {
    const path = (folder: string) => join(folder, 'state.json');
    const schema = {
      parse: (value: unknown) => value as { version: number },
      onDamaged: () => expect.fail('torn'),
    };
    const calls = await atEveryCall<number>(
      {
        before: (folder, storage) =>
          new JsonFileAdapter(path(folder), { ...schema, storage }).write({ version: 1 }),
        async act(folder, storage, done) {
          const adapter = new JsonFileAdapter(path(folder), { ...schema, storage });
          for (const version of [2, 3]) {
            await adapter.write({ version });
            done(version);
          }
        },
        async after(folder, reported) {
          const state = await new JsonFileAdapter(path(folder), schema).read();
          const newest = reported.at(-1) ?? 1;
          expect([newest, newest + 1]).toContain(state?.version);
        },
      },
      end,
    );
    expect(calls).toBe(10);
  });

  it('leaves a plain durable file old or new', async () => {
    const contents = ['old '.repeat(5000), 'new '.repeat(7000)];
    await atEveryCall<string>(
      {
        before: (folder, storage) => writeDurably(join(folder, 'file'), contents[0] ?? '', storage),
        async act(folder, storage, done) {
          await writeDurably(join(folder, 'file'), contents[1] ?? '', storage);
          done('new');
        },
        async after(folder, reported) {
          const content = await readFile(join(folder, 'file'), 'utf8');
          expect(reported.length > 0 ? [contents[1]] : contents).toContain(content);
        },
      },
      end,
    );
  });

  it('leaves only whole files in the store by hash, and every one that was reported', async () => {
    const calls = await atEveryCall<string>(
      {
        before: async () => undefined,
        async act(folder, storage, done) {
          const store = await HashStore.open(folder, storage);
          const put = await store.put(inPieces(picture), { maxBytes: picture.length });
          if (put.ok) done(put.value.sha256);
        },
        async after(folder, reported) {
          const store = await HashStore.open(folder);
          const files = await store.list();
          for (const { sha256 } of files) expect(sha256Hex(await readFile(store.path(sha256)))).toBe(sha256);
          for (const sha256 of reported) expect(await store.has(sha256)).toBe(true);
        },
      },
      end,
    );
    expect(calls).toBeGreaterThan(10);
  });

  it('lets an interrupted download go on to the right file', async () => {
    await atEveryCall<string>(
      {
        before: async () => undefined,
        async act(folder, storage, done) {
          const part = await (await HashStore.open(folder, storage)).resume(pictureFile);
          const received = await part.receive(inPieces(picture.subarray(part.startByte)));
          if (received.ok) done(received.value.sha256);
        },
        async after(folder, reported) {
          const store = await HashStore.open(folder);
          if (reported.length > 0) expect(await store.has(pictureFile.sha256)).toBe(true);
          if (await store.has(pictureFile.sha256)) {
            expect(sha256Hex(await readFile(store.path(pictureFile.sha256)))).toBe(pictureFile.sha256);
            return;
          }
          const part = await store.resume(pictureFile);
          const received = await part.receive(inPieces(picture.subarray(part.startByte)));
          expect(received).toEqual({ ok: true, value: pictureFile });
        },
      },
      end,
    );
  });

  it('loses no record of the log that was reported, and invents none', async () => {
    const calls = await atEveryCall<number>(
      {
        async before(folder, storage) {
          const log = new SegmentLog(folder, { storage });
          await log.append([{ play: 1 }, { play: 2 }]);
          await log.close();
        },
        async act(folder, storage, done) {
          const log = new SegmentLog(folder, { storage, maxSegmentBytes: 60 });
          try {
            for (const play of [3, 5, 7]) {
              await log.append([{ play }, { play: play + 1 }]);
              done(play + 1);
            }
          } finally {
            await log.close();
          }
        },
        async after(folder, reported) {
          const log = new SegmentLog(folder);
          const plays: number[] = [];
          for await (const { records } of log.iterate()) {
            plays.push(...records.map((record) => (record as { play: number }).play));
          }
          const newest = reported.at(-1) ?? 2;
          expect(plays).toEqual(Array.from({ length: plays.length }, (_, at) => at + 1));
          expect(plays.length).toBeGreaterThanOrEqual(newest);
          expect(plays.length).toBeLessThanOrEqual(newest + 2);
          await log.append([{ play: plays.length + 1 }]);
          await log.close();
        },
      },
      end,
    );
    expect(calls).toBeGreaterThan(6);
  });
});
