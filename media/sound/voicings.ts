/**
 * What each kind of loudspeaker needs. Every number has its reason here; the chain is: two channels to one, band limit,
 * level for the compressor, compression, de-essing, loudness and peak limit (`mp3.ts`).
 *
 * The band: "speech energy is concentrated in the range 350 Hz – 5 kHz", "intelligibility is most affected … in the
 * range 1–5 kHz", and voices that vary in loudness ask for peaks that overdrive amplifier and loudspeaker (TOA
 * Electronics, Speaker Guide, chapter 2, Paging). So nothing in 350 Hz–5 kHz is touched by any preset, what a
 * loudspeaker cannot give is taken away, and what varies is compressed as far as the surroundings are loud.
 */
import type { Voicing } from '../../core/model/city-settings.ts';

export interface VoicingPreset {
  /** Corner of the high-pass, 12 dB per octave. */
  lowHz: number;
  /** How often the high-pass is applied. */
  lowTimes: 1 | 2;
  /** Corner of the low-pass, 12 dB per octave. */
  highHz: number;
  compressor: { thresholdDb: number; ratio: number; attackMs: number; releaseMs: number; kneeDb: number };
  /** 0 to 1: how much of an "s" that stands out is turned down (ffmpeg-filters, deesser). */
  deEssing: number;
}

/**
 * Level speech is brought to before the compressor, so that its threshold means the same for every recording: with
 * peaks some 18 dB above the average of speech it leaves them just below full scale.
 */
export const BEFORE_COMPRESSION_LUFS = -20;

export const VOICING_PRESETS: Record<Voicing, VoicingPreset> = {
  /**
   * Re-entrant horns on a car, heard over engines and markets.
   *
   * - 300 Hz, twice: below its cut-off (about there for horns of a car's size) a horn does not load the diaphragm,
   *   which then moves without making sound; and it is where the car's engine hums into recordings. 24 dB per octave.
   * - 7 kHz: half an octave above what intelligibility needs, so that the slope leaves 5 kHz alone; horns end there.
   * - 4:1 from 4 dB under the average: soft syllables must come close to loud ones to be heard over traffic. 5 ms lets
   *   the attack of a consonant pass, 150 ms is shorter than a syllable (about 200 ms), so each is levelled by itself.
   *   A knee of 12 dB makes the onset soft, as speech wanders around the threshold all the time.
   * - De-essing is strongest: horns are most sensitive around 2 to 6 kHz, where an "s" becomes a whistle.
   */
  horn: {
    lowHz: 300,
    lowTimes: 2,
    highHz: 7000,
    compressor: { thresholdDb: -24, ratio: 4, attackMs: 5, releaseMs: 150, kneeDb: 12 },
    deEssing: 0.4,
  },
  /**
   * Column loudspeakers at crossings and in yards: several small cones, heard near and far.
   *
   * - 150 Hz, once: cones of 10 cm give sound down to about there, and are loaded by their box, so 12 dB per octave.
   * - 10 kHz: they have no tweeter; above, a column of cones is a narrow beam that few people stand in.
   * - 3:1: quieter surroundings than a car's, and echoes off walls grow with compression; 200 ms for the same reason.
   */
  column: {
    lowHz: 150,
    lowTimes: 1,
    highHz: 10_000,
    compressor: { thresholdDb: -24, ratio: 3, attackMs: 5, releaseMs: 200, kneeDb: 12 },
    deEssing: 0.3,
  },
  /**
   * Ceiling and wall loudspeakers in offices, halls and roofed markets.
   *
   * - 100 Hz: the transformers of 100 V lines saturate below; a voice is understood without its fundamental.
   * - 14 kHz: mono MP3 at 128 kbit/s keeps 16 kHz, and voices have ended before.
   * - 2:1 from nearer the average, slow (20 ms, 250 ms): a room is quiet, and compression lifts its reverberation.
   */
  indoor: {
    lowHz: 100,
    lowTimes: 1,
    highHz: 14_000,
    compressor: { thresholdDb: -22, ratio: 2, attackMs: 20, releaseMs: 250, kneeDb: 15 },
    deEssing: 0.2,
  },
};

/** Filters of the band limit, in ffmpeg's words. */
export const bandOf = ({ lowHz, lowTimes, highHz }: VoicingPreset): string =>
  [...Array<string>(lowTimes).fill(`highpass=f=${lowHz}`), `lowpass=f=${highHz}`].join(',');

/** Compressor and de-esser, in ffmpeg's words. */
export function dynamicsOf({ compressor, deEssing }: VoicingPreset): string {
  const { thresholdDb, ratio, attackMs, releaseMs, kneeDb } = compressor;
  return [
    `acompressor=threshold=${thresholdDb}dB:ratio=${ratio}:attack=${attackMs}:release=${releaseMs}:knee=${kneeDb}dB`,
    `deesser=i=${deEssing}`,
  ].join(',');
}
