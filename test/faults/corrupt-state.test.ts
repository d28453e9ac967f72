import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { testServer } from '../server/support/running-server.ts';
import { workFolder } from '../support/work-folder.ts';
import { figure } from './support/figure.ts';
import { full } from './support/length.ts';
import { seeded, type Dice } from './support/seed.ts';
import { updateScenario, type Device, type UpdateScenario } from './support/update-scenario.ts';

const WHOLE_MS = 28 * 60_000;
/** Files damaged in the short slice. */
const SAMPLES = 4;

/** Ways a file is found after a bad disk; null is a file that is gone. */
const DAMAGES: Readonly<Record<string, (content: Buffer, dice: Dice) => Buffer | null>> = {
  'a bit flipped': (content, dice) => {
    const copy = Buffer.from(content);
    const at = dice.between(0, copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << dice.between(0, 8));
    return copy;
  },
  'cut off': (content, dice) => content.subarray(0, dice.between(0, content.length)),
  emptied: () => Buffer.alloc(0),
  'all zeros': (content) => Buffer.alloc(content.length),
  garbage: (content, dice) => Buffer.from(content.map(() => dice.between(0, 256))),
  gone: () => null,
};

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

async function damage(path: string, how: string, dice: Dice): Promise<void> {
  const content = await readFile(path);
  // The head of a large file says enough, and dice are slow.
  const head = content.subarray(0, 5000);
  const damaged = DAMAGES[how]?.(head, dice) ?? null;
  if (damaged === null) await rm(path);
  else if (damaged.length < head.length) await writeFile(path, damaged);
  else await writeFile(path, Buffer.concat([damaged, content.subarray(5000)]));
}

/** What the page may play and really gets; what it gets is right to the byte. */
async function playable({ page }: Device, scenario: UpdateScenario): Promise<string[]> {
  const good: string[] = [];
  for (const item of page.state?.programme?.items ?? []) {
    if (item.kind === 'ticker' || page.state?.unavailable.includes(item.id)) continue;
    const served = await page
      .fetch(`/media/${item.mediaSha256}`)
      .then((answer) => (answer.ok ? answer.arrayBuffer() : null))
      .catch(() => null);
    if (served === null) continue;
    expect(scenario.files.get(item.mediaSha256)?.equals(Buffer.from(served)), item.id).toBe(true);
    good.push(item.id);
  }
  return good;
}

test(
  '[F40] any one file of a player is damaged in any way: it starts, the last good programme plays, all is mended',
  { timeout: WHOLE_MS },
  () =>
    seeded(async (dice, step) => {
      const scenario = await updateScenario();
      const { director } = scenario;
      const found = await filesOf(await scenario.copyOfDevice('device'));
      const files = full(found, dice.some(found, SAMPLES));
      const key = director.hellos.at(-1)?.publicKey;
      let cases = 0;
      for (const file of files) {
        const hows = Object.keys(DAMAGES);
        for (const how of full(hows, [hows[dice.between(0, hows.length)] ?? 'gone'])) {
          step(`${file} ${how}`);
          scenario.forget();
          const dataDir = await scenario.copyOfDevice('device');
          await damage(join(dataDir, file), how, dice);
          await director.stop();
          const device = await scenario.startDevice(dataDir);
          try {
            const held = device.service.status().manifestVersion;
            expect(held).toBeGreaterThanOrEqual(scenario.oldVersion - 1);
            await director.until(
              () => device.page.state?.manifestVersion === held,
              'the last good programme',
            );
            expect(await playable(device, scenario)).not.toEqual([]);

            const hellos = director.hellos.length;
            await director.start();
            await director.until(() => director.hellos.length > hellos, 'hello', 20_000);
            // Only a device that lost its key has to be paired again; it plays on meanwhile.
            const isNewKey = director.hellos.at(-1)?.publicKey !== key;
            expect(isNewKey && file !== 'identity.json', 'a key lost without need').toBe(false);
            if (isNewKey) director.pair();
            await director.until(
              () =>
                device.page.state?.manifestVersion === scenario.newVersion &&
                device.page.state.unavailable.length === 0,
              'all mended',
              20_000,
            );
            expect(await playable(device, scenario)).toEqual(['kota', 'ketiga']);
            if (!file.startsWith('plays')) await director.until(() => scenario.isOver(), 'plays delivered');
          } finally {
            await device.close();
            if (!director.isListening) await director.start();
          }
          cases += 1;
        }
      }
      figure(`${files.length} files, ${cases} damages: the programme played after each (seed ${dice.seed})`);
    }),
);

test('[F40] a server whose database is damaged says so and does not start over it', async () => {
  const dataDir = await workFolder();
  const first = await testServer({ dataDir });
  await first.close();
  const file = join(dataDir, 'wawar.sqlite');
  const whole = await readFile(file);
  const damaged: Record<string, Buffer> = {
    'first page zeroed': Buffer.concat([Buffer.alloc(4096), whole.subarray(4096)]),
    'cut in the middle of a page': whole.subarray(0, 4096 * 3 + 100),
    'not a database': Buffer.from('x'.repeat(whole.length)),
  };
  for (const [how, content] of Object.entries(damaged)) {
    await writeFile(file, content);
    for (const suffix of ['-wal', '-shm']) await rm(`${file}${suffix}`, { force: true });
    await expect(testServer({ dataDir }), how).rejects.toMatchObject({ code: 'database_unusable' });
    expect((await stat(file)).size, `${how}: left as it is`).toBe(content.length);
  }
  await writeFile(file, whole);
  const again = await testServer({ dataDir });
  await again.close();
  figure('server: 3 damages of its database told, none started over');
});
