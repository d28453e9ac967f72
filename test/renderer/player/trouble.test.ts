/** Files and browsers that must not stop the show: each is noticed within the second, skipped, and told. */
import { execFile } from 'node:child_process';
import { readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { ProgrammeItem } from '../../../core/model/programme.ts';
import { startPlayerService } from '../../../main/service.ts';
import type { Log } from '../../../main/log.ts';
import { ChromiumShell } from '../../../main/shell/chromium/chromium-shell.ts';
import { findChromium } from '../../../main/shell/chromium/find.ts';
import { CODED_FPS, described, makeCodedVideo, type CodedFile } from '../../support/coded-media.ts';
import { MiniDirector } from '../../support/mini-director.ts';
import { buildPage } from '../../support/player-screen.ts';
import { countFlaws } from '../../support/screen-flaws.ts';
import { inTurn, pictureItem } from '../../support/screen-programme.ts';
import { workFolder } from '../../support/work-folder.ts';
import { Rig, type Seen } from './rig.ts';

const PANEL = { widthPx: 640, heightPx: 320 };
const AIR_MS = 1500;
const LONG_AIR_MS = 6000;
/** In a recipe for three items, `items[n]` shows code n; the one in trouble is the second. */
const CODES = { first: 0, trouble: 1, third: 2 };
/** What is noticed within the second is replaced soon after. */
const SKIPPED_WITHIN_MS = 1000;

let rig: Rig;
let first: ProgrammeItem;
let third: ProgrammeItem;
let whole: CodedFile;

beforeAll(async () => {
  rig = await Rig.begin(PANEL);
  first = pictureItem('first', await coded(CODES.first, AIR_MS), AIR_MS);
  third = pictureItem('third', await coded(CODES.third, AIR_MS), AIR_MS);
  whole = await coded(CODES.trouble, LONG_AIR_MS);
});
afterEach(() => rig.rest());
afterAll(() => rig.end());

async function coded(item: number, airMs: number): Promise<CodedFile> {
  const frames = (airMs / 1000) * CODED_FPS;
  const file = await makeCodedVideo({ item, frames, ...PANEL }, rig.folder);
  rig.screen.host.addMedia(file);
  return file;
}

/** The whole video, made anew by ffmpeg with a tone. */
async function remade(name: string, ...args: string[]): Promise<CodedFile> {
  const path = join(rig.folder, `${name}.mp4`);
  const tone = ['-f', 'lavfi', '-i', `sine=duration=${String(LONG_AIR_MS / 1000)}`];
  const sound = ['-c:a', 'aac', '-movflags', '+faststart'];
  await promisify(execFile)('ffmpeg', ['-v', 'error', '-i', whole.path, ...tone, ...args, ...sound, path]);
  const file = await described(path, 'video/mp4');
  rig.screen.host.addMedia(file);
  return file;
}

/** Plays the item in trouble between two good ones until it was skipped. */
async function skipped(file: { sha256: string; type: string }, script?: string) {
  const capture = await rig.fresh(script);
  const trouble = pictureItem('trouble', file, LONG_AIR_MS);
  rig.send(rig.programme(Date.now() + 500, inTurn(first, trouble, third)));
  const failed = await rig.untilTold('failed');
  expect(failed).toMatchObject({ zone: 'main', itemId: 'trouble' });
  const failedAt = capture.samples.length;
  await capture.until((samples) => samples.slice(failedAt).some(isGood));
  // A replacement shorter than the slot is repeated in it, so it is the same item that comes again.
  expect(countFlaws(capture.samples, 3)).toMatchObject({ black: 0, unreadable: 0 });
  return { capture, failed };
}

const isGood = (seen: Seen) => seen.kind === 'frame' && seen.item !== CODES.trouble;

/** What was told of its play: it counted for nothing, and stood still for about a second. */
async function stoodStill(frames: number): Promise<void> {
  const ended = await rig.untilTold('ended', ({ itemId }) => itemId === 'trouble');
  expect(ended.complete).toBe(false);
  const failed = await rig.untilTold('failed');
  const movedMs = (frames / CODED_FPS) * 1000;
  // Counted by the page in its own frames; a busy machine is late, never early.
  expect(failed.atMs - ended.startMs - movedMs).toBeGreaterThan(0.7 * SKIPPED_WITHIN_MS);
}

it('a file that is heard but not seen is never shown', async () => {
  await skipped(await remade('hevc', '-c:v', 'libx265', '-x265-params', 'log-level=none'));
  expect(rig.told('shown').map(({ itemId }) => itemId)).not.toContain('trouble');
});

it('a file that is broken or not there is never shown', async () => {
  const broken = join(rig.folder, 'broken.mp4');
  await writeFile(broken, (await readFile(whole.path)).fill(0x5a, 200));
  const file = await described(broken, 'video/mp4');
  rig.screen.host.addMedia(file);
  for (const each of [file, { sha256: 'f'.repeat(64), type: 'video/mp4' }]) {
    await skipped(each);
    expect(rig.told('shown').map(({ itemId }) => itemId)).not.toContain('trouble');
  }
});

it('a picture that ends while its sound goes on is skipped', async () => {
  const frames = 45;
  await skipped(await remade('pictures-end', '-frames:v', String(frames), '-c:v', 'copy'));
  await stoodStill(frames);
});

it('a file cut off in its middle is skipped', async () => {
  const path = join(rig.folder, 'cut.mp4');
  await writeFile(path, await readFile(whole.path));
  await truncate(path, (await stat(path)).size * 0.3);
  const file = await described(path, 'video/mp4');
  rig.screen.host.addMedia(file);
  await skipped(file);
  expect(await rig.untilTold('ended', ({ itemId }) => itemId === 'trouble')).toMatchObject({
    complete: false,
  });
});

it('a file that stops coming is skipped', async () => {
  const file = await remade('stops', '-c:v', 'copy');
  rig.screen.host.stallAfter(file.sha256, (await stat(file.path)).size * 0.3);
  await skipped(file);
  expect(await rig.untilTold('ended', ({ itemId }) => itemId === 'trouble')).toMatchObject({
    complete: false,
  });
});

it('a browser that never begins to play is not waited for', async () => {
  const script = `
    const play = HTMLMediaElement.prototype.play;
    HTMLMediaElement.prototype.play = function () {
      return this.src.includes('${whole.sha256}') ? new Promise(() => undefined) : play.call(this);
    };`;
  await skipped(whole, script);
  await stoodStill(0);
});

it('the service behind the page raises the fault, and leaves the item out', async () => {
  const folder = await workFolder();
  const director = new MiniDirector();
  await director.start();
  const log: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const service = await startPlayerService({
    ...{ dataDir: join(folder, 'data'), serverUrl: director.url, software: 'test', log },
    rendererDir: await buildPage(),
  });
  const shell = new ChromiumShell({
    ...{ executable: await findChromium(process.env), headless: false, kiosk: true, log },
    rect: { x: 0, y: 0, ...PANEL },
  });
  try {
    await director.until(() => director.codeShown !== null, 'hello');
    director.pair();
    const hevc = await remade('hevc-service', '-c:v', 'libx265', '-x265-params', 'log-level=none');
    director.publish([
      { id: 'hevc', type: 'video/mp4', bytes: await readFile(hevc.path), airDurationMs: LONG_AIR_MS },
      { id: 'good', type: 'video/mp4', bytes: await readFile(whole.path), airDurationMs: LONG_AIR_MS },
    ]);
    await shell.show(service.entry);
    await director.until(
      () => director.statuses.some(({ faults }) => faults.some(({ code }) => code === 'item_failed')),
      'fault',
      60_000,
    );
    await director.until(
      () => service.status().showing.some(({ itemId }) => itemId === 'good'),
      'good',
      60_000,
    );
  } finally {
    await shell.close();
    await service.close();
    await director.stop();
  }
});
