/** The spectrum half of a recording's picture, laid out by octaves and coloured by level. */
import { setImmediate } from 'node:timers/promises';
import { SOUND_PICTURE } from '../../core/sound/picture-frame.ts';
import { addPowers, FFT_SIZE } from './fft.ts';

type Colour = readonly [red: number, green: number, blue: number];

const { widthPx, spectrum } = SOUND_PICTURE;

/** Twice the highest frequency shown (Nyquist). */
export const SPECTRUM_RATE_HZ = 2 * spectrum.toHz;
/** Looks at this many moments of each column; five minutes take a third of a second. */
const MOMENTS = 2;
/** Columns between two turns of whatever else the process has to do. */
const AT_ONCE = 32;
const FLOOR_DB = -96;

/** Dark to light through colours that also differ for the colour-blind; evenly spaced over the range of levels. */
const COLOURS: readonly Colour[] = [
  [10, 12, 20],
  [46, 26, 92],
  [128, 38, 120],
  [208, 66, 92],
  [248, 140, 70],
  [252, 236, 168],
];

function colourOf(level: number): Colour {
  const at = Math.min(1, Math.max(0, level)) * (COLOURS.length - 1);
  const below = COLOURS[Math.floor(at)] ?? [0, 0, 0];
  const above = COLOURS[Math.ceil(at)] ?? below;
  const mix = (i: 0 | 1 | 2): number => Math.round(below[i] + (above[i] - below[i]) * (at % 1));
  return [mix(0), mix(1), mix(2)];
}

/** Frequency bin at the upper edge of a row, low frequencies at the bottom. */
const binAt = (row: number): number =>
  (spectrum.toHz * (spectrum.fromHz / spectrum.toHz) ** (row / spectrum.heightPx) * FFT_SIZE) /
  SPECTRUM_RATE_HZ;

/** Each row shows the loudest bin of its band: a thin whistle matters more than what is beside it. */
const BANDS = Array.from({ length: spectrum.heightPx }, (_, row) => {
  const from = Math.floor(binAt(row + 1));
  return { from, until: Math.max(from + 1, Math.floor(binAt(row))) };
});

/** One channel at `SPECTRUM_RATE_HZ`, spread over the width. */
export async function drawSpectrum(samples: Float32Array): Promise<Buffer> {
  const rgb = Buffer.alloc(3 * widthPx * spectrum.heightPx);
  const loudest = new Float64Array(FFT_SIZE / 2);
  for (let x = 0; x < widthPx; x += 1) {
    if (x % AT_ONCE === 0) await setImmediate();
    loudest.fill(0);
    for (let moment = 0; moment < MOMENTS; moment += 1) {
      const middle = ((x + (moment + 0.5) / MOMENTS) / widthPx) * samples.length;
      addPowers(samples, Math.round(middle - FFT_SIZE / 2), loudest);
    }
    for (const [y, { from, until }] of BANDS.entries()) {
      const power = loudest.subarray(from, until).reduce((most, one) => Math.max(most, one), 0);
      rgb.set(colourOf(1 - (10 * Math.log10(power)) / FLOOR_DB), 3 * (y * widthPx + x));
    }
  }
  return rgb;
}
