import { join } from 'node:path';
import { Low } from 'lowdb';
import { expect, test } from 'vitest';
import { DataBudget } from '../../../main/cache/data-budget.ts';
import { UsageRecord } from '../../../main/store/records.ts';
import { JsonFileAdapter, nodeStorage, type StoragePort } from '../../../media/store/index.ts';
import { workFolder } from '../../support/work-folder.ts';

const silent = () => undefined;

async function openBudget(folder: string, storage: StoragePort = nodeStorage) {
  const adapter = new JsonFileAdapter<UsageRecord>(join(folder, 'usage.json'), {
    parse: (value) => UsageRecord.parse(value),
    onDamaged: silent,
    storage,
  });
  const usage = new Low<UsageRecord>(adapter, (await adapter.read()) ?? { month: null, bytes: 0 });
  const seen = { month: '2026-11' as string | null, limitMb: null as number | null, spent: 0, faults: 0 };
  const budget = new DataBudget({
    usage,
    month: () => seen.month,
    limitMb: () => seen.limitMb,
    onSpent: () => (seen.spent += 1),
    onFault: () => (seen.faults += 1),
    log: { info: silent, warn: silent, error: silent },
  });
  return { budget, seen };
}

test('what was counted is there after a restart', async () => {
  const folder = await workFolder();
  const { budget } = await openBudget(folder);
  budget.refresh();
  budget.count(1234);
  await budget.close();
  const again = await openBudget(folder);
  again.budget.refresh();
  expect(again.budget.monthBytes()).toBe(1234);
});

test('is on disk by itself within seconds, so that a power cut forgets no more', async () => {
  const folder = await workFolder();
  const { budget } = await openBudget(folder);
  budget.refresh();
  budget.count(77);
  await expect.poll(async () => (await openBudget(folder)).budget.monthBytes(), { timeout: 20_000 }).toBe(77);
  await budget.close();
});

test('a new month begins at nought, and an old one never comes back', async () => {
  const { budget, seen } = await openBudget(await workFolder());
  budget.refresh();
  budget.count(500);
  seen.month = '2026-12';
  budget.refresh();
  expect(budget.monthBytes()).toBe(0);
  budget.count(7);
  seen.month = '2026-11';
  budget.refresh();
  expect(budget.monthBytes()).toBe(7);
  await budget.close();
});

test('without signed time no month begins', async () => {
  const { budget, seen } = await openBudget(await workFolder());
  budget.refresh();
  budget.count(500);
  seen.month = null;
  budget.refresh();
  expect(budget.monthBytes()).toBe(500);
  await budget.close();
});

test('tells once when the limit is reached', async () => {
  const { budget, seen } = await openBudget(await workFolder());
  seen.limitMb = 1;
  budget.count(999_999);
  expect(budget.isSpent()).toBe(false);
  budget.count(1);
  budget.count(1);
  expect(budget.isSpent()).toBe(true);
  expect(seen.spent).toBe(1);
  await budget.close();
});

test('on a failing disk it goes on counting and stores it when it can', async () => {
  const folder = await workFolder();
  let isBroken = true;
  const storage: StoragePort = {
    ...nodeStorage,
    open: (path, keepBytes) =>
      isBroken ? Promise.reject(new Error('no disk')) : nodeStorage.open(path, keepBytes),
  };
  const { budget, seen } = await openBudget(folder, storage);
  budget.count(10);
  await expect.poll(() => seen.faults, { timeout: 20_000 }).toBe(1);
  isBroken = false;
  budget.count(5);
  await budget.close();
  expect((await openBudget(folder)).budget.monthBytes()).toBe(15);
});
