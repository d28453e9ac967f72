/** A recording turned into what one kind of loudspeaker can carry; see `sound/voicings.ts` for the reasons. */
import { join } from 'node:path';
import type { Voicing } from '../core/model/city-settings.ts';
import { err, ok, type Result } from '../core/model/result.ts';
import { runFfmpeg, type MediaInput, type WorkOptions } from './ffmpeg/command.ts';
import { encodeRun } from './ffmpeg/limits.ts';
import { within } from './ffmpeg/progress.ts';
import {
  MEASURE_LOUDNESS_AND_SAMPLES,
  NEARLY_SILENT_LUFS,
  readSampleLoudness,
  type SampleLoudness,
} from './loudness.ts';
import { CAR_SAMPLE_RATE_HZ, type LevelledSource } from './mp3.ts';
import { inspect } from './probe/inspect.ts';
import type { Rejection } from './rejections.ts';
import { chooseMono, MEASURE_CHANNELS, monoFilter, readChannels, type MonoChoice } from './sound/to-mono.ts';
import { bandOf, BEFORE_COMPRESSION_LUFS, dynamicsOf, VOICING_PRESETS } from './sound/voicings.ts';

const CAR_RATE = `aresample=${CAR_SAMPLE_RATE_HZ}`;

export interface VoicedOrder extends WorkOptions {
  path: string;
  /** Where the WAV is left, in a folder of the caller's own. */
  folder: string;
  /** Its name without extension; one for each recording of a clip. */
  name: string;
  voicing: Voicing;
}

interface Pass extends WorkOptions {
  input: MediaInput;
  graph: string;
  wavPath: string;
  folder: string;
  durationMs: number;
}

interface Heard extends SampleLoudness {
  stdout: string;
}

/** Filters one track into a WAV and measures it on the way. */
async function pass({ input, graph, wavPath, ...rest }: Pass): Promise<Result<Heard, Rejection>> {
  const end = await runFfmpeg({
    ...rest,
    inputs: [input],
    graph,
    maps: ['[a]'],
    options: ['-c:a', 'pcm_f32le', '-map_metadata', '-1'],
    muxer: 'wav',
    outputPath: wavPath,
    limits: encodeRun(rest.durationMs),
  });
  if (end.stopped !== null) return err({ code: 'limit_exceeded', detail: `sound: ${end.stopped}` });
  if (end.exitCode !== 0) return err({ code: 'unreadable', detail: 'the sound cannot be decoded' });
  return ok({ ...readSampleLoudness(end.stdout), stdout: end.stdout });
}

/** The band a loudspeaker carries, as one channel; of two, both are also measured beside it. */
function bandGraph(streamIndex: number, channels: number, band: string, choice: MonoChoice): string {
  if (channels !== 2) {
    return `[0:${streamIndex}]${CAR_RATE},aformat=sample_fmts=flt:channel_layouts=mono,${band},${MEASURE_LOUDNESS_AND_SAMPLES}[a]`;
  }
  return (
    `[0:${streamIndex}]${CAR_RATE},aformat=sample_fmts=flt:channel_layouts=stereo,${band},asplit=2[m][c];` +
    `[m]${monoFilter(choice)},${MEASURE_LOUDNESS_AND_SAMPLES}[a];[c]${MEASURE_CHANNELS}`
  );
}

/** Two channels are summed at first; where that is not the best of them, it is done once more with what is. */
async function bandPass(
  source: Omit<Pass, 'graph'>,
  streamIndex: number,
  channels: number,
  band: string,
): Promise<Result<Heard, Rejection>> {
  const summed = await pass({ ...source, graph: bandGraph(streamIndex, channels, band, 'sum') });
  if (!summed.ok || channels !== 2) return summed;
  const choice = chooseMono(readChannels(summed.value.stdout));
  return choice === 'sum'
    ? summed
    : pass({ ...source, graph: bandGraph(streamIndex, channels, band, choice) });
}

/**
 * A file's first sound track as mono WAV in `folder`, band-limited, compressed and de-essed for a kind of loudspeaker,
 * and how loud that came out.
 * Errors: those of `probeMedia`; `no_sound`; `silent`.
 */
export async function voiced(order: VoicedOrder): Promise<Result<LevelledSource, Rejection>> {
  const { path, folder, name, signal, onProgress } = order;
  const preset = VOICING_PRESETS[order.voicing];
  const inspected = await inspect(path, { signal });
  if (!inspected.ok) return inspected;
  const { audio, demuxer, probe } = inspected.value;
  if (audio === null || demuxer === null) return err({ code: 'no_sound', detail: probe.kind });
  const common = { folder, signal, durationMs: Math.max(1, probe.durationMs ?? 1) };
  const bandPath = join(folder, `${name}-band.wav`);
  const before = await bandPass(
    { ...common, input: { path, demuxer }, wavPath: bandPath, onProgress: within(onProgress, 0, 0.6) },
    audio.stream.index,
    audio.stream.channels,
    bandOf(preset),
  );
  if (!before.ok) return before;
  const { integratedLufs } = before.value;
  if (integratedLufs < NEARLY_SILENT_LUFS) {
    return err({ code: 'silent', detail: `${integratedLufs.toFixed(1)} LUFS` });
  }
  const wavPath = join(folder, `${name}-voiced.wav`);
  const gainDb = BEFORE_COMPRESSION_LUFS - integratedLufs;
  const after = await pass({
    ...common,
    input: { path: bandPath, demuxer: 'wav' },
    graph: `[0:0]volume=${gainDb.toFixed(3)}dB,${dynamicsOf(preset)},${MEASURE_LOUDNESS_AND_SAMPLES}[a]`,
    wavPath,
    onProgress: within(onProgress, 0.6, 1),
  });
  if (!after.ok) return after;
  const { integratedLufs: voicedLufs, samplePeakDbfs } = after.value;
  return ok({ wavPath, durationMs: common.durationMs, integratedLufs: voicedLufs, samplePeakDbfs });
}
