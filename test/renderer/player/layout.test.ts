/** Where pictures are on the output: zones that come and go, and one canvas over several screens. */
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { ProgrammeItem } from '../../../core/model/programme.ts';
import { CODED_FPS, makeCodedStill, makeCodedVideo } from '../../support/coded-media.ts';
import { countFlaws } from '../../support/screen-flaws.ts';
import { alwaysEntry, fullZone, inTurn, pictureItem, tickerItem } from '../../support/screen-programme.ts';
import { Rig } from './rig.ts';

const PANEL = { widthPx: 640, heightPx: 320 };
const AIR_MS = 1500;
const CODES = { first: 0, second: 1, wall: 7 };
const TICKER_PX = 40;

let rig: Rig;
let first: ProgrammeItem;
let second: ProgrammeItem;

beforeAll(async () => {
  rig = await Rig.begin(PANEL);
  first = await video('first');
  second = await video('second');
});
afterEach(() => rig.rest());
afterAll(() => rig.end());

async function video(name: 'first' | 'second'): Promise<ProgrammeItem> {
  const frames = (AIR_MS / 1000) * CODED_FPS;
  const file = await makeCodedVideo({ item: CODES[name], frames, ...PANEL }, rig.folder);
  rig.screen.host.addMedia(file);
  return pictureItem(name, file, AIR_MS);
}

const mainZone = fullZone(PANEL.widthPx, PANEL.heightPx);
const tickerZone = {
  ...{ id: 'ticker' as const, x: 0, y: PANEL.heightPx - TICKER_PX },
  ...{ widthPx: PANEL.widthPx, heightPx: TICKER_PX },
};

it('zones that come and go, and fades, never let the page grow nor jolt the picture', async () => {
  const capture = await rig.fresh();
  const startMs = Date.now() + 300;
  const line = tickerItem('line', 'Bursa Kerja Tirtaraya', 3000);
  const parts = inTurn(first, second);
  const items = [...parts.items, line];
  const entries = [...parts.entries, alwaysEntry('line', ['line'], 'ticker')];
  const programme = (zones: (typeof mainZone)[]) => rig.programme(startMs, { items, entries, zones });
  const both = programme([mainZone, tickerZone]);
  rig.send(both, { output: { x: 0, y: 0, ...PANEL } });
  await rig.untilTold('shown', ({ zone }) => zone === 'ticker');
  const whole = (await rig.untilTold('alive', ({ atMs }) => atMs > startMs + 1000)).elements;
  for (let turn = 1; turn <= 8; turn += 1) {
    await capture.until((samples) => countFlaws(samples, 2).changes >= turn);
    rig.send(turn % 2 === 0 ? both : programme([mainZone]), {
      ...{ output: { x: 0, y: 0, ...PANEL }, manifestVersion: turn + 1 },
      transition: turn < 4 ? { kind: 'cut' } : { kind: 'cross_fade', durationMs: 200 },
    });
    await rig.untilTold('applied', ({ manifestVersion }) => manifestVersion === turn + 1);
  }
  const elements = rig.told('alive').map((message) => message.elements);
  expect(elements.length).toBeGreaterThan(8);
  expect(Math.max(...elements)).toBe(whole);
  expect(countFlaws(capture.samples, 2)).toMatchObject({ black: 0, stale: 0 });
  const stops = rig.told('ended').filter(({ zone, complete }) => zone === 'main' && !complete);
  expect(stops).toEqual([]);
}, 120_000);

it('a screen of a wall shows its part of the canvas', async () => {
  const canvas = { widthPx: 1280, heightPx: 640, x: 512, y: 200 };
  const picture = await makeCodedStill(
    { item: CODES.wall, widthPx: canvas.widthPx, heightPx: canvas.heightPx, left: canvas.x, top: canvas.y },
    rig.folder,
  );
  rig.screen.host.addMedia(picture);
  const capture = await rig.fresh();
  const wall = pictureItem('wall', picture, AIR_MS);
  rig.send(rig.programme(Date.now() - 100, { ...inTurn(wall), group: { id: 'wall', canvas } }));
  await capture.until((samples) => {
    const last = samples.at(-1);
    return last?.kind === 'frame' && last.item === CODES.wall;
  });
});
