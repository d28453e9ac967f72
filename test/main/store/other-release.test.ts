/** A player may be fallen back to an older release at any time, and come back: neither may take the other's files for damage. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PlayLog } from '../../../main/playlog/play-log.ts';
import { openDeviceStore } from '../../../main/store/device-store.ts';
import { SegmentLog, sha256Hex } from '../../../media/store/index.ts';

let dataDir: string;
const rebuilt: unknown[] = [];
const log = {
  info: () => undefined,
  warn: () => undefined,
  error: (what: string, detail?: object) => rebuilt.push([what, detail]),
};

beforeEach(async () => {
  rebuilt.length = 0;
  dataDir = await mkdtemp(join(tmpdir(), 'wawar-release-'));
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

const HOUR_MS = 3_600_000;
const FLOOR_MS = 1_800_000_000_000;
const highest = { rootVersion: 1, version: 7, sha256: 'a'.repeat(64) };
const earlier = { terminal: { ...highest, version: 3 } };

async function rewrite(name: string, change: (value: Record<string, unknown>) => object): Promise<void> {
  const text = await readFile(join(dataDir, name), 'utf8');
  const value = JSON.parse(text.slice(text.indexOf('\n'))) as Record<string, unknown>;
  const json = JSON.stringify(change(value));
  await writeFile(join(dataDir, name), `sha256 ${sha256Hex(json)}\n${json}`);
}

async function stored() {
  const { facts } = await openDeviceStore(dataDir, log);
  facts.data = {
    ...facts.data,
    ...{ screenId: 'alun-alun', highest, earlier, clockFloorMs: FLOOR_MS, systemOffsetMs: 30_000 },
  };
  await facts.write();
  return facts.data;
}

test('an older release finds the facts in the form it knows, and what is newer outlives its work', async () => {
  await stored();
  const kept = (await readFile(join(dataDir, 'facts.json'), 'utf8')).split('\n').slice(1).join('\n');
  expect(Object.keys(JSON.parse(kept) as object).toSorted()).toEqual(
    ['acknowledgedSequence', 'clockFloorMs', 'highest', 'screenId', 'storeEpoch'].toSorted(),
  );
  await rewrite('facts.json', (facts) => ({ ...facts, clockFloorMs: FLOOR_MS + HOUR_MS }));
  const { facts } = await openDeviceStore(dataDir, log);
  expect(facts.data).toMatchObject({
    screenId: 'alun-alun',
    highest,
    earlier,
    clockFloorMs: FLOOR_MS + HOUR_MS,
  });
  // The system clock may have been set since.
  expect(facts.data.systemOffsetMs).toBeNull();
  expect(rebuilt).toEqual([]);
});

test('facts are what was written last, also where several are written at once', async () => {
  const { facts } = await openDeviceStore(dataDir, log);
  const writing: Promise<void>[] = [];
  for (const sequence of [1, 2, 3]) {
    facts.data = { ...facts.data, acknowledgedSequence: sequence, systemOffsetMs: sequence === 2 ? 5 : 7 };
    writing.push(facts.write());
  }
  await Promise.all(writing);
  const again = await openDeviceStore(dataDir, log);
  expect(again.facts.data).toEqual(facts.data);
});

test.each(['damaged', 'not to be read'])(
  'what was added to the facts is %s → the rest of them counts',
  async (how) => {
    await stored();
    const added = join(dataDir, 'facts-added.json');
    await rm(added);
    await (how === 'damaged' ? writeFile(added, 'x') : mkdir(added));
    const { facts } = await openDeviceStore(dataDir, log);
    expect(facts.data).toMatchObject({ screenId: 'alun-alun', highest, earlier: {}, clockFloorMs: FLOOR_MS });
  },
);

test('what a newer release adds to its files is no damage', async () => {
  const facts = await stored();
  const names = ['identity', 'facts', 'facts-added', 'leases', 'withdrawn', 'usage'].map(
    (name) => `${name}.json`,
  );
  const { identity } = await openDeviceStore(dataDir, log);
  for (const name of names) await rewrite(name, (value) => ({ ...value, added: { later: true } }));
  const store = await openDeviceStore(dataDir, log);
  expect(store.facts.data).toEqual(facts);
  expect(store.identity.data).toEqual(identity.data);
  expect(rebuilt).toEqual([]);
});

test('a play in a form of another release keeps neither the player from starting nor the others from the server', async () => {
  const play = {
    ...{ sequence: 1, zone: 'main', itemId: 'ktp', announcementId: 'a-ktp', entryId: null },
    ...{ manifestVersion: 1, startMs: 1, endMs: 2, complete: true },
  };
  const folder = join(dataDir, 'plays');
  const segments = new SegmentLog(folder);
  await segments.append([
    { epoch: 'e1', play: { ...play, brightness: 3 }, added: true },
    { epoch: 'e1', play: { ...play, sequence: 'two' } },
    { epoch: 'e1', play: { ...play, sequence: 3 } },
  ]);
  await segments.close();
  const lost: string[] = [];
  const plays = await PlayLog.open({
    folder,
    storeEpoch: 'e1',
    acknowledgedSequence: 0,
    renewEpoch: () => 'e2',
    keepEpoch: () => Promise.resolve(),
    onDamaged: (detail) => lost.push(detail),
  });
  const delivered: unknown[] = [];
  for await (const { records, remove } of plays.sealed()) {
    delivered.push(...records);
    await remove();
  }
  await plays.close();
  expect(delivered).toEqual([
    { epoch: 'e1', play },
    { epoch: 'e1', play: { ...play, sequence: 3 } },
  ]);
  expect(lost).toContain('a stored play is in a form that is not known');
});
