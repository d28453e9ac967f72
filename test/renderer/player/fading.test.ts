/** Cross-fades in pixels of a real screen. Two grey videos, each with a dark bar that moves in a band of its own. */
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { ProgrammeItem } from '../../../core/model/programme.ts';
import { CODED_FPS, encodeVideo } from '../../support/coded-media.ts';
import { inTurn, pictureItem } from '../../support/screen-programme.ts';
import { Rig } from './rig.ts';

const PANEL = { widthPx: 640, heightPx: 320 };
const AIR_MS = 4000;
const FADE = { kind: 'cross_fade', durationMs: 2000 } as const;
const BAND_PX = 16;
const BAR_PX = 16;
const PX_A_FRAME = 4;
/** Where on the screen the bar of each is looked for, from the top. */
const BANDS = { first: 0, second: 1 };

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

async function video(name: keyof typeof BANDS): Promise<ProgrammeItem> {
  const { widthPx, heightPx } = PANEL;
  const frames = (AIR_MS / 1000) * CODED_FPS;
  const file = await encodeVideo(join(rig.folder, `${name}.mp4`), { ...PANEL, frames }, (frame) => {
    const plane = Buffer.alloc(widthPx * heightPx, 190);
    const left = frame * PX_A_FRAME;
    for (let row = BANDS[name] * BAND_PX; row < (BANDS[name] + 1) * BAND_PX; row += 1) {
      plane.fill(40, row * widthPx + left, row * widthPx + left + BAR_PX);
    }
    return plane;
  });
  rig.screen.host.addMedia(file);
  return pictureItem(name, file, AIR_MS);
}

/** How dark a band's bar is against its surroundings, 0 … about 175, and where it is. */
interface Bar {
  depth: number;
  leftPx: number;
}

interface Sight {
  atMs: number;
  first: Bar;
  second: Bar;
  /** Of what has no bar in it. */
  grey: number;
}

const isGrey = ({ grey }: Sight) => grey > 100;
const isDeep = (depth: number) => depth > 120;
const isFaint = (depth: number) => depth < 12;
const isBoth = (sight: Sight) => !isFaint(sight.first.depth) && !isFaint(sight.second.depth);

function read(grey: Buffer): Sight {
  const level = median(grey.subarray(BAND_PX * 2 * PANEL.widthPx));
  return {
    atMs: Date.now(),
    grey: level,
    first: bar(grey, BANDS.first, level),
    second: bar(grey, BANDS.second, level),
  };
}

function bar(grey: Buffer, band: number, level: number): Bar {
  const from = (band * BAND_PX + BAND_PX / 2) * PANEL.widthPx;
  const row = grey.subarray(from, from + PANEL.widthPx);
  const darkest = row.reduce((least, value) => Math.min(least, value), 255);
  return { depth: level - darkest, leftPx: row.findIndex((value) => value < (level + darkest) / 2) };
}

const median = (values: Uint8Array): number => values.toSorted()[Math.floor(values.length / 2)] ?? 0;

async function watched() {
  await rig.fresh();
  await rig.rest();
  return await rig.watch({ ...PANEL, heightPx: BAND_PX * 3 }, read);
}

it('one picture fades into the next around the change: both move, and the light never dips', async () => {
  const seen = await watched();
  const startMs = Date.now() + 500;
  rig.send(rig.programme(startMs, inTurn(first, second)), { transition: FADE });
  await seen.until((samples) => samples.some(isBoth) && isFaint(samples.at(-1)?.first.depth ?? 0), 30_000);
  const changed = await rig.untilTold('shown', ({ itemId }) => itemId === 'second');
  const sights = seen.samples.filter(isGrey);
  const fade = sights.filter(isBoth);
  expect(fade.length).toBeGreaterThan(20);
  const levels = sights.slice(2).map(({ grey }) => grey);
  expect(Math.max(...levels) - Math.min(...levels)).toBeLessThan(8);
  const begun = fade[0]!;
  const ended = fade.at(-1)!;
  // At half speed for two seconds, less what is too faint to be told.
  const wayPx = ((FADE.durationMs / 1000) * CODED_FPS * PX_A_FRAME) / 2;
  for (const one of ['first', 'second'] as const) {
    const positions = fade.map((sight) => sight[one].leftPx);
    expect(positions.toSorted((a, b) => a - b)).toEqual(positions);
    expect(new Set(positions).size).toBeGreaterThan(10);
    expect(ended[one].leftPx - begun[one].leftPx).toBeGreaterThan(wayPx * 0.5);
  }
  expect(begun.first.depth).toBeGreaterThan(begun.second.depth);
  expect(ended.first.depth).toBeLessThan(ended.second.depth);
  // The slot did not move, and the change lies in the fade's middle.
  expect(Math.abs(changed.startMs - (startMs + AIR_MS))).toBeLessThan(100);
  const sightOfChange = fade.find(({ atMs }) => atMs >= startMs + AIR_MS)!;
  const share = sightOfChange.second.depth / (sightOfChange.first.depth + sightOfChange.second.depth);
  expect(share).toBeGreaterThan(0.3);
  expect(share).toBeLessThan(0.7);
});

it('after the fade the picture is where the plan says', async () => {
  const seen = await watched();
  const startMs = Date.now() - AIR_MS + 2500;
  rig.send(rig.programme(startMs, inTurn(first, second)), { transition: FADE });
  const offPx = ({ atMs, second: { leftPx } }: Sight) =>
    Math.abs(((atMs - startMs - AIR_MS) / 1000) * CODED_FPS * PX_A_FRAME - leftPx);
  await seen.until(
    (samples) =>
      samples.length > 30 &&
      samples
        .slice(-15)
        .every(({ first: one, second: other }) => isFaint(one.depth) && isDeep(other.depth)) &&
      Math.min(...samples.slice(-15).map(offPx)) < 3 * PX_A_FRAME,
    30_000,
  );
});

it('what is withdrawn while it fades out is gone at once', async () => {
  const seen = await watched();
  const startMs = Date.now() - AIR_MS + 2500;
  const parts = inTurn(first, second);
  rig.send(rig.programme(startMs, parts), { transition: FADE });
  const changed = await rig.untilTold('shown', ({ itemId }) => itemId === 'second');
  const withdrawn = [{ itemId: 'first', atMs: Date.now() }];
  rig.send(rig.programme(startMs, { ...parts, withdrawn }), { transition: FADE, manifestVersion: 2 });
  const { atMs } = await rig.untilTold('applied', ({ manifestVersion }) => manifestVersion === 2);
  await seen.until((samples) => (samples.at(-1)?.atMs ?? 0) > atMs + 300);
  const after = seen.samples.filter((sight) => sight.atMs > atMs + 150);
  expect(after.every((sight) => isFaint(sight.first.depth) && isDeep(sight.second.depth))).toBe(true);
  expect(rig.told('shown').filter(({ startMs: at }) => at > changed.startMs)).toEqual([]);
});

it('an emergency does not fade in', async () => {
  const seen = await watched();
  const emergency: ProgrammeItem = { ...second, emergency: true };
  rig.send(rig.programme(Date.now() - AIR_MS + 2500, inTurn(first, emergency)), { transition: FADE });
  await seen.until((samples) => isDeep(samples.at(-1)?.second.depth ?? 0), 30_000);
  // One sample may catch both halves of the change.
  expect(seen.samples.filter((sight) => isGrey(sight) && isBoth(sight)).length).toBeLessThanOrEqual(1);
});
