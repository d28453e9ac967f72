import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../../tools/api-client.ts';
import { makeCodedVideo, type CodedFile } from '../../support/coded-media.ts';
import type { Picture } from '../../support/desktop.ts';
import { capture } from '../../support/screen-capture.ts';
import { alwaysEntry, fullZone, pictureItem, tickerItem } from '../../support/screen-programme.ts';
import { readingSpeed } from '../../../renderer/player/ticker-motion.ts';
import { Rig } from './rig.ts';

const PANEL = { widthPx: 640, heightPx: 320 };
const SMALL = { widthPx: 384, heightPx: 192 };
const SLATE = { cityName: 'Kota Tirtaraya', timeZone: 'Asia/Jakarta', utcOffsetMs: 25_200_000 };
const TICKER_AIR_MS = 10_000;
/** Where pictures of what was seen are left for a person to judge; nowhere if unset. */
const SHOTS = process.env['PLAYER_SHOTS'];

let rig: Rig;
let videoFile: CodedFile;
beforeAll(async () => {
  rig = await Rig.begin(PANEL, { widthPx: 800, heightPx: 480 });
  videoFile = await makeCodedVideo({ item: 1, frames: 90, ...PANEL }, rig.folder);
  rig.screen.host.addMedia(videoFile);
});
afterEach(() => rig.rest());
afterAll(() => rig.end());

const playing = () => ({
  items: [pictureItem('video', videoFile, 3000)],
  entries: [alwaysEntry('entry', ['video'])],
});

/** The first look at the screen that satisfies. */
async function look(name: string, satisfies: (picture: Picture) => boolean): Promise<Picture> {
  const picture = await until(async () => {
    const seen = await rig.screen.desktop.grab();
    return satisfies(seen) ? seen : undefined;
  }, 15_000);
  if (SHOTS !== undefined) {
    await mkdir(SHOTS, { recursive: true });
    const raw = { width: picture.widthPx, height: picture.heightPx, channels: 3 } as const;
    await sharp(picture.rgb, { raw })
      .png()
      .toFile(join(SHOTS, `${name}.png`));
  }
  return picture;
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** What is brighter than a level, within the top left `size` of the picture. */
function brightBox(picture: Picture, size: { widthPx: number; heightPx: number }, level = 170): Box {
  const box = { left: Infinity, top: Infinity, right: -1, bottom: -1 };
  for (let y = 0; y < size.heightPx; y += 1) {
    for (let x = 0; x < size.widthPx; x += 1) {
      if ((picture.rgb[(y * picture.widthPx + x) * 3 + 1] ?? 0) < level) continue;
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y);
    }
  }
  return box;
}

const isDark = ({ r, g, b }: { r: number; g: number; b: number }) => r + g + b < 12;
const at = (size: typeof PANEL) => ({ x: 0, y: 0, ...size });
const has = (picture: Picture, size: typeof PANEL) => brightBox(picture, size).right > 0;

describe.each([
  ['384×192', SMALL],
  ['640×320', PANEL],
  ['384×96', { widthPx: 384, heightPx: 96 }],
])('on a panel of %s', (name, size) => {
  it('the pairing code fills the panel and touches no edge', async () => {
    await rig.fresh();
    rig.send(null, { pairingCode: '7K2QX-MWT9C', output: at(size) });
    const picture = await look(`pairing-${name}`, (seen) => has(seen, size));
    const { left, right, top, bottom } = brightBox(picture, size);
    expect((right - left) / size.widthPx).toBeGreaterThan(0.55);
    expect(bottom - top).toBeGreaterThan(size.heightPx * 0.5);
    expect([left >= 8, top >= 8, right < size.widthPx - 8, bottom < size.heightPx - 8]).not.toContain(false);
  });

  it('the slate shows city and time when nothing may play, and touches no edge', async () => {
    await rig.fresh();
    rig.send(null, { output: at(size), slate: SLATE });
    const picture = await look(`slate-${name}`, (seen) => has(seen, size));
    const { left, right, top, bottom } = brightBox(picture, size);
    expect((bottom - top) / size.heightPx).toBeGreaterThan(0.35);
    expect([left >= 8, top >= 8, right < size.widthPx - 8, bottom < size.heightPx - 8]).not.toContain(false);
  });
});

it('plays in its rectangle of a larger desktop and leaves everything else black', async () => {
  await rig.fresh();
  rig.send(rig.programme(Date.now() - 100, playing()), { output: { x: 100, y: 80, ...PANEL } });
  const picture = await look('rectangle', (seen) => !isDark(seen.colourAt(400, 240)));
  for (const [x, y] of [
    [110, 200],
    [730, 390],
  ] as const)
    expect(isDark(picture.colourAt(x, y))).toBe(false);
  for (const [x, y] of [
    [400, 70],
    [90, 240],
    [750, 240],
    [400, 410],
    [790, 470],
  ] as const) {
    expect(isDark(picture.colourAt(x, y))).toBe(true);
  }
});

it('is black outside operating hours', async () => {
  await rig.fresh();
  const hour = new Date(Date.now() + SLATE.utcOffsetMs).getUTCHours();
  const clock = (hours: number) => `${String((hour + hours) % 24).padStart(2, '0')}:00`;
  const operatingHours = { from: clock(3), to: clock(5) };
  rig.send(rig.programme(Date.now() - 100, { ...playing(), operatingHours }));
  await rig.untilTold('applied');
  const picture = await look('closed', () => true);
  expect(picture.rgb.every((value) => value < 4)).toBe(true);
});

it('a withdrawal that leaves nothing to play gives way to the slate', async () => {
  await rig.fresh();
  rig.send(rig.programme(Date.now() - 100, playing()));
  await rig.untilTold('shown');
  const withdrawn = [{ itemId: 'video', atMs: Date.now() }];
  rig.send(rig.programme(Date.now() - 100, { ...playing(), withdrawn }), { manifestVersion: 2 });
  await rig.untilTold('applied', ({ manifestVersion }) => manifestVersion === 2);
  await look('withdrawn', (seen) => seen.colourAt(4, 4).b > 20 && seen.colourAt(4, 4).b < 90);
});

it('a demo root marks the picture, and identification covers it for a moment', async () => {
  await rig.fresh();
  rig.send(rig.programme(Date.now() - 100, playing()), { demo: true });
  const isRed = (seen: Picture) => seen.colourAt(PANEL.widthPx - 4, 4, 4).r > 150;
  const marked = await look('demo', (seen) => isRed(seen) && seen.colourAt(320, 200).r > 60);
  expect(marked.colourAt(PANEL.widthPx - 4, 4, 4).g).toBeLessThan(80);
  rig.screen.host.send({ type: 'identify', label: '7K2QX-M0T9C', durationMs: 1500 });
  const isBlue = (seen: Picture) => seen.colourAt(12, 300).b > 150 && seen.colourAt(12, 300).r < 60;
  await look('identify', isBlue);
  await look('identified', (seen) => !isBlue(seen));
});

it('a ticker line moves evenly, and where it is follows from the time', async () => {
  await rig.fresh();
  const zones = [
    { ...fullZone(640, 272) },
    { id: 'ticker' as const, x: 0, y: 272, widthPx: 640, heightPx: 48 },
  ];
  const startMs = Date.now() - 500;
  const line = tickerItem('line', 'Bursa Kerja Tirtaraya', TICKER_AIR_MS);
  const { items, entries } = playing();
  const programme = rig.programme(startMs, {
    zones,
    items: [...items, line],
    entries: [...entries, alwaysEntry('line', ['line'], 'ticker')],
  });
  rig.send(programme, { output: at(PANEL) });
  await rig.untilTold('shown', ({ zone }) => zone === 'ticker');
  const strip = await capture(
    rig.screen.desktop.display,
    { x: 0, y: 284, widthPx: 640, heightPx: 24 },
    (grey) => ({
      atMs: Date.now(),
      ...columns(grey, 640),
    }),
  );
  await strip.until((samples) => samples.filter(({ left }) => left > 0).length > 120);
  await look('ticker', () => true);
  const samples = (await strip.stop()).filter(({ left }) => left > 0);
  expect(samples.length).toBeGreaterThan(30);
  const steps = samples.slice(1).map(({ left }, index) => (samples[index]?.left ?? 0) - left);
  expect(Math.min(...steps)).toBeGreaterThanOrEqual(-2);
  const pxPerS = readingSpeed(Math.round(48 * 0.62));
  const expected = (sample: { atMs: number }) => 640 - (pxPerS * (sample.atMs - startMs)) / 1000;
  // Where it should be, to a tenth of a second, in whichever sample came through the fastest.
  const offPx = samples.map((sample) => Math.abs(sample.left - expected(sample)));
  expect(Math.min(...offPx)).toBeLessThan(pxPerS / 10);
  // Never back, and hardly ever more than three frames' way at once, on however busy a machine.
  const jumps = steps.filter((stepPx) => stepPx > (3 * pxPerS) / 60 + 1);
  expect(jumps.length).toBeLessThanOrEqual(steps.length * 0.05);
});

/** First and last column in which a letter is. */
function columns(grey: Buffer, widthPx: number): { left: number; right: number } {
  let left = -1;
  let right = -1;
  for (let x = 0; x < widthPx; x += 1) {
    for (let y = 0; y < grey.length / widthPx; y += 1) {
      if ((grey[y * widthPx + x] ?? 0) < 150) continue;
      if (left < 0) left = x;
      right = x;
    }
  }
  return { left, right };
}
