/** MP3 for cars: CBR, and as loud as ordered when measured after encoding. */
import { join } from 'node:path';
import { AppError } from '../core/model/app-error.ts';
import { mustSucceed, runFfmpeg } from './ffmpeg/command.ts';
import { encodeRun } from './ffmpeg/limits.ts';
import {
  listen,
  measureTrack,
  MEASURE_LOUDNESS,
  readLoudness,
  type Loudness,
  type SampleLoudness,
} from './loudness.ts';
import { levelFilters, TARGET_LUFS } from './sound/programme.ts';

export const CAR_SAMPLE_RATE_HZ = 44_100;
/** Mono at 128 kbit/s: transparent for speech, and constant, because cheap head units count time by bytes. */
const BITRATE = '128k';
/** Half of the ±0.5 LU promised: other meters may differ by the rest. */
const LOUDNESS_TOLERANCE_LU = 0.25;
const PEAK_CEILING_DBTP = -1.5;
/** LAME scales what it is given by 0.95 at this bit rate, against clipping (its presets.c). */
const ENCODER_LOSS_DB = -20 * Math.log10(0.95);
/** Peaks between samples and MP3 itself add up to about 1.5 dB; the first try leaves room for that. */
const FIRST_CEILING_DBFS = -3 + ENCODER_LOSS_DB;
const MAX_TRIES = 6;

export interface Mp3File {
  path: string;
  loudness: Loudness;
}

/** How loud a mono WAV of our own making is. */
export interface LevelledSource extends SampleLoudness {
  wavPath: string;
  durationMs: number;
}

/** A correction up to this is made and not measured again: what the limiter takes of it is within the tolerance. */
const SURE_LU = 0.5;
const MAX_MEASURED = 3;

/** What brings the WAV to its loudness with its peaks held, found before anything is encoded, which costs five times as much. */
async function firstGainDb(source: LevelledSource, signal: AbortSignal | undefined): Promise<number> {
  const wantedLufs = TARGET_LUFS + ENCODER_LOSS_DB;
  let gainDb = wantedLufs - source.integratedLufs;
  if (source.samplePeakDbfs + gainDb <= FIRST_CEILING_DBFS) return gainDb;
  const input = { path: source.wavPath, demuxer: 'wav' } as const;
  for (let attempt = 1; attempt <= MAX_MEASURED; attempt += 1) {
    const filters = `${levelFilters({ gainDb, limitDbfs: FIRST_CEILING_DBFS })},${MEASURE_LOUDNESS}`;
    const heard = await listen(input, 0, filters, signal, encodeRun(source.durationMs));
    if (!heard.ok) break;
    const missedLu = wantedLufs - readLoudness(heard.value).integratedLufs;
    gainDb += missedLu;
    if (Math.abs(missedLu) <= SURE_LU) break;
  }
  return gainDb;
}

/**
 * Encodes at −16 LUFS ±0.5 and at most −1.5 dBTP, both measured on the decoded MP3:
 * gain and ceiling are corrected by what was missed until it fits. No tags, no Xing frame: frames only.
 *
 * @throws AppError `loudness_missed` when it does not fit after six tries, `ffmpeg_failed`, `cancelled`
 */
export async function encodeLevelled(
  source: LevelledSource,
  folder: string,
  signal: AbortSignal | undefined,
): Promise<Mp3File> {
  const path = join(folder, 'levelled.mp3');
  let gainDb = await firstGainDb(source, signal);
  let ceilingDbfs = FIRST_CEILING_DBFS;
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    const end = await runFfmpeg({
      inputs: [{ path: source.wavPath, demuxer: 'wav' }],
      graph: `[0:a:0]${levelFilters({ gainDb, limitDbfs: ceilingDbfs })}[a]`,
      maps: ['[a]'],
      options: [
        ...['-c:a', 'libmp3lame', '-b:a', BITRATE, '-ar', String(CAR_SAMPLE_RATE_HZ), '-ac', '1'],
        ...['-write_xing', '0', '-id3v2_version', '0', '-write_id3v1', '0'],
      ],
      muxer: 'mp3',
      outputPath: path,
      folder,
      limits: encodeRun(source.durationMs),
      signal,
    });
    mustSucceed(end, 'encoding MP3');
    const loudness = await measureTrack({ path, demuxer: 'mp3' }, 0, 'own', { signal });
    if (!loudness.ok)
      throw new AppError('ffmpeg_failed', 'an MP3 just made cannot be read', {
        context: { ...loudness.error },
      });
    const { integratedLufs, truePeakDbtp } = loudness.value;
    const missedLu = TARGET_LUFS - integratedLufs;
    const overDb = truePeakDbtp - PEAK_CEILING_DBTP;
    if (Math.abs(missedLu) <= LOUDNESS_TOLERANCE_LU && overDb <= 0) return { path, loudness: loudness.value };
    gainDb += missedLu;
    if (overDb > 0) ceilingDbfs -= overDb + 0.2;
  }
  throw new AppError('loudness_missed', 'the sound could not be brought to the ordered loudness', {
    context: { integratedLufs: source.integratedLufs, gainDb, ceilingDbfs },
  });
}
