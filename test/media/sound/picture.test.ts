import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { SOUND_PICTURE } from '../../../core/sound/index.ts';
import { findBinaries } from '../../../media/ffmpeg/binaries.ts';
import { drawSound } from '../../../media/index.ts';
import { makeMedia } from '../../support/make-media.ts';
import { leftIn, workFolder } from '../../support/work-folder.ts';

const run = promisify(execFile);
const { widthPx, heightPx, spectrum, loudness } = SOUND_PICTURE;

/** Draws what an audio source of ffmpeg makes, and tells how bright a pixel of the picture is. */
async function drawnOf(
  source: string,
): Promise<{ brightness: (x: number, y: number) => number; left: string[] }> {
  const workDir = await workFolder();
  const { ffmpeg } = await findBinaries();
  const sourcePath = join(workDir, 'tone.wav');
  await run(ffmpeg, ['-v', 'error', '-y', '-f', 'lavfi', '-i', source, sourcePath]);
  const drawn = await drawSound({ sourcePath, workDir });
  if (!drawn.ok) throw new Error(drawn.error.code);
  const raw = join(workDir, 'raw');
  const decode = ['-v', 'error', '-y', '-i', drawn.value.path, '-f', 'rawvideo', '-pix_fmt', 'rgb24', raw];
  await run(ffmpeg, decode);
  const pixels = await readFile(raw);
  expect(pixels.length).toBe(3 * widthPx * heightPx);
  const brightness = (x: number, y: number): number => {
    const at = 3 * (y * widthPx + x);
    return (pixels[at] ?? 0) + (pixels[at + 1] ?? 0) + (pixels[at + 2] ?? 0);
  };
  return { brightness, left: await leftIn(workDir) };
}

const octaves = Math.log(spectrum.toHz / spectrum.fromHz);
const rowOfHz = (hz: number): number => (spectrum.heightPx * Math.log(spectrum.toHz / hz)) / octaves;

test('a tone is a line at its pitch, silence is dark, and loudness is as high as it is loud', async () => {
  // 0.1 of full scale in both channels at 1 kHz is −20 LUFS (EBU Tech 3341, case 1 moved by 3 dB); then silence.
  const { brightness, left } = await drawnOf(
    "aevalsrc='if(lt(t,2),0.1,0)*sin(2*PI*1000*t)|if(lt(t,2),0.1,0)*sin(2*PI*1000*t)':s=48000:d=4",
  );
  const rows = Array.from({ length: spectrum.heightPx }, (_, y) =>
    brightness(widthPx / 4, spectrum.topPx + y),
  );
  const expectedRow = rowOfHz(1000);
  expect(Math.abs(rows.indexOf(Math.max(...rows)) - expectedRow)).toBeLessThanOrEqual(3);
  expect(brightness((3 * widthPx) / 4, Math.round(expectedRow))).toBeLessThan(60);

  const rowOf = (lufs: number): number =>
    loudness.topPx + (loudness.heightPx * (loudness.toLufs - lufs)) / (loudness.toLufs - loudness.fromLufs);
  const column = widthPx / 4 + 5;
  expect(brightness(column, Math.round(rowOf(-20)) + 2)).toBeGreaterThan(400);
  expect(brightness(column, Math.round(rowOf(-20)) - 3)).toBeLessThan(120);
  expect(left.filter((name) => name.startsWith('making-'))).toEqual([]);
});

test('a recording with one wire crossed is drawn as it is heard', async () => {
  const { brightness } = await drawnOf("aevalsrc='0.1*sin(2*PI*1000*t)|-0.1*sin(2*PI*1000*t)':s=48000:d=2");
  const row = spectrum.topPx + Math.round(rowOfHz(1000));
  const brightest = Math.max(...[-2, -1, 0, 1, 2].map((by) => brightness(widthPx / 2, row + by)));
  expect(brightest).toBeGreaterThan(300);
});

test('what has no sound has no such picture', async () => {
  const drawn = await drawSound({ sourcePath: await makeMedia('videoRedBlue'), workDir: await workFolder() });
  expect(drawn).toMatchObject({ ok: false, error: { code: 'no_sound' } });
});
