/** A frame that says which it is: black and white blocks that survive encoding and are read off the screen. */

/** Which frame of which item. */
export interface FrameCode {
  item: number;
  frame: number;
}

/** What a strip of pixels shows; `torn` is a strip whose check does not hold, e.g. two frames in one. */
export type Reading =
  ({ kind: 'frame' } & FrameCode) | { kind: 'black' } | { kind: 'torn' } | { kind: 'other' };

const BLOCK_PX = 12;
const ITEM_BITS = 8;
const FRAME_BITS = 9;
const CHECK_BITS = 5;
const HEAD = [1, 0];
const TAIL = [0, 1];
const BLOCKS = HEAD.length + ITEM_BITS + FRAME_BITS + CHECK_BITS + TAIL.length;

/** The strip at the top left of a coded picture. */
export const CODE_STRIP = { widthPx: BLOCKS * BLOCK_PX, heightPx: BLOCK_PX };

const check = ({ item, frame }: FrameCode): number => (item * 7 + frame * 3 + 11) % 31;

const bitsOf = (value: number, count: number): number[] =>
  Array.from({ length: count }, (_, at) => (value >> (count - 1 - at)) & 1);

const valueOf = (bits: readonly number[]): number => bits.reduce((value, bit) => value * 2 + bit, 0);

/** The blocks of a code from left to right, 1 is white. `item` to 255, `frame` to 511. */
function blocksOf(code: FrameCode): number[] {
  return [
    ...HEAD,
    ...bitsOf(code.item, ITEM_BITS),
    ...bitsOf(code.frame, FRAME_BITS),
    ...bitsOf(check(code), CHECK_BITS),
    ...TAIL,
  ];
}

export interface CodePaint {
  black: number;
  white: number;
  /** Where the strip begins; the top left corner unless said. */
  left?: number;
  top?: number;
  /** How many times as large as on the screen: of a picture that is shown smaller or larger than it is. */
  scale?: number;
}

/** Writes the strip into a plane of luma, `white` and `black` being its levels. */
export function paintCode(
  luma: Buffer,
  strideBytes: number,
  code: FrameCode,
  { black, white, left = 0, top = 0, scale = 1 }: CodePaint,
): void {
  const blockPx = BLOCK_PX * scale;
  blocksOf(code).forEach((bit, block) => {
    for (let row = 0; row < blockPx; row += 1) {
      const from = (top + row) * strideBytes + left + block * blockPx;
      luma.fill(bit === 1 ? white : black, from, from + blockPx);
    }
  });
}

/** Reads a strip of grey pixels of `CODE_STRIP`'s size. */
export function readCode(grey: Buffer): Reading {
  const levels = Array.from({ length: BLOCKS }, (_, block) => levelOf(grey, block));
  if (levels.every((level) => level < 16)) return { kind: 'black' };
  const bits = levels.map((level) => (level > 128 ? 1 : 0));
  const isMarked = [...HEAD, ...TAIL].every((bit, at) => bits.at(at < HEAD.length ? at : at - 4) === bit);
  if (!isMarked) return { kind: 'other' };
  const item = valueOf(bits.slice(2, 2 + ITEM_BITS));
  const frame = valueOf(bits.slice(2 + ITEM_BITS, 2 + ITEM_BITS + FRAME_BITS));
  const told = valueOf(bits.slice(2 + ITEM_BITS + FRAME_BITS, BLOCKS - TAIL.length));
  return told === check({ item, frame }) ? { kind: 'frame', item, frame } : { kind: 'torn' };
}

/** Mean of the middle of a block, away from its blurred edges. */
function levelOf(grey: Buffer, block: number): number {
  let sum = 0;
  for (let row = 4; row < 8; row += 1) {
    for (let column = 4; column < 8; column += 1) {
      sum += grey[row * CODE_STRIP.widthPx + block * BLOCK_PX + column] ?? 0;
    }
  }
  return sum / 16;
}
