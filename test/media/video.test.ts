import { readFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Rendition } from '../../core/model/catalogue.ts';
import {
  measureLoudness,
  probeMedia,
  renderVideo,
  type VideoOrder,
  type VideoResult,
} from '../../media/index.ts';
import { inspect } from '../../media/probe/inspect.ts';
import type { MediaName } from '../fixtures/media.ts';
import { makeMedia } from '../support/make-media.ts';
import { colourName, frameOfVideo } from '../support/pixels.ts';
import { leftIn, workFolder } from '../support/work-folder.ts';

const PANEL = { widthPx: 384, heightPx: 192, fit: 'contain' as const, airDurationMs: 2000 };

async function render(name: MediaName, order: Partial<VideoOrder> = {}): Promise<VideoResult> {
  const outcome = await renderVideo({
    ...PANEL,
    sourcePath: await makeMedia(name),
    workDir: await workFolder(),
    ...order,
  });
  if (!outcome.ok) throw new Error(`${outcome.error.code}: ${outcome.error.detail}`);
  return outcome.value;
}

/** What every rendition must be, whatever came in. */
async function expectPlayable(result: VideoResult, panel = PANEL): Promise<void> {
  const inspected = await inspect(result.path);
  if (!inspected.ok || inspected.value.video === null) throw new Error('not readable');
  const { video, audio } = inspected.value;
  expect(video.stream).toMatchObject({
    codec_name: 'h264',
    pix_fmt: 'yuv420p',
    width: panel.widthPx,
    height: panel.heightPx,
    has_b_frames: 0,
    color_space: 'bt709',
    color_transfer: 'bt709',
    color_primaries: 'bt709',
    color_range: 'tv',
  });
  expect(video.rotationDeg).toBe(0);
  expect(video.timing).toMatchObject({ constantRate: true, startsWithKeyframe: true, startMs: 0 });
  expect(video.timing.maxKeyframeGapMs).toBeLessThanOrEqual(1000);
  const frameMs = video.timing.endMs / video.timing.frames;
  expect(Math.abs(video.timing.endMs - panel.airDurationMs)).toBeLessThanOrEqual(frameMs);
  if (audio !== null) {
    expect(audio.stream).toMatchObject({ codec_name: 'aac', sample_rate: 48_000, channels: 2 });
    expect(Math.abs((audio.stream.duration ?? 0) - panel.airDurationMs)).toBeLessThanOrEqual(frameMs);
  }
}

describe('whatever an agency sends becomes what a panel plays', () => {
  test.each<MediaName>([
    'videoPlain',
    'videoOddSize',
    'videoRotated',
    'videoAnamorphic',
    'videoSurround',
    'videoVariableRate',
    'videoHevc',
    'videoHdr10',
    'videoVp9',
    'videoMpeg2',
    'videoOneFrame',
    'animatedGif',
  ])('%s', async (name) => {
    const result = await render(name);
    expect(result.how.kind).toBe('encode');
    await expectPlayable(result);
  });

  test.each(['animatedRedBlue', 'animatedPng'] as const)(
    '%s is repeated until the airing is over',
    async (name) => {
      const result = await render(name);
      await expectPlayable(result);
      const seen: string[] = [];
      for (const atMs of [250, 750, 1250, 1750])
        seen.push(colourName((await frameOfVideo(result.path, atMs)).at(192, 96)));
      expect(seen).toEqual(['red', 'blue', 'red', 'blue']);
    },
  );

  test('sound is kept where there is sound, and not invented where there is none', async () => {
    const withSound = await probeMedia((await render('videoVp9')).path);
    const without = await probeMedia((await render('videoHevc')).path);
    expect(withSound).toMatchObject({ value: { audio: { codec: 'aac' } } });
    expect(without).toMatchObject({ value: { audio: null } });
  });
});

describe('placing on the panel', () => {
  test('contain shows all of the picture with black beside it', async () => {
    const frame = await frameOfVideo((await render('videoRedBlue', { airDurationMs: 1000 })).path, 500);
    const row = [4, 40, 150, 230, 340, 380].map((x) => colourName(frame.at(x, 96)));
    expect(row).toEqual(['black', 'red', 'red', 'blue', 'blue', 'black']);
  });

  test('cover fills the panel and cuts what is over', async () => {
    const panel = { widthPx: 128, heightPx: 128, fit: 'cover' as const, airDurationMs: 1000 };
    const frame = await frameOfVideo((await render('videoRedBlue', panel)).path, 500);
    expect([2, 50, 80, 125].map((x) => colourName(frame.at(x, 64)))).toEqual(['red', 'red', 'blue', 'blue']);
  });

  test('fill stretches the picture to every edge', async () => {
    const panel = { widthPx: 128, heightPx: 64, fit: 'fill' as const, airDurationMs: 1000 };
    const frame = await frameOfVideo((await render('videoRedBlue', panel)).path, 500);
    expect([colourName(frame.at(1, 1)), colourName(frame.at(126, 62))]).toEqual(['red', 'blue']);
  });

  test('a rotation flag is applied: the picture stands upright', async () => {
    const panel = { widthPx: 90, heightPx: 160, fit: 'fill' as const, airDurationMs: 1000 };
    const asPlayersShowIt = await frameOfVideo(await makeMedia('videoRotated'), 500);
    expect([asPlayersShowIt.widthPx, asPlayersShowIt.heightPx]).toEqual([180, 320]);
    const frame = await frameOfVideo((await render('videoRotated', panel)).path, 500);
    const expected = [colourName(asPlayersShowIt.at(90, 40)), colourName(asPlayersShowIt.at(90, 280))];
    expect([colourName(frame.at(45, 20)), colourName(frame.at(45, 140))]).toEqual(expected);
    expect(new Set(expected)).toEqual(new Set(['red', 'blue']));
  });

  test('a picture that stands is placed by its upright shape', async () => {
    const panel = { ...PANEL, airDurationMs: 1000 };
    const frame = await frameOfVideo((await render('videoRotated', panel)).path, 500);
    // 180×320 on 192 rows is 108 columns wide: 138 to 246.
    const row = [130, 145, 239, 254].map((x) => colourName(frame.at(x, 48)) === 'black');
    expect(row).toEqual([true, false, false, true]);
  });

  test('pixels that are not square are made square', async () => {
    // 160×180 shown as 16:9: on a 16:9 panel nothing is left black.
    const panel = { widthPx: 320, heightPx: 180, fit: 'contain' as const, airDurationMs: 1000 };
    const frame = await frameOfVideo((await render('videoAnamorphic', panel)).path, 500);
    expect([colourName(frame.at(2, 90)), colourName(frame.at(317, 90))]).toEqual(['red', 'blue']);
  });
});

describe('the length of an airing', () => {
  test('a source that is too short holds its last frame and falls silent', async () => {
    const result = await render('videoPlain', { airDurationMs: 3500 });
    await expectPlayable(result, { ...PANEL, airDurationMs: 3500 });
    const frame = await frameOfVideo(result.path, 3400);
    expect(frame.at(192, 96)).not.toEqual([0, 0, 0]);
  });

  test('a source that is too long is cut', async () => {
    await expectPlayable(await render('videoPlain', { airDurationMs: 1000 }), {
      ...PANEL,
      airDurationMs: 1000,
    });
  });

  test('a length that is no whole number of frames is rounded up, so that no slot ends black', async () => {
    const result = await render('videoPlain', { airDurationMs: 1001 });
    const inspected = await inspect(result.path);
    expect(inspected).toMatchObject({ value: { video: { timing: { frames: 31 } } } });
  });
});

describe('an upload that conforms is copied, not encoded', () => {
  test('picture and sound are taken as they are', async () => {
    const result = await render('videoConforming');
    expect(result.how).toEqual({ kind: 'copy', sound: 'copied' });
    await expectPlayable(result);
  });

  test('without sound too', async () => {
    expect((await render('videoConformingMute')).how).toEqual({ kind: 'copy', sound: 'none' });
  });

  test('sound at the wrong loudness is levelled, the picture still copied', async () => {
    const result = await render('videoConformingQuiet');
    expect(result.how).toEqual({ kind: 'copy', sound: 'levelled' });
    await expectPlayable(result);
  });

  test('sound longer than the airing is cut, so that the file is not longer than its slot', async () => {
    const result = await render('videoConformingLongSound');
    expect(result.how).toEqual({ kind: 'copy', sound: 'levelled' });
    await expectPlayable(result);
  });

  test('for another panel or another length it is encoded, and the reason is given', async () => {
    const result = await render('videoConforming', { widthPx: 320, heightPx: 160, airDurationMs: 1000 });
    expect(result.how).toEqual({ kind: 'encode', because: ['size', 'duration'] });
  });
});

test('sound leaves at −16 LUFS within 1 LU and below −1 dBTP', async () => {
  const loudness = await measureLoudness((await render('videoSurround')).path);
  if (!loudness.ok) throw new Error(loudness.error.code);
  expect(Math.abs(loudness.value.integratedLufs + 16)).toBeLessThanOrEqual(1);
  expect(loudness.value.truePeakDbtp).toBeLessThanOrEqual(-1);
});

test('the file is named by its hash, described as the catalogue wants it, and alone in the folder', async () => {
  const workDir = await workFolder();
  const { path, rendition } = await render('videoPlain', { workDir });
  const content = await readFile(path);
  const sha256 = createHash('sha256').update(content).digest('hex');
  expect(Rendition.parse(rendition)).toMatchObject({
    sha256,
    bytes: content.length,
    widthPx: 384,
    durationMs: 2000,
  });
  expect(basename(path)).toBe(`${sha256}.mp4`);
  expect(await leftIn(workDir)).toEqual([`${sha256}.mp4`]);
});

test('nothing the uploader wrote in the tags travels on', async () => {
  const source = await readFile(await makeMedia('videoConformingTagged'));
  expect(source.includes('rahasia')).toBe(true);
  const copied = await render('videoConformingTagged');
  const encoded = await render('videoConformingTagged', { fit: 'cover', heightPx: 128 });
  expect([copied.how.kind, encoded.how.kind]).toEqual(['copy', 'encode']);
  for (const { path } of [copied, encoded]) expect((await readFile(path)).includes('rahasia')).toBe(false);
});

test('progress goes up and ends at 1', async () => {
  const seen: number[] = [];
  await render('videoPlain', { onProgress: (fraction) => seen.push(fraction) });
  expect(seen.at(-1)).toBe(1);
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
});

test('a cancelled rendering stops, says so and leaves nothing behind', async () => {
  const workDir = await workFolder();
  const controller = new AbortController();
  const order = {
    ...PANEL,
    workDir,
    sourcePath: await makeMedia('videoPlain'),
    widthPx: 1920,
    heightPx: 1080,
    airDurationMs: 120_000,
    signal: controller.signal,
    onProgress: (fraction: number) => {
      if (fraction > 0.05) controller.abort();
    },
  };
  await expect(renderVideo(order)).rejects.toMatchObject({ code: 'cancelled' });
  expect(await leftIn(workDir)).toEqual([]);
});
