/** Sound for loudspeaker cars, from a recording or from the script. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Rendition } from '../core/model/catalogue.ts';
import { AppError } from '../core/model/app-error.ts';
import { err, ok, type Result } from '../core/model/result.ts';
import { runFfmpeg, type MediaInput, type WorkOptions } from './ffmpeg/command.ts';
import { within } from './ffmpeg/progress.ts';
import { id3Tag, type TrackTags } from './id3.ts';
import { MEASURE_FILTERS, readLoudness, type Loudness } from './loudness.ts';
import { CAR_SAMPLE_RATE_HZ, encodeLevelled } from './mp3.ts';
import { finish, inFreshFolder } from './output.ts';
import { inspect } from './probe/inspect.ts';
import type { Rejection } from './rejections.ts';
import { espeakNg, type SpeechEngine, type SpeechLanguage } from './speech.ts';

export type CarAudioSource =
  { kind: 'recording'; path: string } | { kind: 'script'; text: string; language: SpeechLanguage };

export interface CarAudioOrder extends WorkOptions {
  source: CarAudioSource;
  /** Existing folder for work in progress and the finished file. */
  workDir: string;
  tags: TrackTags;
  /** espeak-ng when left out. */
  engine?: SpeechEngine;
}

export interface CarAudioResult {
  path: string;
  rendition: Rendition;
  loudness: Loudness;
}

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

async function pass(
  input: MediaInput,
  stream: number,
  filters: string,
  wavPath: string | null,
  folder: string,
  options: WorkOptions & { durationMs?: number },
): Promise<Result<Loudness, Rejection>> {
  const end = await runFfmpeg({
    ...options,
    inputs: [input],
    graph: `[0:${stream}]${MONO},${filters},${MEASURE_FILTERS}[a]`,
    maps: ['[a]'],
    options: wavPath === null ? [] : ['-c:a', 'pcm_f32le'],
    ...(wavPath === null ? { muxer: 'null' } : { muxer: 'wav', outputPath: wavPath, folder }),
  });
  if (end.stopped !== null) return err({ code: 'limit_exceeded', detail: `sound: ${end.stopped}` });
  if (end.exitCode !== 0) return err({ code: 'unreadable', detail: 'the sound cannot be decoded' });
  return ok(readLoudness(end.stdout));
}

/** A recording as mono WAV with the voice a horn can carry, and how loud that came out. */
async function voiced(
  path: string,
  folder: string,
  order: CarAudioOrder,
): Promise<Result<{ wavPath: string; loudness: Loudness }, Rejection>> {
  const { signal, onProgress } = order;
  const inspected = await inspect(path, { signal });
  if (!inspected.ok) return inspected;
  const { audio, demuxer, probe } = inspected.value;
  if (audio === null || demuxer === null) return err({ code: 'no_sound', detail: probe.kind });
  const input = { path, demuxer };
  const durationMs = Math.max(1, probe.durationMs ?? 1);
  const before = await pass(input, audio.stream.index, BAND, null, folder, {
    signal,
    durationMs,
    onProgress: within(onProgress, 0, 0.3),
  });
  if (!before.ok) return before;
  if (before.value.integratedLufs < NEARLY_SILENT_LUFS) {
    return err({ code: 'silent', detail: `${before.value.integratedLufs.toFixed(1)} LUFS` });
  }
  const wavPath = join(folder, 'voiced.wav');
  const gain = `volume=${(BEFORE_COMPRESSION_LUFS - before.value.integratedLufs).toFixed(3)}dB`;
  const loudness = await pass(input, audio.stream.index, `${BAND},${gain},${COMPRESS}`, wavPath, folder, {
    signal,
    durationMs,
    onProgress: within(onProgress, 0.3, 0.6),
  });
  return loudness.ok ? ok({ wavPath, loudness: loudness.value }) : loudness;
}

async function sourcePathOf(order: CarAudioOrder, folder: string): Promise<string> {
  const { source, signal } = order;
  if (source.kind === 'recording') return source.path;
  const engine = order.engine ?? espeakNg;
  return (await engine.speak({ text: source.text, language: source.language, workDir: folder, signal })).path;
}

async function durationOf(mp3Path: string, signal?: AbortSignal): Promise<number> {
  const inspected = await inspect(mp3Path, { signal });
  const durationMs = inspected.ok ? inspected.value.probe.durationMs : null;
  if (durationMs === null || durationMs === 0)
    throw new AppError('rendition_invalid', 'an MP3 just made has no length');
  return durationMs;
}

/**
 * Makes a clip for loudspeaker cars: mono, band-limited and compressed for horns, −16 LUFS ±0.5, at most −1.5 dBTP
 * (measured after encoding), MP3 128 kbit/s CBR 44.1 kHz with ID3v2.3 tags. On any other outcome than a value
 * nothing is left in `workDir`.
 * Errors: those of `probeMedia`; `no_sound`; `silent` for room noise or a script without words.
 *
 * @throws AppError `cancelled`, `loudness_missed`, `speech_engine_missing`, `speech_failed`, `ffmpeg_missing`
 */
export async function renderCarAudio(order: CarAudioOrder): Promise<Result<CarAudioResult, Rejection>> {
  return inFreshFolder(order.workDir, async (folder) => {
    const wav = await voiced(await sourcePathOf(order, folder), folder, order);
    if (!wav.ok) return wav;
    const mp3 = await encodeLevelled(wav.value.wavPath, wav.value.loudness, folder, order.signal);
    const durationMs = await durationOf(mp3.path, order.signal);
    const tagged = join(folder, 'tagged.mp3');
    await writeFile(tagged, [id3Tag(order.tags), await readFile(mp3.path)]);
    const { path, ...hashes } = await finish(tagged, order.workDir, 'mp3');
    order.onProgress?.(1);
    return ok({
      path,
      loudness: mp3.loudness,
      rendition: {
        kind: 'audio',
        mimeType: 'audio/mpeg',
        ...hashes,
        widthPx: null,
        heightPx: null,
        fit: null,
        durationMs,
      },
    });
  });
}
