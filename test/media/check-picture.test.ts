import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { checkPicture } from '../../media/index.ts';
import { makeMedia } from '../support/make-media.ts';
import { leftIn, workFolder } from '../support/work-folder.ts';

const PANEL = { widthPx: 384, heightPx: 192 };

/** White lines on blue, four times as fine as the panel: `thicknessPx` and the pitch in panel pixels. */
async function card(thicknessPx: number, pitchPx: number, from = 20, until = 172): Promise<string> {
  const lines = [];
  for (let y = from; y < until; y += pitchPx)
    lines.push(`<rect x="120" width="1296" y="${4 * y}" height="${4 * thicknessPx}" fill="white"/>`);
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="1536" height="768"><rect width="100%" height="100%" fill="#0b3d91"/>${lines.join('')}</svg>`;
  const path = join(await workFolder(), 'kartu.png');
  await sharp(Buffer.from(drawing)).png().toFile(path);
  return path;
}

async function codes(sourcePath: string, panel = PANEL): Promise<string[]> {
  const workDir = await workFolder();
  const order = { sourcePath, workDir, panels: [panel], fit: 'contain' as const, page: 1, atMs: null };
  const checked = await checkPicture(order);
  if (!checked.ok) throw new Error(checked.error.code);
  expect(await leftIn(workDir)).toEqual([]);
  return checked.value.map(({ code }) => code);
}

test('bold, spaced lines inside the margin are fit for the wall', async () => {
  expect(await codes(await card(6, 40))).toEqual([]);
});

test('hairlines lose their contrast on the panel, and it is told', async () => {
  expect(await codes(await card(0.5, 40))).toEqual(['thin_detail']);
});

test('a wall of lines is too dense to be read in passing', async () => {
  expect(await codes(await card(2, 4))).toEqual(['too_dense']);
});

test('lines at the very top lie outside the safe area', async () => {
  expect(await codes(await card(2, 4, 2, 8))).toEqual(['near_edge']);
});

test('a frame of a video is judged like a still', async () => {
  expect(await codes(await makeMedia('videoRedBlue'))).toEqual([]);
  expect(await codes(await makeMedia('videoRedBlue'), { widthPx: 1280, heightPx: 720 })).toEqual([
    'upscaled',
  ]);
});
