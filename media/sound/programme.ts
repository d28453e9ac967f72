/**
 * Programme loudness of screens: measured, then one gain (EBU R 128; R 128 s2 for −16). Where peaks would pass the limit
 * that gain brings them to, they are held and the gain is corrected by what that took away, which costs a third of a
 * two-pass loudnorm and changes nothing between the peaks.
 */
import { ok, type Result } from '../../core/model/result.ts';
import type { MediaInput, WorkOptions } from '../ffmpeg/command.ts';
import { KnownFiles } from '../known-files.ts';
import {
  listen,
  MEASURE_LOUDNESS,
  MEASURE_LOUDNESS_AND_PEAK,
  readLoudness,
  NEARLY_SILENT_LUFS,
  trackLoudnessOnce,
} from '../loudness.ts';
import type { Rejection } from '../rejections.ts';

/** How a track is brought to its loudness. */
export interface SoundLevel {
  gainDb: number;
  /** Where peaks are held after the gain, in dB of full scale; null where none comes so far. */
  limitDbfs: number | null;
}

/** EBU R 128 s2 and streaming practice: what cars are levelled to, and screens unless the city sets another. */
export const TARGET_LUFS = -16;

/**
 * R 128 allows −1 dBTP. AAC at 128 kbit/s adds up to 2 dB to peaks that were held flat, and less to others, so this is
 * what they may reach before encoding.
 */
const CEILING_DBTP = -3;
/** What a limiter takes away is made up for by so much at most; beyond there is nothing but peaks. */
const MAX_GAIN_DB = 40;
/** A correction up to this is made and not measured again: what a limiter takes changes by a tenth of it. */
const SURE_LU = 0.5;
const SURE_DB = 0.5;
const MAX_TRIES = 4;

const STEREO = 'aresample=48000,aformat=sample_fmts=fltp:channel_layouts=stereo';
/**
 * A gain, and a limiter if there is one, in ffmpeg's words. 5 ms is the shortest attack without distortion of a voice's
 * lowest notes, 50 ms is over before the next syllable.
 */
export function levelFilters({ gainDb, limitDbfs }: SoundLevel): string {
  const gain = `volume=${gainDb.toFixed(3)}dB`;
  if (limitDbfs === null) return gain;
  return `${gain},alimiter=limit=${(10 ** (limitDbfs / 20)).toFixed(5)}:level=false:attack=5:release=50`;
}

/** The sound: stereo, levelled, silence added or cut to the airing's length. */
export const soundFilters = (airDurationMs: number, level: SoundLevel): string =>
  [
    'aresample=48000:async=1:first_pts=0',
    'aformat=sample_fmts=fltp:channel_layouts=stereo',
    levelFilters(level),
    'apad',
    `atrim=end=${airDurationMs}ms`,
  ].join(',');

async function findLevel(
  input: MediaInput,
  streamIndex: number,
  wantedLufs: number,
  options: WorkOptions,
): Promise<Result<SoundLevel, Rejection>> {
  const plain = await trackLoudnessOnce(input, streamIndex, options);
  if (!plain.ok) return plain;
  const { integratedLufs, samplePeakDbfs } = plain.value;
  if (integratedLufs < NEARLY_SILENT_LUFS) return ok({ gainDb: 0, limitDbfs: null });
  const gainDb = wantedLufs - integratedLufs;
  if (samplePeakDbfs + gainDb <= CEILING_DBTP) return ok({ gainDb, limitDbfs: null });

  const level = { gainDb, limitDbfs: CEILING_DBTP };
  // True peaks are most of the cost, and once the limiter knows by how much they pass it, it knows.
  let meter = MEASURE_LOUDNESS_AND_PEAK;
  for (let attempt = 1; attempt <= MAX_TRIES; attempt += 1) {
    const filters = `${STEREO},${levelFilters(level)},${meter}`;
    const heard = await listen(input, streamIndex, filters, options.signal);
    if (!heard.ok) return heard;
    const held = readLoudness(heard.value);
    const missedLu = Math.min(MAX_GAIN_DB - level.gainDb, wantedLufs - held.integratedLufs);
    const overDb = held.truePeakDbtp - CEILING_DBTP;
    level.gainDb += missedLu;
    if (overDb > 0) level.limitDbfs -= overDb;
    if (Math.abs(missedLu) <= SURE_LU && overDb <= SURE_DB) break;
    meter = MEASURE_LOUDNESS;
  }
  return ok(level);
}

const levels = new KnownFiles<SoundLevel>();

/**
 * How a track is brought to a loudness (LUFS, as stereo listeners hear it); room noise stays as it is. Found
 * out once for files that do not change any more. A track with nothing but peaks ends softer than wanted.
 */
export function programmeLevel(
  input: MediaInput,
  streamIndex: number,
  wantedLufs: number,
  options: WorkOptions = {},
): Promise<Result<SoundLevel, Rejection>> {
  const { inMs = null, outMs = null } = input.part ?? {};
  const question = `level of ${streamIndex} for ${wantedLufs}, ${inMs}–${outMs}`;
  return levels.ask(input.path, question, () => findLevel(input, streamIndex, wantedLufs, options));
}
