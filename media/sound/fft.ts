/** Power spectra of real signals (Cooley–Tukey, radix 2). */

const SIZE = 2048;
const HALF = SIZE / 2;

/** Hann window; its mean of a half is divided out, so that a full-scale sine comes out at 0 dB. */
const WINDOW = Float64Array.from({ length: SIZE }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / SIZE));
const FULL_SCALE_SINE = SIZE / 4;
const COS = Float64Array.from({ length: HALF }, (_, i) => Math.cos((2 * Math.PI * i) / SIZE));
const SIN = Float64Array.from({ length: HALF }, (_, i) => Math.sin((2 * Math.PI * i) / SIZE));
const REVERSED = Uint16Array.from({ length: SIZE }, (_, i) => {
  let reversed = 0;
  for (let bit = 1; bit < SIZE; bit *= 2) reversed = reversed * 2 + (i & bit ? 1 : 0);
  return reversed;
});

export const FFT_SIZE = SIZE;
const re = new Float64Array(SIZE);
const im = new Float64Array(SIZE);

function transform(): void {
  for (let size = 2; size <= SIZE; size *= 2) {
    const half = size / 2;
    const step = SIZE / size;
    for (let start = 0; start < SIZE; start += size) {
      for (let i = 0; i < half; i += 1) {
        const a = start + i;
        const b = a + half;
        const cos = COS[i * step] ?? 0;
        const sin = SIN[i * step] ?? 0;
        const real = (re[b] ?? 0) * cos + (im[b] ?? 0) * sin;
        const imaginary = (im[b] ?? 0) * cos - (re[b] ?? 0) * sin;
        re[b] = (re[a] ?? 0) - real;
        im[b] = (im[a] ?? 0) - imaginary;
        re[a] = (re[a] ?? 0) + real;
        im[a] = (im[a] ?? 0) + imaginary;
      }
    }
  }
}

/** Keeps in `loudest` the highest power, 1 for a full-scale sine, each bin has had; reads from `at`, zeros beyond. */
export function addPowers(samples: Float32Array, at: number, loudest: Float64Array): void {
  for (let i = 0; i < SIZE; i += 1) {
    const from = REVERSED[i] ?? 0;
    re[i] = (samples[at + from] ?? 0) * (WINDOW[from] ?? 0);
    im[i] = 0;
  }
  transform();
  for (let bin = 0; bin < HALF; bin += 1) {
    const power = ((re[bin] ?? 0) ** 2 + (im[bin] ?? 0) ** 2) / FULL_SCALE_SINE ** 2;
    if (power > (loudest[bin] ?? 0)) loudest[bin] = power;
  }
}
