import { expect, test } from 'vitest';
import { FillingStorage } from './support/filling-storage.ts';
import { figure } from './support/figure.ts';
import { isFull } from './support/length.ts';
import { seeded } from './support/seed.ts';
import { updateScenario, type UpdateScenario } from './support/update-scenario.ts';

const SAMPLES = 4;
/** How many calls an update takes is not always the same: the last ones may not be met. */
const VARIES_BY = 8;

/** Lets a player start and update on a disk that fills at one of its calls, and sees that it plays on all the same. */
async function updateUntilFull(
  scenario: UpdateScenario,
  dataDir: string,
  fullAt: number,
): Promise<FillingStorage> {
  const { director } = scenario;
  scenario.forget();
  const disk = new FillingStorage(fullAt);
  const { page, close } = await scenario.startDevice(dataDir, disk.storage);
  page.played('kedua', Date.now());
  await director.until(() => disk.isFull || scenario.isOver(), `end of call ${fullAt}`, 60_000);
  const mayPlay = () =>
    page.state?.programme?.items.filter(({ id }) => !page.state?.unavailable.includes(id));
  await director.until(() => mayPlay()?.some(({ id }) => id === 'kota') === true, 'a picture');
  await close();
  return disk;
}

test(
  '[F38] a disk that fills at every call that needs room: the player starts, plays on and ends, and all comes with the next start',
  { timeout: 28 * 60_000 },
  () =>
    seeded(async (dice, step) => {
      const scenario = await updateScenario();
      const { calls } = await updateUntilFull(scenario, await scenario.copyOfDevice('untouched'), 0);
      const all = Array.from({ length: calls }, (_, index) => index + 1);
      const held = new Map<number, number>();
      let filled = 0;
      for (const fullAt of isFull ? all : dice.some(all.slice(0, -VARIES_BY), SAMPLES)) {
        step(`call ${fullAt} of ${calls}`);
        const dataDir = await scenario.copyOfDevice('device');
        if ((await updateUntilFull(scenario, dataDir, fullAt)).isFull) filled += 1;
        const delivered = [...scenario.director.plays];
        scenario.forget();
        for (const [key, play] of delivered) scenario.director.plays.set(key, play);
        const version = await scenario.expectSurvived(dataDir);
        held.set(version, (held.get(version) ?? 0) + 1);
      }
      expect(filled).toBeGreaterThanOrEqual(isFull ? calls - VARIES_BY : SAMPLES);
      const { oldVersion, newVersion } = scenario;
      figure(
        `full at ${filled} of ${calls} calls that need room: ${held.get(oldVersion) ?? 0}× old, ${held.get(newVersion) ?? 0}× new, 0 torn (seed ${dice.seed})`,
      );
    }),
);
