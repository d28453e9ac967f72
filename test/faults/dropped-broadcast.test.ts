import { expect, test } from 'vitest';
import { picture } from '../main/player-rig.ts';
import { figure } from './support/figure.ts';
import { full } from './support/length.ts';
import { playing, untilWhole } from './support/playing.ts';
import { seeded } from './support/seed.ts';

const CHANGES = full(150, 25);

test(
  '[F14] however often the line drops during a series of changes, all of them arrive, in order',
  { timeout: 15 * 60_000 },
  () =>
    seeded(async (dice, step) => {
      const { rig } = await playing();
      const { director } = rig;
      const items = [{ id: 'kota', bytes: picture(500), evergreen: true }];
      let last = 0;
      let drops = 0;
      for (let change = 1; change <= CHANGES; change += 1) {
        step(`change ${change} of ${CHANGES}`);
        items.push({ id: `item-${change}`, bytes: picture(200), evergreen: false });
        const how = dice.next();
        if (how < 0.1) await director.stop();
        ({ version: last } = director.publish(items));
        if (how < 0.1) await director.start();
        else if (how < 0.4) director.cutDevice();
        if (how < 0.4) drops += 1;
        // Some changes come while the player is away, some while it fetches, some when it is done.
        if (dice.next() < 0.4)
          await director.until(() => rig.page.state?.manifestVersion === last, `version ${last}`, 60_000);
      }
      await untilWhole(rig, last);
      const versions = rig.page.states.flatMap(({ manifestVersion }) => manifestVersion ?? []);
      expect(versions).toEqual(versions.toSorted((a, b) => a - b));
      expect(rig.page.state?.programme?.items).toHaveLength(CHANGES + 1);
      await director.until(() => director.applied.at(-1)?.manifestVersion === last, 'acknowledged');
      const acknowledged = director.applied.map(({ manifestVersion }) => manifestVersion);
      expect(acknowledged).toEqual(acknowledged.toSorted((a, b) => a - b));
      figure(`${CHANGES} changes, ${drops} drops: the last is on, none out of order (seed ${dice.seed})`);
    }),
);
