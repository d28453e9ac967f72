import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { expect, it, onTestFinished } from 'vitest';
import { Health as HealthStatus } from '../../../core/protocol/device.ts';
import { Faults } from '../../../main/faults.ts';
import { familyMemoryBytes } from '../../../main/health/family-memory.ts';
import { Health } from '../../../main/health/health.ts';
import { Heat } from '../../../main/health/heat.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const noFaults = () =>
  new Faults(
    () => 0,
    () => undefined,
  );

it('reads the machine as it is, and leaves out what it has no sensor for', async () => {
  const health = new Health({
    ...{ dataDir: tmpdir(), faults: noFaults(), nowMs: () => 1_700_000_000_123.4, log: quiet },
    cacheBytes: () => Promise.resolve(5000),
    temperatureC: () => Promise.resolve(null),
  });
  onTestFinished(() => health.close());
  health.heard({ type: 'alive', droppedFrames: 7, elements: 40 });
  await health.read();
  await health.read();
  const latest = HealthStatus.parse(health.latest);
  expect(latest).toMatchObject({
    ...{ atMs: 1_700_000_000_123, temperatureC: null, droppedFrames: 7, cacheBytes: 5000 },
    ...{ monthBytes: 0, brightnessPercent: null },
  });
  expect(latest.memoryFreeBytes).toBeLessThan(latest.memoryTotalBytes);
  expect(latest.diskFreeBytes).toBeLessThanOrEqual(latest.diskTotalBytes ?? 0);
  expect(latest.playerMemoryBytes).toBeGreaterThan(10_000_000);
});

it('the system’s own sensor answers with a temperature or with none', async () => {
  const health = new Health({
    ...{ dataDir: tmpdir(), faults: noFaults(), nowMs: () => 0, log: quiet },
    cacheBytes: () => Promise.resolve(0),
  });
  onTestFinished(() => health.close());
  await health.read();
  expect(HealthStatus.safeParse(health.latest).success).toBe(true);
});

it('a reading that fails keeps the one before and says so', async () => {
  const warned: string[] = [];
  let isBroken = false;
  const health = new Health({
    ...{ dataDir: tmpdir(), faults: noFaults(), nowMs: () => 1 },
    log: { ...quiet, warn: (event) => warned.push(event) },
    cacheBytes: () => (isBroken ? Promise.reject(new Error('EIO')) : Promise.resolve(1)),
    temperatureC: () => Promise.resolve(40),
  });
  onTestFinished(() => health.close());
  await health.read();
  isBroken = true;
  await health.read();
  expect(health.latest?.temperatureC).toBe(40);
  expect(warned).toEqual(['health_not_read']);
});

it('heat is told from the second hot reading on, and until it is clearly cooler', () => {
  const faults = noFaults();
  const heat = new Heat(faults);
  const codesAfter = (temperatureC: number) => {
    heat.measured(temperatureC);
    return faults.list().map(({ code }) => code);
  };
  expect(codesAfter(90)).toEqual([]);
  expect(codesAfter(70)).toEqual([]);
  expect(codesAfter(86)).toEqual([]);
  expect(codesAfter(85)).toEqual(['overheated']);
  expect(codesAfter(80)).toEqual(['overheated']);
  expect(codesAfter(76)).toEqual(['overheated']);
  expect(codesAfter(75)).toEqual([]);
  expect(codesAfter(84)).toEqual([]);
});

it('the player’s memory is that of its whole family', async () => {
  const alone = await familyMemoryBytes(process.pid);
  const script =
    "globalThis.kept = Buffer.alloc(80e6, 1); process.stdout.write('ready'); setInterval(() => {}, 1000)";
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  const grown = (await familyMemoryBytes(process.pid)) - alone;
  if (process.platform === 'linux') expect(grown).toBeGreaterThan(70_000_000);
});
