/** What an editor chose is what comes out: the part, the still, the fill, the volume. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { findBinaries } from '../../media/ffmpeg/binaries.ts';
import {
  measureLoudness,
  probeMedia,
  renderPoster,
  renderVideo,
  type VideoOrder,
} from '../../media/index.ts';
import { colourName, frameOfImage, frameOfVideo } from '../support/pixels.ts';
import { workFolder } from '../support/work-folder.ts';

/** Three seconds, red, lime and blue, 160×80, one keyframe at the start, with a tone. */
async function threeColours(): Promise<string> {
  const path = join(await workFolder(), 'warna.mp4');
  const { ffmpeg } = await findBinaries();
  const fill = (colour: string, second: number): string =>
    `drawbox=c=${colour}:t=fill:enable='gte(t,${second})'`;
  const picture = `color=red:size=160x80:rate=30:duration=3,${fill('lime', 1)},${fill('blue', 2)}`;
  const inputs = ['-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', 'sine=frequency=440:duration=3'];
  const codecs = ['-c:v', 'libx264', '-preset', 'ultrafast', '-g', '300', '-c:a', 'aac'];
  await promisify(execFile)(ffmpeg, ['-v', 'error', ...inputs, ...codecs, path]);
  return path;
}

async function rendered(order: Partial<VideoOrder>): Promise<string> {
  const size = { widthPx: 96, heightPx: 96, fit: 'contain' as const, airDurationMs: 1000 };
  const sourcePath = order.sourcePath ?? (await threeColours());
  const outcome = await renderVideo({ ...size, workDir: await workFolder(), ...order, sourcePath });
  if (!outcome.ok) throw new Error(outcome.error.code);
  return outcome.value.path;
}

const isLime = ([r, g, b]: readonly [number, number, number]): boolean => g > 200 && r < 60 && b < 60;

test('only the chosen part airs, to the frame, and its last frame is held', async () => {
  const path = await rendered({ segment: { inMs: 1000, outMs: 2000 }, airDurationMs: 1500 });
  const at = async (ms: number) => (await frameOfVideo(path, ms)).at(48, 48);
  expect([isLime(await at(0)), isLime(await at(900)), isLime(await at(1450))]).toEqual([true, true, true]);
});

test('blur shows all of the picture on a darker, blurred copy instead of black', async () => {
  const frame = await frameOfVideo(await rendered({ fit: 'blur' }), 500);
  expect(colourName(frame.at(48, 48))).toBe('red');
  const [r, g, b] = frame.at(48, 6);
  expect(r).toBeGreaterThan(100);
  expect(r).toBeLessThan(200);
  expect(Math.max(g, b)).toBeLessThan(40);
});

test('muted has no sound; quieter by 10 dB is quieter by 10 LU', async () => {
  const sourcePath = await threeColours();
  const loudness = async (sound: NonNullable<VideoOrder['sound']>): Promise<number> => {
    const measured = await measureLoudness(await rendered({ sourcePath, sound }));
    return measured.ok ? measured.value.integratedLufs : Number.NaN;
  };
  expect(await probeMedia(await rendered({ sourcePath, sound: { mute: true } }))).toMatchObject({
    value: { audio: null },
  });
  expect(
    (await loudness({ targetLufs: -23 })) - (await loudness({ targetLufs: -23, volumeDb: -10 })),
  ).toBeCloseTo(10, 0);
});

test('the still of a video is the frame at the chosen instant, or its last one', async () => {
  const sourcePath = await threeColours();
  const colourAt = async (atMs: number): Promise<readonly [number, number, number]> => {
    const poster = await renderPoster({ sourcePath, workDir: await workFolder(), atMs });
    if (!poster.ok) throw new Error(poster.error.code);
    return (await frameOfImage(poster.value.path)).at(80, 40);
  };
  expect(isLime(await colourAt(1500))).toBe(true);
  expect(colourName(await colourAt(2500))).toBe('blue');
  expect(colourName(await colourAt(9000))).toBe('blue');
});

test.each<[string, Partial<VideoOrder>]>([
  ['the beginning of a file', {}],
  ['the beginning of a longer part', { segment: { inMs: 500, outMs: 4000 } }],
])('only what airs is levelled: %s, soft, with loud music after it', async (_what, order) => {
  const path = join(await workFolder(), 'lirih.mp4');
  const { ffmpeg } = await findBinaries();
  const picture = 'color=red:size=160x80:rate=30:duration=4';
  const sound = 'sine=frequency=440:duration=4,volume=0.05:enable=lt(t\\,2)';
  const inputs = ['-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', sound];
  const codecs = ['-c:v', 'libx264', '-preset', 'ultrafast', '-c:a', 'aac'];
  await promisify(execFile)(ffmpeg, ['-v', 'error', ...inputs, ...codecs, path]);
  const measured = await measureLoudness(await rendered({ sourcePath: path, ...order }));
  if (!measured.ok) throw new Error(measured.error.code);
  expect(Math.abs(measured.value.integratedLufs + 16)).toBeLessThanOrEqual(0.7);
});
