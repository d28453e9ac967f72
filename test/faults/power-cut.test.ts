import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { figure } from './support/figure.ts';
import { isFull } from './support/length.ts';
import { seeded } from './support/seed.ts';
import { updateScenario, type UpdateScenario } from './support/update-scenario.ts';
import { VolatileDisk } from './support/volatile-disk.ts';

const WHOLE_MS = 28 * 60_000;
const SAMPLES = 4;

/** Lets a player update on a disk whose power is cut at one of its calls. */
async function updateUntilCut(
  scenario: UpdateScenario,
  dataDir: string,
  cutAt: number,
): Promise<VolatileDisk> {
  const { director } = scenario;
  scenario.forget();
  const disk = await VolatileDisk.open(dataDir, cutAt);
  let isCut = false;
  void disk.cut.then(() => (isCut = true));
  // The device dies with its power: how the service takes that is nobody's business any more.
  const player = await scenario.startDevice(dataDir, disk.storage).catch(() => null);
  if (player === null) return disk;
  player.page.played('kedua', Date.now());
  await director.until(() => isCut || scenario.isOver(), `end of call ${cutAt}`, 60_000);
  await player.close().catch(() => undefined);
  return disk;
}

test(
  '[F37] writes that were not synced are lost in a power cut, and the player holds the old version or the new one, whole',
  { timeout: WHOLE_MS },
  () =>
    seeded(async (dice, step) => {
      const scenario = await updateScenario();
      const { calls } = await updateUntilCut(scenario, await scenario.copyOfDevice('untouched'), 0);
      const all = Array.from({ length: calls }, (_, index) => index + 1);
      const held = new Map<number, number>();
      const cuts = isFull ? all : dice.some(all, SAMPLES);
      for (const [index, cutAt] of cuts.entries()) {
        const disk = await updateUntilCut(scenario, await scenario.copyOfDevice('device'), cutAt);
        const delivered = [...scenario.director.plays];
        const remains = join(scenario.folder, 'remains');
        // In full each cut leaves both: nothing unsynced, and a random part of it.
        const kinds = isFull ? [null, dice] : [index % 2 === 0 ? null : dice];
        for (const some of kinds) {
          step(`call ${cutAt} of ${calls}, ${some ? 'some' : 'nothing'} unsynced left`);
          await rm(remains, { recursive: true, force: true });
          await disk.writeRemains(remains, some);
          scenario.forget();
          for (const [key, play] of delivered) scenario.director.plays.set(key, play);
          const version = await scenario.expectSurvived(remains);
          held.set(version, (held.get(version) ?? 0) + 1);
        }
      }
      const { oldVersion, newVersion } = scenario;
      expect([...held.values()].reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(cuts.length);
      figure(
        `power cut at ${cuts.length} of ${calls} storage calls: ${held.get(oldVersion) ?? 0}× old, ${held.get(newVersion) ?? 0}× new, 0 torn (seed ${dice.seed})`,
      );
    }),
);
