import { Low } from 'lowdb';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { JsonFileAdapter, SegmentLog, writeDurably } from '../../../media/store/index.ts';
import { failingAt } from './failing-storage.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wawar-files-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('writing durably', () => {
  it('replaces the content, readable by its owner only, and leaves no other file', async () => {
    const path = join(folder, 'file');
    await writeDurably(path, 'first, and longer');
    await writeDurably(path, 'second');
    expect(await readFile(path, 'utf8')).toBe('second');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['file']);
  });

  it('lets writers of one file take turns; the last one stays', async () => {
    const path = join(folder, 'file');
    await Promise.all(Array.from({ length: 50 }, (_, at) => writeDurably(path, `${at} `.repeat(1000))));
    expect(await readFile(path, 'utf8')).toBe('49 '.repeat(1000));
  });

  it.each(['ENOSPC', 'EIO'] as const)('[F38] [F39] fails with a code on %s and recovers', async (errno) => {
    const path = join(folder, 'file');
    await writeDurably(path, 'old');
    for (let n = 1; n <= 5; n += 1) {
      await expect(writeDurably(path, 'new', failingAt(n, errno))).rejects.toMatchObject({
        code: errno === 'ENOSPC' ? 'disk_full' : 'disk_io_error',
        context: { errno },
      });
      if (n < 5) expect(await readFile(path, 'utf8')).toBe('old');
    }
    await writeDurably(path, 'newer');
    expect(await readFile(path, 'utf8')).toBe('newer');
  });
});

describe('a JSON file under lowdb', () => {
  const Facts = z.strictObject({ name: z.string(), pairs: z.int() });
  type Facts = z.infer<typeof Facts>;
  const faults: string[] = [];
  const adapter = () =>
    new JsonFileAdapter<Facts>(join(folder, 'facts.json'), {
      parse: (value) => Facts.parse(value),
      onDamaged: (fault) => faults.push(fault.reason),
    });
  beforeEach(() => {
    faults.length = 0;
  });

  it('keeps facts across a restart', async () => {
    const before = new Low(adapter(), { name: 'layar', pairs: 0 });
    await before.read();
    await before.update((facts) => {
      facts.pairs = 3;
    });
    const after = new Low(adapter(), { name: '', pairs: 0 });
    await after.read();
    expect(after.data).toEqual({ name: 'layar', pairs: 3 });
    expect(faults).toEqual([]);
  });

  it('[F40] is told of any changed byte, and starts from its defaults', async () => {
    const path = join(folder, 'facts.json');
    await adapter().write({ name: 'layar', pairs: 3 });
    const good = await readFile(path);
    for (let at = 0; at < good.length; at += 1) {
      const bad = Buffer.from(good);
      bad[at] = (bad[at] ?? 0) ^ 1;
      await writeFile(path, bad);
      expect(await adapter().read()).toBeNull();
    }
    expect(faults).toEqual(Array.from(good, () => 'checksum'));
    await adapter().write({ name: 'layar', pairs: 4 });
    expect(await adapter().read()).toEqual({ name: 'layar', pairs: 4 });
  });

  it.each(['', 'sha256 ', '{"name":"layar","pairs":3}'])('[F40] does not believe %j', async (content) => {
    await writeFile(join(folder, 'facts.json'), content);
    expect(await adapter().read()).toBeNull();
    expect(faults).toEqual(['checksum']);
  });

  it('[F40] does not believe what its schema does not know', async () => {
    const strange = new JsonFileAdapter<unknown>(join(folder, 'facts.json'), {
      parse: (value) => value,
      onDamaged: () => expect.fail('was not read'),
    });
    await strange.write({ name: 'layar', pairs: 3, extra: true });
    expect(await adapter().read()).toBeNull();
    expect(faults).toEqual(['schema']);
  });

  it('throws when the disk cannot be read, since a missing file and an unknown one are not the same', async () => {
    const path = join(folder, 'a-folder');
    const here = new JsonFileAdapter(join(path, 'x'), {
      parse: (value) => Facts.parse(value),
      onDamaged: () => undefined,
    });
    await writeFile(path, '');
    await expect(here.read()).rejects.toMatchObject({
      code: 'storage_failed',
      context: { errno: 'ENOTDIR' },
    });
  });
});

describe('the segment log', () => {
  const damage: { segment: number; lines: number }[] = [];
  const openLog = (maxSegmentBytes = 100) =>
    new SegmentLog(join(folder, 'log'), { maxSegmentBytes, onDamaged: (fault) => damage.push(fault) });
  const all = async (log: SegmentLog) => {
    const records: unknown[] = [];
    for await (const segment of log.iterate()) records.push(...segment.records);
    return records;
  };
  beforeEach(() => {
    damage.length = 0;
  });

  it('gives records back in order, over segments and restarts', async () => {
    const records = Array.from({ length: 20 }, (_, play) => ({ play, title: 'baris\n\u2028\r“kutip”' }));
    for (const half of [records.slice(0, 10), records.slice(10)]) {
      const log = openLog();
      for (const record of half) await log.append([record]);
      await log.close();
    }
    const log = openLog();
    expect(await all(log)).toEqual(records);
    expect((await log.segments()).length).toBeGreaterThan(5);
    expect(damage).toEqual([]);
  });

  it('keeps the order of appends nobody waited for', async () => {
    const log = openLog();
    await Promise.all(Array.from({ length: 30 }, (_, play) => log.append([{ play }])));
    expect(await all(log)).toEqual(Array.from({ length: 30 }, (_, play) => ({ play })));
    await log.close();
  });

  it('removes what was delivered, but not the segment being written', async () => {
    const log = openLog(10_000);
    await log.append([{ play: 1 }]);
    await expect(log.remove(1)).rejects.toMatchObject({ code: 'segment_in_use' });
    await log.seal();
    await log.append([{ play: 2 }]);
    await log.remove(1);
    expect(await all(log)).toEqual([{ play: 2 }]);
    expect(await log.segments()).toEqual([2]);
    await log.close();
  });

  it('[F40] leaves out a torn tail and flipped bits, tells of them, and harms nothing else', async () => {
    const log = openLog(10_000);
    await log.append([{ play: 1 }, { play: 2 }, { play: 3 }]);
    await log.close();
    const path = join(folder, 'log', 'segment-000000000001.log');
    const content = await readFile(path, 'utf8');
    await writeFile(path, content.replace('"play":2', '"play":7').slice(0, -4));
    const reopened = openLog(10_000);
    expect(await all(reopened)).toEqual([{ play: 1 }]);
    expect(damage).toEqual([{ segment: 1, lines: 2 }]);
    await reopened.append([{ play: 4 }]);
    expect(await all(reopened)).toEqual([{ play: 1 }, { play: 4 }]);
    await reopened.close();
  });

  it('[F38] [F39] reports no record as stored on a full or failing disk, and goes on when it recovers', async () => {
    const log = new SegmentLog(join(folder, 'log'), { storage: failingAt(3, 'ENOSPC') });
    await expect(log.append([{ play: 1 }])).rejects.toMatchObject({ code: 'disk_full' });
    expect(await log.segments()).toEqual([]);
    await log.append([{ play: 1 }]);
    await log.append([{ play: 2 }]);
    expect(await all(log)).toEqual([{ play: 1 }, { play: 2 }]);
    await log.close();

    const failing = new SegmentLog(join(folder, 'log'), { storage: failingAt(6, 'EIO') });
    await failing.append([{ play: 3 }]);
    await expect(failing.append([{ play: 4 }])).rejects.toMatchObject({ code: 'disk_io_error' });
    await failing.append([{ play: 4 }]);
    const plays = (await all(failing)).map((record) => (record as { play: number }).play);
    expect([...new Set(plays)]).toEqual([1, 2, 3, 4]);
    await failing.close();
  });

  it('refuses a record JSON cannot hold', () => {
    const log = openLog();
    expect(() => log.append([undefined])).toThrow('has to be a JSON value');
  });
});
