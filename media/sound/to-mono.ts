/** One channel out of two, without what lies in both cancelling itself. */

/** What is left of two channels. */
export type MonoChoice = 'sum' | 'left' | 'right' | 'difference';

/** Mean power of both channels and of half their sum and difference, in dB. */
export interface ChannelLevels {
  leftDb: number;
  rightDb: number;
  sumDb: number;
  differenceDb: number;
}

/** A channel this much weaker holds a room or a hiss; half of it would only be added. */
const ONE_SIDED_DB = 12;
/**
 * Channels more alike turned upside down than this are one voice with a wire crossed: −1 exactly for a crossed wire,
 * about 0 for two microphones far apart, near 1 for one voice in the middle.
 */
const CROSSED_CORRELATION = -0.3;

const power = (db: number): number => 10 ** (db / 10);

/** Correlation of two channels, −1 to 1; 0 when one is silent. */
export function correlationOf({ leftDb, rightDb, sumDb, differenceDb }: ChannelLevels): number {
  // Half sum and half difference: their powers differ by the mean of the product.
  const scale = Math.sqrt(power(leftDb) * power(rightDb));
  return scale > 0 ? (power(sumDb) - power(differenceDb)) / scale : 0;
}

export function chooseMono(levels: ChannelLevels): MonoChoice {
  const { leftDb, rightDb } = levels;
  if (leftDb - rightDb > ONE_SIDED_DB) return 'left';
  if (rightDb - leftDb > ONE_SIDED_DB) return 'right';
  return correlationOf(levels) < CROSSED_CORRELATION ? 'difference' : 'sum';
}

const PAN: Record<MonoChoice, string> = {
  sum: '0.5*c0+0.5*c1',
  difference: '0.5*c0-0.5*c1',
  left: 'c0',
  right: 'c1',
};

export const monoFilter = (choice: MonoChoice): string => `pan=mono|c0=${PAN[choice]}`;

const ORDER = ['left', 'right', 'sum', 'difference'] as const satisfies readonly MonoChoice[];
const key = (channel: number): string => `lavfi.astats.${channel}.RMS_level`;

/** Measures the four ways of two channels and prints them to stdout; a sink in ffmpeg's words. */
export const MEASURE_CHANNELS = [
  `pan=4c|${ORDER.map((choice, i) => `c${i}=${PAN[choice]}`).join('|')}`,
  // A frame a second: what is printed for each counts everything up to there.
  'asetnsamples=n=44100:p=0',
  'astats=metadata=1:measure_overall=none:measure_perchannel=RMS_level',
  ...ORDER.map((_, i) => `ametadata=mode=print:key=${key(i + 1)}:file=-`),
  'anullsink',
].join(',');

/** The last levels printed; −Infinity for digital silence. */
export function readChannels(stdout: string): ChannelLevels {
  const last = (channel: number): number => {
    const at = stdout.lastIndexOf(`${key(channel)}=`);
    const value = at === -1 ? Number.NaN : Number.parseFloat(stdout.slice(at + key(channel).length + 1));
    return Number.isFinite(value) ? value : Number.NEGATIVE_INFINITY;
  };
  return { leftDb: last(1), rightDb: last(2), sumDb: last(3), differenceDb: last(4) };
}
