import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { ProgrammeItem } from '../../../core/model/programme.ts';
import { carryInAt } from '../../../core/schedule/index.ts';
import { CODED_FPS, described, makeCodedStill, makeCodedVideo } from '../../support/coded-media.ts';
import { countFlaws } from '../../support/screen-flaws.ts';
import { alwaysEntry, pictureItem } from '../../support/screen-programme.ts';
import { Rig } from './rig.ts';

const PANEL = { widthPx: 640, heightPx: 320 };
const AIR_MS = 1500;
const LONG_AIR_MS = 12_000;

/** In a recipe for three items, `items[n]` shows code n. */
const CODES = { first: 0, second: 1, third: 2, still: 1, long: 5 };

let rig: Rig;
let first: ProgrammeItem;
let second: ProgrammeItem;
let third: ProgrammeItem;
let still: ProgrammeItem;
let long: ProgrammeItem;
const bad = new Map<string, ProgrammeItem>();

beforeAll(async () => {
  rig = await Rig.begin(PANEL);
  first = await video('first', AIR_MS);
  second = await video('second', AIR_MS);
  third = await video('third', AIR_MS);
  long = await video('long', LONG_AIR_MS);
  const picture = await makeCodedStill({ item: CODES.still, ...PANEL }, rig.folder);
  rig.screen.host.addMedia(picture);
  still = pictureItem('still', picture, AIR_MS);
  await makeBad();
});
afterEach(() => rig.rest());
afterAll(() => rig.end());

async function video(name: 'first' | 'second' | 'third' | 'long', airMs: number): Promise<ProgrammeItem> {
  const frames = (airMs / 1000) * CODED_FPS;
  const file = await makeCodedVideo({ item: CODES[name], frames, ...PANEL }, rig.folder);
  rig.screen.host.addMedia(file);
  return pictureItem(name, file, airMs);
}

/** Files that must not stop the show: one Chromium plays without a picture, one cut in two, one that is not there. */
async function makeBad(): Promise<void> {
  const whole = join(rig.folder, `item-${String(CODES.second)}-${String(PANEL.widthPx)}.mp4`);
  const hevc = join(rig.folder, 'hevc.mp4');
  const sound = ['-f', 'lavfi', '-i', 'sine', '-shortest', '-c:a', 'aac'];
  const args = [
    '-v',
    'error',
    '-i',
    whole,
    ...sound,
    '-c:v',
    'libx265',
    '-x265-params',
    'log-level=none',
    hevc,
  ];
  await promisify(execFile)('ffmpeg', args);
  const corrupt = join(rig.folder, 'corrupt.mp4');
  const content = await readFile(whole);
  await writeFile(corrupt, content.fill(0x5a, 200));
  for (const [name, path] of Object.entries({ hevc, corrupt })) {
    const file = await described(path, 'video/mp4');
    rig.screen.host.addMedia(file);
    bad.set(name, pictureItem(name, file, AIR_MS));
  }
  bad.set('missing', pictureItem('missing', { sha256: 'f'.repeat(64), type: 'video/mp4' }, AIR_MS));
}

const inTurn = (...items: ProgrammeItem[]) => ({
  items,
  entries: [
    alwaysEntry(
      'entry',
      items.map(({ id }) => id),
    ),
  ],
});

it('changes from video to still to video without black and without going back', async () => {
  const capture = await rig.fresh();
  rig.send(rig.programme(Date.now() + 500, inTurn(first, still, third)));
  await capture.until((samples) => countFlaws(samples, 3).changes >= 3);
  expect(countFlaws(capture.samples, 3)).toMatchObject({ black: 0, stale: 0, unreadable: 0 });
});

it('joins a video that is already running where it should be', async () => {
  const capture = await rig.fresh();
  const startMs = Date.now() - 4000;
  rig.send(rig.programme(startMs, inTurn(long)));
  await rig.untilTold('shown');
  // Given a moment to make up what loading took.
  await capture.until((samples) => samples.length > 180);
  const expected = ((Date.now() - startMs) * CODED_FPS) / 1000;
  const last = capture.samples.at(-1);
  expect(last).toMatchObject({ kind: 'frame', item: CODES.long });
  expect(last?.kind === 'frame' ? Math.abs(last.frame - expected) : NaN).toBeLessThan(10);
});

it.each(['hevc', 'corrupt', 'missing'])(
  'skips a file that cannot be shown (%s), and says so',
  async (name) => {
    const item = bad.get(name);
    if (!item) throw new Error(name);
    const capture = await rig.fresh();
    rig.send(rig.programme(Date.now() + 500, inTurn(first, item, second)));
    const failed = await rig.untilTold('failed');
    expect(failed).toMatchObject({ zone: 'main', itemId: name });
    await capture.until((samples) => countFlaws(samples, 2).changes >= 2);
    // What replaces it may be the very item that follows, so it may begin twice.
    expect(countFlaws(capture.samples, 2)).toMatchObject({ black: 0, unreadable: 0 });
    expect(rig.told('shown').map(({ itemId }) => itemId)).not.toContain(name);
  },
);

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
  const effectiveFromMs = Date.now();
  const carryIn = carryInAt(programme, effectiveFromMs);
  rig.send({ ...programme, ...inTurn(long, second), effectiveFromMs, carryIn }, { manifestVersion: 2 });
  await rig.untilTold('applied', ({ manifestVersion }) => manifestVersion === 2);
  await capture.until((samples) => samples.length > 120);
  expect(countFlaws(capture.samples, 9)).toMatchObject({ changes: 0, black: 0, stale: 0, unreadable: 0 });
  expect(rig.told('ended')).toEqual([]);
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
