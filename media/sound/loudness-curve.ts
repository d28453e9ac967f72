/** The loudness half of a recording's picture. */
import { SOUND_PICTURE } from '../../core/sound/picture-frame.ts';

type Colour = readonly [red: number, green: number, blue: number];

const GROUND: Colour = [16, 20, 28];
const CURVE: Colour = [96, 200, 255];
/** Louder than −9 LUFS for 400 ms: nothing made for listening is, and a limiter will bite. */
const TOO_LOUD: Colour = [255, 120, 90];
const TOO_LOUD_LUFS = -9;
const LINE: Colour = [120, 128, 140];
/** What screens and cars are levelled to. */
const LINES_LUFS = [-16, -23];
const DOTTED_PX = 4;

const { widthPx, loudness } = SOUND_PICTURE;
const SPAN_LU = loudness.toLufs - loudness.fromLufs;

/** Row of the half, 0 at its top. */
function rowOf(lufs: number): number {
  const fraction = (loudness.toLufs - lufs) / SPAN_LU;
  return Math.round(Math.min(1, Math.max(0, fraction)) * (loudness.heightPx - 1));
}

/** Momentary loudness readings in their order, spread over the width; each column shows the loudest of its time. */
export function drawLoudness(momentaryLufs: readonly number[]): Buffer {
  const rgb = Buffer.alloc(3 * widthPx * loudness.heightPx);
  const paint = (x: number, y: number, colour: Colour): void => void rgb.set(colour, 3 * (y * widthPx + x));
  for (let x = 0; x < widthPx; x += 1) {
    const from = Math.floor((x * momentaryLufs.length) / widthPx);
    const until = Math.max(from + 1, Math.ceil(((x + 1) * momentaryLufs.length) / widthPx));
    const loudest = Math.max(Number.NEGATIVE_INFINITY, ...momentaryLufs.slice(from, until));
    const top = rowOf(loudest);
    const isHeard = loudest > loudness.fromLufs;
    for (let y = 0; y < loudness.heightPx; y += 1) {
      paint(x, y, isHeard && y >= top ? (loudest > TOO_LOUD_LUFS ? TOO_LOUD : CURVE) : GROUND);
    }
    if (x % (2 * DOTTED_PX) < DOTTED_PX) for (const line of LINES_LUFS) paint(x, rowOf(line), LINE);
  }
  return rgb;
}
