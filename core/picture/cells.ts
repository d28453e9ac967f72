/**
 * A picture as 9×8 mean colours: little enough to send with every look, enough to tell what is on a wall. Page and
 * player make them with the same arithmetic, so that they can be compared.
 */

/** Columns and rows of the grid a 64-bit difference hash is made of. */
export const CELL_COLUMNS = 9;
export const CELL_ROWS = 8;
/** Red, green and blue of each cell, rows from the top. */
export const CELLS_BYTES = CELL_COLUMNS * CELL_ROWS * 3;

export interface Rgba {
  widthPx: number;
  heightPx: number;
  /** Four bytes a pixel, rows from the top; the fourth is not looked at. */
  rgba: Uint8Array | Uint8ClampedArray;
}

/** Mean colours of 9×8 equal parts; a picture smaller than that repeats its pixels. */
export function cellsOf({ widthPx, heightPx, rgba }: Rgba): Uint8Array {
  const cells = new Uint8Array(CELLS_BYTES);
  for (let row = 0; row < CELL_ROWS; row += 1) {
    const [top, bottom] = span(row, CELL_ROWS, heightPx);
    for (let column = 0; column < CELL_COLUMNS; column += 1) {
      const [left, right] = span(column, CELL_COLUMNS, widthPx);
      let [red, green, blue] = [0, 0, 0];
      for (let y = top; y < bottom; y += 1) {
        for (let at = (y * widthPx + left) * 4, end = (y * widthPx + right) * 4; at < end; at += 4) {
          red += rgba[at] ?? 0;
          green += rgba[at + 1] ?? 0;
          blue += rgba[at + 2] ?? 0;
        }
      }
      const pixels = (bottom - top) * (right - left);
      const cell = (row * CELL_COLUMNS + column) * 3;
      cells[cell] = Math.round(red / pixels);
      cells[cell + 1] = Math.round(green / pixels);
      cells[cell + 2] = Math.round(blue / pixels);
    }
  }
  return cells;
}

/** The `index`-th of `parts` stretches of a length: at least one pixel. */
function span(index: number, parts: number, length: number): [number, number] {
  const from = Math.min(length - 1, Math.floor((index * length) / parts));
  return [from, Math.max(from + 1, Math.floor(((index + 1) * length) / parts))];
}

/** Rec. 601 luma of a cell, 0–255. */
const lumaAt = (cells: Uint8Array, cell: number): number =>
  0.299 * (cells[cell * 3] ?? 0) + 0.587 * (cells[cell * 3 + 1] ?? 0) + 0.114 * (cells[cell * 3 + 2] ?? 0);

/** Even areas differ by rounding and colour conversion; a slope smaller than this is none. */
const LEAST_SLOPE = 2;

/**
 * 64-bit difference hash as 16 hexadecimal digits: a bit says that luma rises from a cell to the one right of it.
 * Source: N. Krawetz, "Kind of Like That", hackerfactor.com, 2013.
 */
export function differenceHash(cells: Uint8Array): string {
  let hash = 0n;
  for (let row = 0; row < CELL_ROWS; row += 1) {
    for (let column = 0; column + 1 < CELL_COLUMNS; column += 1) {
      const cell = row * CELL_COLUMNS + column;
      const rises = lumaAt(cells, cell + 1) - lumaAt(cells, cell) > LEAST_SLOPE;
      hash = (hash << 1n) | (rises ? 1n : 0n);
    }
  }
  return hash.toString(16).padStart(16, '0');
}

/** Bits in which two hashes differ, 0 to 64. */
export function hashDistance(one: string, other: string): number {
  let differing = BigInt(`0x${one}`) ^ BigInt(`0x${other}`);
  let bits = 0;
  for (; differing > 0n; differing &= differing - 1n) bits += 1;
  return bits;
}

const EVERY_CELL = Array.from({ length: CELL_COLUMNS * CELL_ROWS }, (_, cell) => cell);

/** Brightest of these cells, 0–255; 0 of none. */
export const brightestLuma = (cells: Uint8Array, among: readonly number[] = EVERY_CELL): number =>
  among.reduce((brightest, cell) => Math.max(brightest, lumaAt(cells, cell)), 0);

interface Rect {
  x: number;
  y: number;
  widthPx: number;
  heightPx: number;
}

/** The cells of a picture of this size that lie wholly in one part of it and touch none of the others. */
export function cellsWithin(
  { widthPx, heightPx }: Pick<Rect, 'widthPx' | 'heightPx'>,
  part: Rect,
  others: readonly Rect[],
): number[] {
  const rectOf = (cell: number): Rect => {
    const size = { widthPx: widthPx / CELL_COLUMNS, heightPx: heightPx / CELL_ROWS };
    const [column, row] = [cell % CELL_COLUMNS, Math.floor(cell / CELL_COLUMNS)];
    return { x: column * size.widthPx, y: row * size.heightPx, ...size };
  };
  return EVERY_CELL.filter((cell) => {
    const rect = rectOf(cell);
    return isIn(rect, part) && !others.some((other) => touches(rect, other));
  });
}

/** Bounds of cells are fractions of pixels; they may miss by what arithmetic rounds. */
const ROUNDED_PX = 0.001;

const isIn = (inner: Rect, outer: Rect): boolean =>
  inner.x >= outer.x - ROUNDED_PX &&
  inner.y >= outer.y - ROUNDED_PX &&
  inner.x + inner.widthPx <= outer.x + outer.widthPx + ROUNDED_PX &&
  inner.y + inner.heightPx <= outer.y + outer.heightPx + ROUNDED_PX;

const touches = (one: Rect, other: Rect): boolean =>
  one.x < other.x + other.widthPx - ROUNDED_PX &&
  other.x < one.x + one.widthPx - ROUNDED_PX &&
  one.y < other.y + other.heightPx - ROUNDED_PX &&
  other.y < one.y + one.heightPx - ROUNDED_PX;
