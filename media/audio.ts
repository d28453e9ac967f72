/** Sound for loudspeakers outdoors and in, from a recording or from the script. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Rendition } from '../core/model/catalogue.ts';
import type { Voicing } from '../core/model/city-settings.ts';
import { AppError } from '../core/model/app-error.ts';
import { err, ok, type Result } from '../core/model/result.ts';
import type { WorkOptions } from './ffmpeg/command.ts';
import { within } from './ffmpeg/progress.ts';
import { id3Tag, type TrackTags } from './id3.ts';
import type { Loudness } from './loudness.ts';
import { encodeLevelled, type LevelledSource } from './mp3.ts';
import { finish, inFreshFolder } from './output.ts';
import { inspect } from './probe/inspect.ts';
import type { Rejection } from './rejections.ts';
import { makeChimeWav } from './sound/chime.ts';
import { joinLevelled } from './sound/join.ts';
import { espeakNg, type SpeechEngine, type SpeechLanguage } from './speech.ts';
import { voiced } from './voicing.ts';

export type CarAudioSource =
  | { kind: 'recording'; path: string }
  | { kind: 'script'; text: string; language: SpeechLanguage }
  /** The three notes before a clip. */
  | { kind: 'chime' };

export interface CarAudioOrder extends WorkOptions {
  source: CarAudioSource;
  /** A recording in the regional language, heard after the source and a pause; null or left out for none. */
  regionalPath?: string | null;
  /** The kind of loudspeaker it is for; a horn when left out. */
  voicing?: Voicing;
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

/** Longer than the pause between paragraphs (0.9 s), so that the other language is heard to begin. */
const LANGUAGE_PAUSE_MS = 1500;

async function sourcePath(order: CarAudioOrder, folder: string): Promise<Result<string, Rejection>> {
  const { source, signal } = order;
  if (source.kind === 'recording') return ok(source.path);
  if (source.kind === 'chime') return ok(await makeChimeWav(folder, signal));
  const engine = order.engine ?? espeakNg;
  const spoken = await engine.speak({
    text: source.text,
    language: source.language,
    workDir: folder,
    signal,
  });
  return spoken.ok ? ok(spoken.value.path) : spoken;
}

/** Everything that is heard, as one WAV. */
async function heard(order: CarAudioOrder, folder: string): Promise<Result<LevelledSource, Rejection>> {
  const { signal, voicing = 'horn', regionalPath = null } = order;
  const path = await sourcePath(order, folder);
  if (!path.ok) return path;
  const share = regionalPath === null ? 0.6 : 0.3;
  const common = { folder, voicing, signal };
  const first = await voiced({
    ...common,
    path: path.value,
    name: 'first',
    onProgress: within(order.onProgress, 0, share),
  });
  if (!first.ok || regionalPath === null) return first;
  const second = await voiced({
    ...common,
    path: regionalPath,
    name: 'regional',
    onProgress: within(order.onProgress, share, 2 * share),
  });
  if (!second.ok) return err({ ...second.error, detail: `regional: ${second.error.detail}` });
  return ok(await joinLevelled([first.value, second.value], LANGUAGE_PAUSE_MS, folder, signal));
}

async function durationOf(mp3Path: string, signal?: AbortSignal): Promise<number> {
  const inspected = await inspect(mp3Path, { signal, maxDurationMs: 2 * 300_000 + LANGUAGE_PAUSE_MS });
  const durationMs = inspected.ok ? inspected.value.probe.durationMs : null;
  if (durationMs === null || durationMs === 0)
    throw new AppError('rendition_invalid', 'an MP3 just made has no length');
  return durationMs;
}

/**
 * Makes a clip for one kind of loudspeaker: mono, band-limited, compressed and de-essed as `VOICING_PRESETS` says,
 * −16 LUFS ±0.5, at most −1.5 dBTP (measured after encoding), MP3 128 kbit/s CBR 44.1 kHz with ID3v2.3 tags. On any
 * other outcome than a value nothing is left in `workDir`.
 * Errors: those of `probeMedia` and of the speech engine; `no_sound`; `silent` for room noise or a script without words.
 *
 * @throws AppError `cancelled`, `loudness_missed`, `speech_engine_missing`, `speech_failed`, `ffmpeg_missing`
 */
export async function renderCarAudio(order: CarAudioOrder): Promise<Result<CarAudioResult, Rejection>> {
  return inFreshFolder(order.workDir, async (folder) => {
    const { signal } = order;
    const wav = await heard(order, folder);
    if (!wav.ok) return wav;
    const mp3 = await encodeLevelled(wav.value, folder, signal);
    const durationMs = await durationOf(mp3.path, signal);
    const tagged = join(folder, 'tagged.mp3');
    await writeFile(tagged, [id3Tag(order.tags), await readFile(mp3.path)], { flag: 'wx' });
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
        voicing: order.voicing ?? 'horn',
        durationMs,
      },
    });
  });
}
