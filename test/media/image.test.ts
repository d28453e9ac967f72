import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, test } from 'vitest';
import { Rendition, type Fit } from '../../core/model/catalogue.ts';
import { probeMedia, renderImage, renderPoster } from '../../media/index.ts';
import { makeMedia } from '../support/make-media.ts';
import { colourName, frameOfImage } from '../support/pixels.ts';
import { leftIn, workFolder } from '../support/work-folder.ts';

/** Left half red, right half blue, 200×100. */
const redBlue = (): Sharp =>
  sharp({ create: { width: 200, height: 100, channels: 3, background: 'red' } }).composite([
    { input: { create: { width: 100, height: 100, channels: 3, background: 'blue' } }, left: 100, top: 0 },
  ]);

async function photo(make: (path: string) => Promise<unknown>, name = 'foto.jpg'): Promise<string> {
  const path = join(await workFolder(), name);
  await make(path);
  return path;
}

async function still(sourcePath: string, fit: Fit, widthPx = 160, heightPx = 160) {
  const outcome = await renderImage({ sourcePath, workDir: await workFolder(), widthPx, heightPx, fit });
  if (!outcome.ok) throw new Error(outcome.error.code);
  return outcome.value;
}

describe('a still for a panel', () => {
  test('contain leaves black above and below, cover cuts, fill stretches', async () => {
    const path = await photo((to) => redBlue().png().toFile(to), 'foto.png');
    const shown = async (fit: Fit): Promise<string[]> => {
      const frame = await frameOfImage((await still(path, fit)).path);
      expect([frame.widthPx, frame.heightPx]).toEqual([160, 160]);
      return [frame.at(5, 5), frame.at(40, 80), frame.at(120, 80), frame.at(154, 154)].map(colourName);
    };
    expect(await shown('contain')).toEqual(['black', 'red', 'blue', 'black']);
    expect(await shown('cover')).toEqual(['red', 'red', 'blue', 'blue']);
    expect(await shown('fill')).toEqual(['red', 'red', 'blue', 'blue']);
  });

  test('a photo lying on its side is set upright by its EXIF flag, and the EXIF is gone', async () => {
    const path = await photo((to) => redBlue().jpeg().withMetadata({ orientation: 6 }).toFile(to));
    expect(await probeMedia(path)).toMatchObject({
      value: { kind: 'image', video: { rotationDeg: 90, widthPx: 200 } },
    });
    const { path: made } = await still(path, 'fill', 80, 160);
    const frame = await frameOfImage(made);
    expect([frame.at(40, 20), frame.at(40, 140)].map(colourName)).toEqual(['red', 'blue']);
    expect((await sharp(made).metadata()).exif).toBeUndefined();
  });

  test('transparent parts are white, as in the program it was drawn with', async () => {
    const clear = {
      create: { width: 64, height: 64, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
    } as const;
    const path = await photo((to) => sharp(clear).png().toFile(to), 'logo.png');
    const frame = await frameOfImage((await still(path, 'fill')).path);
    expect(colourName(frame.at(80, 80))).toBe('white');
  });

  test('flat graphics are kept exact as PNG, photographs become JPEG', async () => {
    const flat = await photo((to) => redBlue().png().toFile(to), 'flat.png');
    const noise = {
      create: {
        width: 200,
        height: 200,
        channels: 3,
        background: 'grey',
        noise: { type: 'gaussian', mean: 128, sigma: 40 },
      },
    } as const;
    const grainy = await photo((to) => sharp(noise).jpeg().toFile(to));
    expect((await still(flat, 'fill')).rendition.mimeType).toBe('image/png');
    expect((await still(grainy, 'fill')).rendition.mimeType).toBe('image/jpeg');
  });

  test('the description fits the catalogue, and the file is alone in the folder', async () => {
    const workDir = await workFolder();
    const sourcePath = await photo((to) => redBlue().webp().toFile(to), 'foto.webp');
    const outcome = await renderImage({ sourcePath, workDir, widthPx: 64, heightPx: 32, fit: 'contain' });
    if (!outcome.ok) throw new Error(outcome.error.code);
    expect(Rendition.parse(outcome.value.rendition)).toMatchObject({
      kind: 'image',
      widthPx: 64,
      durationMs: null,
    });
    expect(await leftIn(workDir)).toEqual([`${outcome.value.rendition.sha256}.png`]);
  });

  test('a video is not a still', async () => {
    const order = {
      sourcePath: await makeMedia('videoRedBlue'),
      workDir: await workFolder(),
      widthPx: 64,
      heightPx: 32,
    };
    expect(await renderImage({ ...order, fit: 'fill' })).toMatchObject({ error: { code: 'no_picture' } });
  });
});

describe('a poster', () => {
  test('of a video is upright, in its own shape, and at most as large as asked', async () => {
    const sourcePath = await makeMedia('videoRotated');
    const outcome = await renderPoster({ sourcePath, workDir: await workFolder(), maxSidePx: 160 });
    if (!outcome.ok) throw new Error(outcome.error.code);
    const frame = await frameOfImage(outcome.value.path);
    expect([frame.widthPx, frame.heightPx]).toEqual([90, 160]);
    expect([outcome.value.widthPx, outcome.value.heightPx]).toEqual([90, 160]);
    expect(new Set([frame.at(45, 20), frame.at(45, 140)].map(colourName))).toEqual(new Set(['red', 'blue']));
  });

  test('is not larger than what it is of', async () => {
    const outcome = await renderPoster({
      sourcePath: await makeMedia('animatedGif'),
      workDir: await workFolder(),
    });
    expect(outcome).toMatchObject({ value: { widthPx: 160, heightPx: 90, mimeType: 'image/jpeg' } });
  });

  test('of a video of one frame and of a photo', async () => {
    const sourcePath = await photo((to) => redBlue().jpeg().withMetadata({ orientation: 8 }).toFile(to));
    const ofPhoto = await renderPoster({ sourcePath, workDir: await workFolder(), maxSidePx: 100 });
    expect(ofPhoto).toMatchObject({ value: { widthPx: 50, heightPx: 100 } });
    const ofFrame = await renderPoster({
      sourcePath: await makeMedia('videoOneFrame'),
      workDir: await workFolder(),
    });
    expect(ofFrame).toMatchObject({ value: { widthPx: 320, heightPx: 180 } });
  });

  test('of sound there is none', async () => {
    const order = { sourcePath: await makeMedia('audioVoice'), workDir: await workFolder() };
    expect(await renderPoster(order)).toMatchObject({ error: { code: 'no_picture' } });
  });
});
