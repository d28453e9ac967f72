/** Sound for loudspeaker cars, from a recording or from the script. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Rendition } from '../core/model/catalogue.ts';
import { AppError } from '../core/model/app-error.ts';
import { ok, type Result } from '../core/model/result.ts';
import type { WorkOptions } from './ffmpeg/command.ts';
import { within } from './ffmpeg/progress.ts';
import { id3Tag, type TrackTags } from './id3.ts';
import type { Loudness } from './loudness.ts';
import { encodeLevelled } from './mp3.ts';
import { finish, inFreshFolder } from './output.ts';
import { inspect } from './probe/inspect.ts';
import type { Rejection } from './rejections.ts';
import { espeakNg, type SpeechEngine, type SpeechLanguage } from './speech.ts';
import { voiced } from './voicing.ts';

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
    const { signal } = order;
    const onProgress = within(order.onProgress, 0, 0.6);
    const wav = await voiced(await sourcePathOf(order, folder), folder, { signal, onProgress });
    if (!wav.ok) return wav;
    const mp3 = await encodeLevelled(wav.value, folder, signal);
    const durationMs = await durationOf(mp3.path, signal);
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
        voicing: 'horn',
        durationMs,
      },
    });
  });
}
