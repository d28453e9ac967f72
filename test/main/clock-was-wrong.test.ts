/** What a player notes while its server's clock is a year ahead for a minute must not stand until that year. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Faults } from '../../main/faults.ts';
import { Postponed } from '../../main/store/postponed.ts';
import { Blanking } from '../../main/sync/blanking.ts';
import { nodeStorage } from '../../media/store/index.ts';

const YEAR_MS = 365 * 86_400_000;
const NOW_MS = 1_800_000_000_000;
const silent = () => undefined;

test('a panel blanked then is lit as soon as the time is right again', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'wawar-blank-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  let nowMs = NOW_MS + YEAR_MS;
  const blanking = await Blanking.open({
    store: { dataDir, storage: nodeStorage, postponed: new Postponed() },
    nowMs: () => nowMs,
    log: { info: silent, warn: silent, error: silent },
  });
  await blanking.blank(null);
  expect(blanking.isBlanked).toBe(true);
  nowMs = NOW_MS;
  expect(blanking.isBlanked).toBe(false);
});

test('a fault told then is over as soon as the time is right again', () => {
  let nowMs = NOW_MS + YEAR_MS;
  const faults = new Faults(() => nowMs, silent);
  faults.raise('manifest_expired', 'version 1');
  expect(faults.list()).toHaveLength(1);
  nowMs = NOW_MS;
  faults.raise('clock_stepped', 'set right');
  expect(faults.list().map(({ code }) => code)).toEqual(['clock_stepped']);
});
