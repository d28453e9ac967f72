import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mkdtemp, rm, appendFile, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { z } from 'zod';
import type { PlayBatch } from '../../../core/protocol/device.ts';
import { ok, type Result } from '../../../core/model/result.ts';
import { deliverPlays } from '../../../main/playlog/delivery.ts';
import { PlayLog } from '../../../main/playlog/play-log.ts';
import { JsonFileAdapter, nodeStorage, storageFault, type StoragePort } from '../../../media/store/index.ts';
import { cachingDisk, killedAt } from '../../media/store/failing-storage.ts';

let base: string;
let folders = 0;
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'wawar-plays-'));
});
afterAll(() => rm(base, { recursive: true, force: true }));

const Facts = z.object({ storeEpoch: z.string(), acknowledgedSequence: z.int() });

/** The server's ledger: what it stored, by (epoch, sequence), and each play is known by its start. */
class Ledger {
  readonly plays = new Map<string, number>();
  answers = true;

  take(batch: PlayBatch): Result<number, { code: string; detail: string }> {
    for (const play of batch.plays) this.plays.set(`${batch.storeEpoch}/${play.sequence}`, play.startMs);
    if (!this.answers) return { ok: false, error: { code: 'network', detail: 'answer lost' } };
    return ok(Math.max(...batch.plays.map((play) => play.sequence)));
  }

  starts(): number[] {
    return [...this.plays.values()].sort((a, b) => a - b);
  }
}

/** A kiosk's part that keeps plays: its facts and its log on one folder. */
async function openKiosk(folder: string, storage: StoragePort, beforeLog = () => undefined as unknown) {
  await storage.makeFolder(folder);
  const adapter = new JsonFileAdapter(join(folder, 'facts.json'), {
    parse: (value) => Facts.parse(value),
    onDamaged: () => undefined,
    storage,
  });
  const newEpoch = () => `e${(folders += 1)}`;
  let facts = (await adapter.read()) ?? { storeEpoch: newEpoch(), acknowledgedSequence: 0 };
  await adapter.write(facts);
  beforeLog();
  const log = await PlayLog.open({
    folder,
    ...facts,
    renewEpoch() {
      facts = { storeEpoch: newEpoch(), acknowledgedSequence: 0 };
      return facts.storeEpoch;
    },
    keepEpoch: () => adapter.write(facts),
    onDamaged: () => undefined,
    storage,
  });
  return {
    log,
    record: (startMs: number) =>
      log.record({
        zone: 'main',
        itemId: 'ktp',
        announcementId: 'a-ktp',
        entryId: null,
        manifestVersion: 1,
        startMs,
        endMs: startMs + 1,
        complete: true,
      }),
    deliver: (ledger: Ledger) =>
      deliverPlays({
        log,
        send: async (batch) => ledger.take(batch),
        async acknowledged(storeEpoch, sequence) {
          if (storeEpoch !== facts.storeEpoch) return;
          facts = { ...facts, acknowledgedSequence: Math.max(sequence, facts.acknowledgedSequence) };
          await adapter.write(facts);
        },
      }),
  };
}

const newFolder = () => join(base, `k${(folders += 1)}`);

const ends = [
  { end: 'killed before a call', moment: 'before', names: null },
  { end: 'killed after a call', moment: 'after', names: null },
  { end: 'a power cut that loses names and contents', moment: 'after', names: 'lost' },
  { end: 'a power cut that loses contents only', moment: 'after', names: 'kept' },
  { end: 'a power cut in the midst of a call', moment: 'before', names: 'kept' },
] as const;

test.each(ends)(
  '$end, at every durability call: every stored play is counted once',
  async ({ moment, names }) => {
    let wasKilled = true;
    let calls = 0;
    for (let n = 1; wasKilled; n += 1) {
      const folder = newFolder();
      const disk = names === null ? null : cachingDisk(folder);
      const port = disk?.storage ?? nodeStorage;
      const ledger = new Ledger();
      const stored: number[] = [];
      await port.makeFolder(folder);
      const { storage, calls: callsMade } = killedAt(n, moment, port);
      const story = async () => {
        const kiosk = await openKiosk(folder, storage);
        for (const startMs of [1, 2]) stored.push(await kiosk.record(startMs).then(() => startMs));
        await kiosk.deliver(ledger);
        ledger.answers = false;
        stored.push(await kiosk.record(3).then(() => 3));
        await kiosk.deliver(ledger);
        ledger.answers = true;
        for (const startMs of [4, 5]) stored.push(await kiosk.record(startMs).then(() => startMs));
        await kiosk.deliver(ledger);
        await kiosk.log.close();
      };
      const failure = await story().then(
        () => null,
        (error: Error) => error,
      );
      wasKilled = callsMade() >= n;
      if (!wasKilled && failure !== null) throw failure;
      if (wasKilled && names !== null) await disk?.cutPower(names);
      ledger.answers = true;
      const again = await openKiosk(folder, nodeStorage);
      await again.record(6);
      await again.deliver(ledger);
      await again.log.close();
      const starts = ledger.starts();
      expect(starts, `killed at call ${n}`).toEqual([...new Set(starts)]);
      expect(starts, `killed at call ${n}`).toEqual(expect.arrayContaining([...stored, 6]));
      calls = n;
    }
    expect(calls).toBeGreaterThan(20);
  },
);

test('restarts, lost answers and refusals in any order: every play is counted once', async () => {
  const steps = fc.array(fc.constantFrom('record', 'deliver', 'lose answer', 'restart'), { maxLength: 25 });
  await fc.assert(
    fc.asyncProperty(steps, async (story) => {
      const folder = newFolder();
      const ledger = new Ledger();
      let kiosk = await openKiosk(folder, nodeStorage);
      let played = 0;
      for (const step of story) {
        ledger.answers = step !== 'lose answer';
        if (step === 'record') await kiosk.record((played += 1));
        else if (step === 'restart') {
          await kiosk.log.close();
          kiosk = await openKiosk(folder, nodeStorage);
        } else await kiosk.deliver(ledger);
      }
      ledger.answers = true;
      await kiosk.deliver(ledger);
      await kiosk.log.close();
      expect(ledger.starts()).toEqual(Array.from({ length: played }, (_, at) => at + 1));
    }),
    { numRuns: 40 },
  );
});

test('plays recorded while others are delivered or carried off disturb neither', async () => {
  const kiosk = await openKiosk(newFolder(), nodeStorage);
  const ledger = new Ledger();
  const starts = Array.from({ length: 60 }, (_, at) => at + 1);
  const recording = (async () => {
    for (const startMs of starts) await kiosk.record(startMs);
  })();
  for (let round = 0; round < 30; round += 1) {
    await Promise.all([kiosk.deliver(ledger), kiosk.deliver(ledger)]);
  }
  await recording;
  await kiosk.deliver(ledger);
  await kiosk.log.close();
  expect(ledger.starts()).toEqual(starts);
});

/** A disk that can be full for a while: half of what is written then is there, and an error. */
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
          await file.write(bytes.subarray(0, bytes.length >> 1));
          throw storageFault('write', path, Object.assign(new Error('full'), { code: 'ENOSPC' }));
        },
      };
    },
  };
  return { disk, storage };
}

test('plays a full disk refuses are stored with the next one, under their own numbers', async () => {
  const { disk, storage } = fillableDisk();
  const kiosk = await openKiosk(newFolder(), storage);
  await kiosk.record(1);
  disk.isFull = true;
  await expect(kiosk.record(2)).rejects.toMatchObject({ code: 'disk_full' });
  await expect(kiosk.record(3)).rejects.toMatchObject({ code: 'disk_full' });
  disk.isFull = false;
  await kiosk.record(4);
  const ledger = new Ledger();
  await kiosk.deliver(ledger);
  await kiosk.log.close();
  expect([...ledger.plays].map(([key, startMs]) => [key.split('/')[1], startMs])).toEqual([
    ['1', 1],
    ['2', 2],
    ['3', 3],
    ['4', 4],
  ]);
});

test('a damaged log on a full disk opens, and none of its new plays is stored or delivered before their epoch is', async () => {
  const { disk, storage } = fillableDisk();
  const folder = newFolder();
  const kiosk = await openKiosk(folder, storage);
  await kiosk.record(1);
  await kiosk.log.close();
  const segment = (await readdir(folder)).find((name) => name.startsWith('segment-')) ?? '';
  await appendFile(join(folder, segment), 'half a li');
  // Facts can be written still when the kiosk opens: of what it writes itself only the log's epoch is refused.
  const again = await openKiosk(folder, storage, () => (disk.isFull = true));
  const ledger = new Ledger();
  await expect(again.record(2)).rejects.toMatchObject({ code: 'disk_full' });
  await expect(again.deliver(ledger)).rejects.toMatchObject({ code: 'disk_full' });
  expect(ledger.starts()).toEqual([]);
  disk.isFull = false;
  await again.record(3);
  await again.deliver(ledger);
  await again.log.close();
  expect(ledger.starts()).toEqual([1, 2, 3]);
  const facts = await readFile(join(folder, 'facts.json'), 'utf8');
  expect(facts).toContain([...ledger.plays.keys()].at(-1)?.split('/')[0]);
});

test('after damage to the log, numbers start anew under a new epoch, and what is whole is delivered', async () => {
  const folder = newFolder();
  const kiosk = await openKiosk(folder, nodeStorage);
  await kiosk.record(1);
  await kiosk.log.close();
  const segment = (await readdir(folder)).find((name) => name.startsWith('segment-')) ?? '';
  await appendFile(join(folder, segment), 'half a li');
  const again = await openKiosk(folder, nodeStorage);
  await again.record(2);
  const ledger = new Ledger();
  await again.deliver(ledger);
  await again.log.close();
  expect(ledger.starts()).toEqual([1, 2]);
  expect(new Set([...ledger.plays.keys()].map((key) => key.split('/')[0])).size).toBe(2);
});
