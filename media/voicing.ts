/** A recording turned into what a horn loudspeaker on a moving car can carry. */
import { join } from 'node:path';
import { err, ok, type Result } from '../core/model/result.ts';
import { runFfmpeg, type MediaInput, type WorkOptions } from './ffmpeg/command.ts';
import { encodeRun } from './ffmpeg/limits.ts';
import { within } from './ffmpeg/progress.ts';
import { MEASURE_LOUDNESS, readLoudness } from './loudness.ts';
import { CAR_SAMPLE_RATE_HZ, type LevelledSource } from './mp3.ts';
import { inspect } from './probe/inspect.ts';
import type { Rejection } from './rejections.ts';

/** Below this a recording holds room noise, not a voice. */
const NEARLY_SILENT_LUFS = -50;
/** Where the compressor's threshold expects speech to be. */
const BEFORE_COMPRESSION_LUFS = -20;

const MONO = `aresample=${CAR_SAMPLE_RATE_HZ},aformat=sample_fmts=flt:channel_layouts=mono`;
/**
 * Re-entrant horns carry about 300 Hz to 7 kHz: what lies outside costs amplifier power and is not heard.
 * Two-pole filters, twice at the low end, where motors hum.
 */
const BAND = 'highpass=f=300,highpass=f=300,lowpass=f=7000';
/** Evens out near and far from the microphone, so that every word carries over traffic. */
const COMPRESS = 'acompressor=threshold=-24dB:ratio=4:attack=5:release=150:knee=4';

interface Pass extends WorkOptions {
  input: MediaInput;
  streamIndex: number;
  filters: string;
  wavPath: string;
  folder: string;
  durationMs: number;
}

/** Filters one track into a WAV and measures it on the way. */
async function pass({
  input,
  streamIndex,
  filters,
  wavPath,
  ...rest
}: Pass): Promise<Result<number, Rejection>> {
  const end = await runFfmpeg({
    ...rest,
    inputs: [input],
    graph: `[0:${streamIndex}]${filters},${MEASURE_LOUDNESS}[a]`,
    maps: ['[a]'],
    options: ['-c:a', 'pcm_f32le', '-map_metadata', '-1'],
    muxer: 'wav',
    outputPath: wavPath,
    limits: encodeRun(rest.durationMs),
  });
  if (end.stopped !== null) return err({ code: 'limit_exceeded', detail: `sound: ${end.stopped}` });
  if (end.exitCode !== 0) return err({ code: 'unreadable', detail: 'the sound cannot be decoded' });
  return ok(readLoudness(end.stdout).integratedLufs);
}

/**
 * A file's first sound track as mono WAV in `folder`, band-limited and compressed, and how loud that came out.
 * Errors: those of `probeMedia`; `no_sound`; `silent`.
 */
export async function voiced(
  path: string,
  folder: string,
  { signal, onProgress }: WorkOptions,
): Promise<Result<LevelledSource, Rejection>> {
  const inspected = await inspect(path, { signal });
  if (!inspected.ok) return inspected;
  const { audio, demuxer, probe } = inspected.value;
  if (audio === null || demuxer === null) return err({ code: 'no_sound', detail: probe.kind });
  const common = { folder, signal, durationMs: Math.max(1, probe.durationMs ?? 1) };
  const bandPath = join(folder, 'band.wav');
  const before = await pass({
    ...common,
    input: { path, demuxer },
    streamIndex: audio.stream.index,
    filters: `${MONO},${BAND}`,
    wavPath: bandPath,
    onProgress: within(onProgress, 0, 0.6),
  });
  if (!before.ok) return before;
  if (before.value < NEARLY_SILENT_LUFS) {
    return err({ code: 'silent', detail: `${before.value.toFixed(1)} LUFS` });
  }
  const wavPath = join(folder, 'voiced.wav');
  const after = await pass({
    ...common,
    input: { path: bandPath, demuxer: 'wav' },
    streamIndex: 0,
    filters: `volume=${(BEFORE_COMPRESSION_LUFS - before.value).toFixed(3)}dB,${COMPRESS}`,
    wavPath,
    onProgress: within(onProgress, 0.6, 1),
  });
  return after.ok ? ok({ wavPath, durationMs: common.durationMs, integratedLufs: after.value }) : after;
}
