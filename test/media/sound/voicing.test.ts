/** What each kind of loudspeaker is sent, measured in decoded sound. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Voicing } from '../../../core/model/city-settings.ts';
import { findBinaries } from '../../../media/ffmpeg/binaries.ts';
import { measureLoudness, renderCarAudio, type CarAudioOrder } from '../../../media/index.ts';
import { addPowers, FFT_SIZE } from '../../../media/sound/fft.ts';
import { workFolder } from '../../support/work-folder.ts';

const run = promisify(execFile);
const RATE_HZ = 44_100;
const TAGS = { title: 'Uji', artist: 'Uji', album: 'Uji' };

/** A recording of our own making. */
async function recording(folder: string, name: string, source: string): Promise<string> {
  const { ffmpeg } = await findBinaries();
  const path = join(folder, `${name}.wav`);
  await run(ffmpeg, ['-v', 'error', '-y', '-f', 'lavfi', '-i', source, path]);
  return path;
}

async function clip(order: Omit<CarAudioOrder, 'tags'>): Promise<{ path: string; durationMs: number }> {
  const made = await renderCarAudio({ ...order, tags: TAGS });
  if (!made.ok) throw new Error(`${made.error.code}: ${made.error.detail}`);
  return { path: made.value.path, durationMs: made.value.rendition.durationMs ?? 0 };
}

async function samplesOf(path: string): Promise<Float32Array> {
  const { ffmpeg } = await findBinaries();
  const raw = `${path}.f32`;
  await run(ffmpeg, [
    '-v',
    'error',
    '-y',
    '-i',
    path,
    '-ac',
    '1',
    '-ar',
    String(RATE_HZ),
    '-f',
    'f32le',
    raw,
  ]);
  return new Float32Array(new Uint8Array(await readFile(raw)).buffer);
}

/** Mean level per bin between two frequencies, in dB. */
function levelDb(samples: Float32Array, fromHz: number, untilHz: number): number {
  const sum = new Float64Array(FFT_SIZE / 2);
  let frames = 0;
  for (let at = 0; at + FFT_SIZE <= samples.length; at += FFT_SIZE) {
    const one = new Float64Array(FFT_SIZE / 2);
    addPowers(samples, at, one);
    for (const [bin, power] of one.entries()) sum[bin] = (sum[bin] ?? 0) + power;
    frames += 1;
  }
  const bin = (hz: number): number => Math.round((hz / RATE_HZ) * FFT_SIZE);
  const band = sum.subarray(bin(fromHz), bin(untilHz));
  return 10 * Math.log10(band.reduce((total, power) => total + power, 0) / band.length / frames);
}

describe('every voicing keeps the band of speech and loses what its loudspeaker cannot give', () => {
  test.each<[Voicing, lost: readonly [number, number, atLeastDb: number][]]>([
    [
      'horn',
      [
        [60, 150, 24],
        [11_000, 15_000, 12],
      ],
    ],
    [
      'column',
      [
        [30, 75, 8],
        [15_000, 16_000, 6],
      ],
    ],
    [
      'indoor',
      [
        [20, 50, 6],
        [19_000, 21_000, 10],
      ],
    ],
  ])('%s', async (voicing, lost) => {
    const workDir = await workFolder();
    const noise = await recording(workDir, 'noise', 'anoisesrc=color=white:seed=5:duration=3:amplitude=0.2');
    const { path } = await clip({ source: { kind: 'recording', path: noise }, voicing, workDir });
    const samples = await samplesOf(path);
    const speech = levelDb(samples, 1000, 2000);
    expect(Math.abs(levelDb(samples, 400, 800) - speech)).toBeLessThan(3);
    expect(Math.abs(levelDb(samples, 2500, 5000) - speech)).toBeLessThan(4);
    for (const [fromHz, untilHz, atLeastDb] of lost)
      expect(speech - levelDb(samples, fromHz, untilHz)).toBeGreaterThan(atLeastDb);
  });
});

test('a voice with a crossed wire is heard as loud and as clear as one without', async () => {
  const workDir = await workFolder();
  const voice = '0.3*sin(2*PI*440*t)*(0.6+0.4*sin(2*PI*3*t))+0.1*sin(2*PI*1300*t)';
  const crossed = await recording(workDir, 'crossed', `aevalsrc='${voice}|-(${voice})':s=48000:d=3`);
  const straight = await recording(workDir, 'straight', `aevalsrc='${voice}|${voice}':s=48000:d=3`);
  const heard = async (path: string): Promise<Float32Array> =>
    samplesOf((await clip({ source: { kind: 'recording', path }, voicing: 'horn', workDir })).path);
  const [one, other] = [await heard(crossed), await heard(straight)];
  for (const [fromHz, untilHz] of [
    [400, 480],
    [1250, 1350],
  ] as const)
    expect(Math.abs(levelDb(one, fromHz, untilHz) - levelDb(other, fromHz, untilHz))).toBeLessThan(0.5);
});

test('the regional language follows after a pause, as loud as the first', async () => {
  const workDir = await workFolder();
  const noise = (seed: number, amplitude: number): string =>
    `anoisesrc=color=pink:seed=${seed}:duration=3:amplitude=${amplitude},tremolo=f=4:d=0.9`;
  const loud = await recording(workDir, 'loud', noise(1, 0.6));
  const soft = await recording(workDir, 'soft', noise(2, 0.05));
  const { path, durationMs } = await clip({
    source: { kind: 'recording', path: loud },
    regionalPath: soft,
    voicing: 'column',
    workDir,
  });
  expect(Math.abs(durationMs - 7500)).toBeLessThan(80);
  const samples = await samplesOf(path);
  const at = (ms: number): number => Math.round((ms / 1000) * RATE_HZ);
  const difference =
    levelDb(samples.subarray(at(200), at(2800)), 400, 4000) -
    levelDb(samples.subarray(at(4800), at(7300)), 400, 4000);
  expect(Math.abs(difference)).toBeLessThan(1);
  expect(levelDb(samples.subarray(at(3300), at(4300)), 400, 4000)).toBeLessThan(-80);
});

test('the chime is three falling notes, as loud as a clip', async () => {
  const workDir = await workFolder();
  const { path, durationMs } = await clip({ source: { kind: 'chime' }, voicing: 'horn', workDir });
  expect(Math.abs(durationMs - 2400)).toBeLessThan(60);
  const loudness = await measureLoudness(path);
  if (!loudness.ok) throw new Error(loudness.error.code);
  expect(Math.abs(loudness.value.integratedLufs + 16)).toBeLessThanOrEqual(0.5);
  expect(loudness.value.truePeakDbtp).toBeLessThanOrEqual(-1.5);
  const samples = await samplesOf(path);
  const strongest = (fromMs: number): number => {
    const part = samples.subarray(
      Math.round((fromMs / 1000) * RATE_HZ),
      Math.round(((fromMs + 120) / 1000) * RATE_HZ),
    );
    const notes = [784, 659, 523].map((hz) => levelDb(part, hz - 25, hz + 25));
    return notes.indexOf(Math.max(...notes));
  };
  expect([strongest(80), strongest(520), strongest(960)]).toEqual([0, 1, 2]);
});
