/** A system clock that jumps under the real player with its real page: what is seen, and what is counted. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { jsonLog } from '../../main/log.ts';
import { ChromiumShell } from '../../main/shell/chromium/chromium-shell.ts';
import { findChromium } from '../../main/shell/chromium/find.ts';
import { startPairedRig } from '../main/player-rig.ts';
import { CODED_FPS, makeCodedStill, makeCodedVideo } from '../support/coded-media.ts';
import { startDesktop } from '../support/desktop.ts';
import { buildPage } from '../support/player-screen.ts';
import { captureCodes } from '../support/screen-capture.ts';
import { changesSeen, countFlaws } from '../support/screen-flaws.ts';
import { workFolder } from '../support/work-folder.ts';
import { figure } from './support/figure.ts';
import { full } from './support/length.ts';
import { untilWhole } from './support/playing.ts';
import { seeded, type Dice } from './support/seed.ts';

const PANEL = { widthPx: 384, heightPx: 192 };
const ITEMS = 3;
const AIR_MS = 1000;
const HOUR_MS = 3_600_000;
/** No part of an item's length, so that steps come at ever other moments of it. */
const STEP_EVERY_MS = 1300;
const PLAYS = full(120, 7);

/** By how many hours the system clock is off, step after step, and over again. */
function walk(dice: Dice): number[] {
  let hours = 0;
  const there = Array.from({ length: 20 }, () => (hours += dice.next() < 0.5 ? 1 : -1));
  return [...there, ...there.toReversed().slice(1, -1)];
}

/** The page's program on a machine whose clock is off by that; answers its folder. */
async function pageOn(steppedNow: string): Promise<string> {
  const folder = await buildPage();
  onTestFinished(() => rm(folder, { recursive: true }));
  const index = join(folder, 'index.html');
  const html = await readFile(index, 'utf8');
  await writeFile(index, html.replace('<head>', '<head><script src="/stepped.js"></script>'));
  await writeFile(
    join(folder, 'stepped.js'),
    `const trueNow = Date.now; const stepped = ${steppedNow}; Date.now = () => stepped(trueNow());`,
  );
  return folder;
}

async function codedItems() {
  const folder = await workFolder();
  const made = Array.from({ length: ITEMS }, async (_, item) => {
    const frames = (AIR_MS / 1000) * CODED_FPS;
    const { path, type } =
      item === 1
        ? await makeCodedStill({ item, ...PANEL }, folder)
        : await makeCodedVideo({ item, frames, ...PANEL }, folder);
    return { id: `gambar-${item}`, bytes: await readFile(path), type, airDurationMs: AIR_MS };
  });
  return Promise.all(made);
}

test(
  '[F43] the system clock is set by an hour again and again → the real page shows no black and nothing twice, and every play is delivered, each once',
  { timeout: 10 * 60_000 },
  () =>
    seeded(async (dice, step) => {
      const hours = walk(dice);
      step(`hours off ${hours.join()}`);
      const offMs = `((nowMs) => nowMs + ${JSON.stringify(hours)}[Math.floor(nowMs / ${STEP_EVERY_MS}) % ${hours.length}] * ${HOUR_MS})`;
      const stepped = (nowMs: number) =>
        nowMs + (hours[Math.floor(nowMs / STEP_EVERY_MS) % hours.length] ?? 0) * HOUR_MS;
      const rig = await startPairedRig({
        rendererDir: await pageOn(offMs),
        nowMs: () => stepped(Date.now()),
      });
      const wanted = await codedItems();
      const { programme } = rig.director.publish(wanted);
      const zones = [{ id: 'main' as const, x: 0, y: 0, ...PANEL }];
      const entries = programme.entries.slice(0, 1).map((entry) => ({
        ...entry,
        itemIds: wanted.map(({ id }) => id),
      }));
      await untilWhole(
        rig,
        rig.director.publish(wanted, { programme: { ...programme, zones, entries } }).version,
      );

      const desktop = await startDesktop(PANEL.widthPx, PANEL.heightPx);
      process.env['DISPLAY'] = desktop.display;
      const shell = new ChromiumShell({
        ...{ executable: await findChromium(process.env), headless: false, kiosk: true },
        ...{ rect: { x: 0, y: 0, ...PANEL }, log: jsonLog(process.stderr, Date.now) },
      });
      const seen = await captureCodes(desktop.display, 0, 0);
      onTestFinished(async () => {
        await shell.close();
        await seen.stop();
        await desktop.close();
      });
      await shell.show(rig.service.entry);
      await rig.director.until(() => rig.director.plays.size >= PLAYS, 'plays', 5 * 60_000);

      // Its last samples are still on their way.
      await seen.until(changesSeen(PLAYS, ITEMS));
      const flaws = countFlaws(seen.samples, ITEMS);
      expect(flaws).toMatchObject({ black: 0, stale: 0 });
      const plays = [...rig.director.plays.values()].toSorted((a, b) => a.sequence - b.sequence);
      const first = wanted.findIndex(({ id }) => id === plays[0]?.itemId);
      expect(plays.map(({ itemId }) => itemId)).toEqual(
        plays.map((_, index) => wanted[(first + index) % ITEMS]?.id),
      );
      // Whoever joined the first one in its middle did not see it whole.
      expect(plays.slice(1).filter(({ complete }) => !complete)).toEqual([]);
      const gaps = plays.slice(1).map(({ startMs }, index) => startMs - (plays[index]?.endMs ?? 0));
      expect(gaps).toEqual(gaps.map(() => 0));
      expect(Math.abs((plays.at(-1)?.endMs ?? 0) - Date.now())).toBeLessThan(HOUR_MS / 2);
      const codes = rig.director.statuses.flatMap(({ faults }) => faults).map(({ code }) => code);
      expect(codes).toContain('clock_stepped');
      figure(
        `with the real page ${Math.round((PLAYS * AIR_MS) / STEP_EVERY_MS)} steps, ${plays.length} plays: 0 black, 0 stale, 0 lost, 0 doubled (seed ${dice.seed})`,
      );
    }),
);
