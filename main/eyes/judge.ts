/** What a look at the real screen means, as arithmetic on small pictures. */
import { brightestLuma, differenceHash, hashDistance } from '../../core/picture/cells.ts';
import type { Eye } from '../../core/protocol/device.ts';

export type Verdict = Eye['verdict'];

/** What the page drew, asked before and after the screen was grabbed. */
export interface Expected {
  cells: Uint8Array;
  checksum: number;
}

export interface Sight {
  /** The real screen. */
  cells: Uint8Array;
  checksum: number;
  /** Null when the page did not answer. */
  expected: readonly [Expected, Expected] | null;
  /** Cells in which a picture is due, whatever the page drew. */
  due: readonly number[];
}

export interface Finding {
  verdict: Verdict;
  distance: number | null;
}

/** Darker than this everywhere is black: video black is 16 for some drivers, and panels do not light it. */
const BLACK_BELOW = 20;
/** Of 64 bits. Other pictures differ in about 32, the same one scaled or compressed in a few. */
const MOST_DISTANCE = 12;
/** A cell that is further from what it may be than this, 0–255, shows something else. */
const CELL_DIFFERS = 40;
/** So many of 72 such cells are a window over the picture; fewer can be letters the page draws a little differently. */
const MOST_CELLS = 5;

const isBlack = (cells: Uint8Array, among?: readonly number[]): boolean =>
  brightestLuma(cells, among) < BLACK_BELOW;

/** A sight and what was made of it. */
export interface Judged extends Sight {
  finding: Finding;
}

/**
 * The verdict of one look, with the look before for what moves. Pictures are compared with both of the page's answers
 * and all between them, because an item may change and a video moves while the screen is grabbed.
 */
export function judge(sight: Sight, before: Judged | null): Finding {
  const { cells, expected, due } = sight;
  if (expected === null) return { verdict: 'unknown', distance: null };
  const isDark = expected.every((one) => isBlack(one.cells));
  const hash = differenceHash(cells);
  const distance = Math.min(...expected.map((one) => hashDistance(hash, differenceHash(one.cells))));
  // A file or a decoder that gives black: the screen has what the page drew, and people see nothing.
  const drawnAndSeen = [sight, ...expected];
  if (due.length > 0 && drawnAndSeen.every((one) => isBlack(one.cells, due)))
    return { verdict: 'black', distance };
  if (isBlack(cells)) {
    const isDue = expected.every((one) => !isBlack(one.cells));
    return { verdict: isDark ? 'unknown' : isDue ? 'black' : 'showing', distance };
  }
  const [one, other] = expected;
  const isOther = distance > MOST_DISTANCE || cellsApart(cells, one.cells, other.cells) > MOST_CELLS;
  if (stands(sight, before) && (isOther || moves(sight, before))) return { verdict: 'frozen', distance };
  return { verdict: isOther ? 'something_else' : 'showing', distance };
}

/** The screen has not changed by a single pixel since it showed the page. A strange picture never showed the page. */
function stands(sight: Sight, before: Judged | null): before is Judged {
  if (before === null || sight.checksum !== before.checksum) return false;
  return before.finding.verdict === 'showing' || before.finding.verdict === 'frozen';
}

/** The page drew something else each time it was asked. */
function moves(sight: Sight, before: Judged): boolean {
  const drawn = [...(before.expected ?? []), ...(sight.expected ?? [])].map(({ checksum }) => checksum);
  return drawn.length === 4 && new Set(drawn).size === 4;
}

/** Cells that lie outside what the two answers leave between them. */
function cellsApart(cells: Uint8Array, one: Uint8Array, other: Uint8Array): number {
  let apart = 0;
  for (let at = 0; at < cells.length; at += 3) {
    let differs = 0;
    for (let colour = at; colour < at + 3; colour += 1) {
      const [a = 0, b = 0, seen = 0] = [one[colour], other[colour], cells[colour]];
      differs = Math.max(differs, Math.min(a, b) - seen, seen - Math.max(a, b));
    }
    if (differs > CELL_DIFFERS) apart += 1;
  }
  return apart;
}
