import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { ProgrammeItem } from '../../../core/model/programme.ts';
import { carryInAt } from '../../../core/schedule/index.ts';
import { CODED_FPS, makeCodedStill, makeCodedVideo } from '../../support/coded-media.ts';
import { countFlaws } from '../../support/screen-flaws.ts';
import { alwaysEntry, inTurn, pictureItem } from '../../support/screen-programme.ts';
import { framesOff, Rig } from './rig.ts';

/** Not the two to one of an empty canvas. */
const PANEL = { widthPx: 640, heightPx: 256 };
const AIR_MS = 1500;
const LONG_AIR_MS = 12_000;

/** A frame of a running video that stands for a third of a second at sixty samples a second. */
const FROZEN_SAMPLES = 20;

/** In a recipe for three items, `items[n]` shows code n. */
const CODES = { first: 0, second: 1, third: 2, still: 1, long: 5 };

let rig: Rig;
let first: ProgrammeItem;
let second: ProgrammeItem;
let third: ProgrammeItem;
let still: ProgrammeItem;
let long: ProgrammeItem;

beforeAll(async () => {
  rig = await Rig.begin(PANEL);
  first = await video('first', AIR_MS);
  second = await video('second', AIR_MS);
  third = await video('third', AIR_MS);
  long = await video('long', LONG_AIR_MS);
  const picture = await makeCodedStill({ item: CODES.still, ...PANEL }, rig.folder);
  rig.screen.host.addMedia(picture);
  still = pictureItem('still', picture, AIR_MS);
});
afterEach(() => rig.rest());
afterAll(() => rig.end());

async function video(name: 'first' | 'second' | 'third' | 'long', airMs: number): Promise<ProgrammeItem> {
  const frames = (airMs / 1000) * CODED_FPS;
  const file = await makeCodedVideo({ item: CODES[name], frames, ...PANEL }, rig.folder);
  rig.screen.host.addMedia(file);
  return pictureItem(name, file, airMs);
}

it('changes from video to still to video without black and without going back', async () => {
  const capture = await rig.fresh();
  rig.send(rig.programme(Date.now() + 500, inTurn(first, still, third)));
  await capture.until((samples) => countFlaws(samples, 3).changes >= 3);
  expect(countFlaws(capture.samples, 3)).toMatchObject({ black: 0, stale: 0, unreadable: 0 });
});

it('changes between frame rates and sizes without black, without going back, and no picture stands still', async () => {
  const airMs = 1200;
  const made = [
    { fps: 25, scale: 1.5 },
    { fps: 60, scale: 2 },
    { fps: 30, scale: 0.5 },
    { fps: 50, scale: 1.25 },
  ];
  const items = await Promise.all(
    made.map(async ({ fps, scale }, item) => {
      const size = { widthPx: PANEL.widthPx * scale, heightPx: PANEL.heightPx * scale };
      const file = await makeCodedVideo(
        { item, frames: (fps * airMs) / 1000, fps, scale, ...size },
        rig.folder,
      );
      rig.screen.host.addMedia(file);
      return pictureItem(`mixed-${String(item)}`, file, airMs);
    }),
  );
  const picture = await makeCodedStill({ item: items.length, ...PANEL }, rig.folder);
  rig.screen.host.addMedia(picture);
  items.push(pictureItem('mixed-still', picture, airMs));
  const capture = await rig.fresh();
  rig.send(rig.programme(Date.now() + 500, inTurn(...items)));
  await capture.until((samples) => countFlaws(samples, items.length).changes >= 2 * items.length + 1);
  const flaws = countFlaws(capture.samples, items.length);
  expect(flaws).toMatchObject({ black: 0, stale: 0, unreadable: 0 });
  const isStill = ({ item }: { item: number }) => item === made.length;
  expect(flaws.holds.filter((hold) => !isStill(hold) && hold.samples >= FROZEN_SAMPLES)).toEqual([]);
  // Each at its own speed: its last frames are seen just before it goes.
  const frames = capture.samples.flatMap((seen) => (seen.kind === 'frame' ? [seen] : []));
  const lasts = frames.filter((seen, index) => seen.item !== (frames[index + 1] ?? seen).item);
  for (const { item, frame } of lasts.filter((seen) => !isStill(seen))) {
    expect((frame * 1000) / (made[item]?.fps ?? NaN)).toBeGreaterThan(airMs - 300);
  }
  expect(rig.told('failed')).toEqual([]);
});

it('joins a video that is already running where it should be', async () => {
  const capture = await rig.fresh();
  const startMs = Date.now() - 4000;
  rig.send(rig.programme(startMs, inTurn(long)));
  await rig.untilTold('shown');
  // Given a moment to make up what loading took.
  await capture.until((samples) => Math.abs(framesOff(samples.slice(-30), CODES.long, startMs)) < 4);
});

it('lets a picture that lags a little catch up by its speed, and jumps only when it lags much', async () => {
  const hold = (fromMs: number, forMs: number) => `
    let hasHeld = false;
    setInterval(() => {
      const video = [...document.querySelectorAll('video')].find((each) => !each.paused);
      if (hasHeld || !video || video.currentTime * 1000 < ${String(fromMs)}) return;
      hasHeld = true;
      video.pause();
      setTimeout(() => video.play(), ${String(forMs)});
    }, 20);`;
  for (const [heldMs, jumps] of [
    [250, 0],
    [700, 1],
  ] as const) {
    const capture = await rig.fresh(hold(1500, heldMs));
    const startMs = Date.now() + 500;
    rig.send(rig.programme(startMs, inTurn(long)));
    await capture.until(
      (samples) => samples.length > 4 && framesOff(samples.slice(-4), CODES.long, startMs) > 5,
    );
    capture.forget();
    await capture.until(
      (samples) => samples.length > 30 && Math.abs(framesOff(samples.slice(-15), CODES.long, startMs)) < 4,
    );
    const frames = capture.samples.flatMap((seen) => (seen.kind === 'frame' ? [seen.frame] : []));
    const steps = frames.slice(1).map((frame, index) => frame - (frames[index] ?? 0));
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(0);
    expect(steps.filter((step) => step > 8)).toHaveLength(jumps);
    expect(rig.told('failed')).toEqual([]);
  }
});

it('is dark on command, counts nothing meanwhile, and goes on at the right place', async () => {
  const capture = await rig.fresh();
  const startMs = Date.now() - 500;
  const programme = rig.programme(startMs, inTurn(long));
  rig.send(programme, { demo: true });
  await rig.untilTold('shown');
  rig.screen.host.received.length = 0;
  rig.send(programme, { demo: true, blanked: true, manifestVersion: 2 });
  expect(await rig.untilTold('ended')).toMatchObject({ itemId: 'long', complete: false });
  await rig.untilTold('applied', ({ manifestVersion }) => manifestVersion === 2);
  const { rgb } = await rig.screen.desktop.grab();
  expect(rgb.every((value) => value < 4)).toBe(true);
  const shown = rig.told('shown').length;
  capture.forget();
  rig.send(programme, { demo: true });
  await capture.until((samples) => Math.abs(framesOff(samples.slice(-30), CODES.long, startMs)) < 4);
  expect(rig.told('shown')).toHaveLength(shown + 1);
});

it('takes a withdrawn item off at once, and confirms only when it is gone', async () => {
  const capture = await rig.fresh();
  const startMs = Date.now() - 1000;
  const parts = {
    items: [long, second],
    entries: [alwaysEntry('long', ['long']), alwaysEntry('second', ['second'])],
  };
  parts.entries[0]!.rules.priority = 60;
  rig.send(rig.programme(startMs, parts));
  await capture.until((samples) => samples.filter(({ kind }) => kind === 'frame').length > 30);
  expect(capture.samples.at(-1)).toMatchObject({ item: CODES.long });
  const withdrawn = [{ itemId: 'long', atMs: Date.now() }];
  rig.send(rig.programme(startMs, { ...parts, withdrawn }), { manifestVersion: 2 });
  await rig.untilTold('applied', ({ manifestVersion }) => manifestVersion === 2);
  const confirmedAt = capture.samples.length;
  await capture.until((samples) => samples.length > confirmedAt + 60);
  // What was captured before the confirmation came may still be on its way for a few samples.
  const after = capture.samples.slice(confirmedAt + 6);
  expect(new Set(after.map((seen) => (seen.kind === 'frame' ? seen.item : seen.kind)))).toEqual(
    new Set([CODES.second]),
  );
  expect(capture.samples.filter(({ kind }) => kind === 'black').length).toBeLessThan(30);
});

it('goes on with the running item when a new manifest carries it in', async () => {
  const capture = await rig.fresh();
  const programme = rig.programme(Date.now() - 500, inTurn(long));
  rig.send(programme);
  await capture.until((samples) => samples.filter(({ kind }) => kind === 'frame').length > 60);
  capture.forget();
  // The page before this one may have told its end meanwhile.
  const before = rig.told('ended').length;
  const effectiveFromMs = Date.now();
  const carryIn = carryInAt(programme, effectiveFromMs);
  rig.send({ ...programme, ...inTurn(long, second), effectiveFromMs, carryIn }, { manifestVersion: 2 });
  await rig.untilTold('applied', ({ manifestVersion }) => manifestVersion === 2);
  await capture.until((samples) => samples.length > 120);
  expect(countFlaws(capture.samples, 9)).toMatchObject({ changes: 0, black: 0, stale: 0, unreadable: 0 });
  expect(rig.told('ended')).toHaveLength(before);
});

it('plays on without its service, and reports afterwards what ended meanwhile', async () => {
  const capture = await rig.fresh();
  rig.send(rig.programme(Date.now() + 300, inTurn(first, second)));
  await capture.until((samples) => countFlaws(samples, 2).changes >= 1);
  rig.screen.host.reachable(false);
  const before = rig.told('ended').length;
  await capture.until((samples) => countFlaws(samples, 2).changes >= 4);
  expect(rig.told('ended')).toHaveLength(before);
  rig.screen.host.reachable(true);
  await rig.untilTold('ended', ({ atMs, endMs }) => atMs - endMs > 1000);
  expect(countFlaws(capture.samples, 2)).toMatchObject({ black: 0, stale: 0, unreadable: 0 });
});

it('neither blanks nor goes back when the clock is set right, nor grows with the changes', async () => {
  const capture = await rig.fresh();
  rig.send(rig.programme(Date.now() + 300, inTurn(first, second)));
  const stagedAtMs = (await rig.untilTold('shown')).atMs;
  for (const [changes, clockOffsetMs] of [
    [1, 300],
    [3, -300],
  ] as const) {
    await capture.until((samples) => countFlaws(samples, 2).changes >= changes);
    rig.screen.host.send({ type: 'clock', clockOffsetMs });
  }
  await capture.until((samples) => countFlaws(samples, 2).changes >= 5);
  expect(countFlaws(capture.samples, 2)).toMatchObject({ black: 0, stale: 0, unreadable: 0 });
  const elements = rig.told('alive').filter(({ atMs }) => atMs > stagedAtMs);
  expect(elements.length).toBeGreaterThan(3);
  expect(new Set(elements.map((message) => message.elements)).size).toBe(1);
});

it('counts a play only when the item ran to its end', async () => {
  await rig.fresh();
  const startMs = Date.now() + 300;
  rig.send(rig.programme(startMs, inTurn(first, long)));
  const whole = await rig.untilTold('ended');
  expect(whole).toMatchObject({ itemId: 'first', slotStartMs: startMs, complete: true });
  await rig.untilTold('shown', ({ itemId }) => itemId === 'long');
  rig.send(
    rig.programme(startMs, { ...inTurn(first, long), withdrawn: [{ itemId: 'long', atMs: Date.now() }] }),
  );
  expect(await rig.untilTold('ended', ({ itemId }) => itemId === 'long')).toMatchObject({ complete: false });
});
