/** The chime before a clip: our own, made of arithmetic, the same on every machine. */
import { join } from 'node:path';
import { mustSucceed, runFfmpeg } from '../ffmpeg/command.ts';
import { CAR_SAMPLE_RATE_HZ } from '../mp3.ts';

/**
 * Three falling notes, G5 E5 C5, a major triad: heard as a call to listen and not as an alarm, whose tones rise or
 * alternate. All lie above every voicing's band limit. 0.42 s apart they are told apart under an echo of 100 m.
 */
const NOTES_HZ = [783.99, 659.26, 523.25];
const APART_S = 0.42;
/** A struck bar: fundamental, octave and twelfth; the overtones lie where horns are most sensitive, and die faster. */
const PARTIALS = [
  { times: 1, amplitude: 0.4, decayPerS: 3.2 },
  { times: 2, amplitude: 0.12, decayPerS: 5 },
  { times: 3, amplitude: 0.05, decayPerS: 8 },
];

const CHIME_MS = 2400;

const noteAt = (hz: number, startS: number): string => {
  const t = `(t-${startS.toFixed(2)})`;
  const partials = PARTIALS.map(
    ({ times, amplitude, decayPerS }) =>
      `${amplitude}*sin(${(2 * Math.PI * hz * times).toFixed(3)}*${t})*exp(-${decayPerS}*${t})`,
  );
  return `gte(t,${startS.toFixed(2)})*(${partials.join('+')})`;
};

/** An audio source in ffmpeg's words. */
const CHIME_SOURCE = `aevalsrc='${NOTES_HZ.map((hz, i) => noteAt(hz, i * APART_S)).join('+')}':s=${CAR_SAMPLE_RATE_HZ}:d=${CHIME_MS / 1000}`;

/**
 * Plays the chime into a WAV in `folder`.
 *
 * @throws AppError `cancelled`, `ffmpeg_failed`
 */
export async function makeChimeWav(folder: string, signal: AbortSignal | undefined): Promise<string> {
  const outputPath = join(folder, 'chime.wav');
  const end = await runFfmpeg({
    inputs: [],
    graph: `${CHIME_SOURCE}[a]`,
    maps: ['[a]'],
    options: ['-c:a', 'pcm_s16le'],
    muxer: 'wav',
    outputPath,
    folder,
    signal,
  });
  mustSucceed(end, 'playing the chime');
  return outputPath;
}
