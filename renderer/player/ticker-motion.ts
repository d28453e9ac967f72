/**
 * How a line of text moves through its zone. Everything follows from the line, the zone and the place in the airing,
 * so that every screen of a kind shows the same letters at the same instant.
 *
 * The speed is one of reading and depends on nothing but the size of the letters: a line that had to cross within its
 * air time, whatever its length, would crawl when short and be a blur when long. So a short line comes again while
 * there is time for it to cross once more; a line too long to cross begins with its first letters already there, and
 * moves until its end is; one too long even for that is cut between words into parts that take turns, one an airing.
 */

/** Letter sizes a second: about eight letters, half of what subtitles allow, for people who are walking or driving. */
const SPEED_LETTER_SIZES = 4.5;
/** Whole pixels a frame at 60 Hz: otherwise letters shimmer. */
const FRAMES_PER_S = 60;
/** A line that begins with its first letters there stands for so long before it moves, and after. */
const STAND_MS = 1000;
/** Between the end of a line and its next beginning, as a share of the zone: at most two are ever in sight. */
const GAP = 0.5;
const CUT_MARK = '…';

export interface TickerZoneSize {
  widthPx: number;
  letterPx: number;
}

/** What the two line elements do: `elements[n]` moves by `toPx − fromPx` in `durationMs`, so often, from `delayMs` on. */
export interface TickerMove {
  fromPx: number;
  toPx: number;
  durationMs: number;
  delayMs: number;
  times: number;
}

/** Pixels a second at which letters of this size are read. */
export function readingSpeed(letterPx: number): number {
  return Math.max(1, Math.round((letterPx * SPEED_LETTER_SIZES) / FRAMES_PER_S)) * FRAMES_PER_S;
}

/** How a line of this width moves during an airing; one move for each of the two elements that hold it. */
export function tickerMoves(
  linePx: number,
  { widthPx, letterPx }: TickerZoneSize,
  airMs: number,
): [TickerMove, TickerMove] {
  const pxPerMs = readingSpeed(letterPx) / 1000;
  const crossingPx = widthPx + linePx;
  const roomPx = airMs * pxPerMs - crossingPx;
  const away: TickerMove = { fromPx: widthPx, toPx: widthPx, durationMs: 1, delayMs: 0, times: 1 };
  if (roomPx < 0) {
    const pastPx = Math.max(0, linePx - widthPx);
    const standing = { fromPx: 0, toPx: -pastPx, durationMs: pastPx / pxPerMs, delayMs: STAND_MS, times: 1 };
    return [standing, away];
  }
  const again = Math.floor(roomPx / (linePx + widthPx * GAP));
  const stepPx = again === 0 ? crossingPx : roomPx / again;
  const move = (first: number): TickerMove => ({
    fromPx: widthPx,
    toPx: widthPx - 2 * stepPx,
    durationMs: (2 * stepPx) / pxPerMs,
    delayMs: (first * stepPx) / pxPerMs,
    times: Math.ceil((again + 1 - first) / 2),
  });
  return [move(0), again === 0 ? away : move(1)];
}

/** The longest line that is seen whole within an airing. */
export function longestLinePx({ widthPx, letterPx }: TickerZoneSize, airMs: number): number {
  return widthPx + (readingSpeed(letterPx) / 1000) * Math.max(0, airMs - 2 * STAND_MS);
}

/** The text in parts that fit, cut between words; a word that fits nowhere stands alone. */
export function partsThatFit(text: string, fits: (part: string) => boolean): string[] {
  if (fits(text)) return [text];
  const parts: string[] = [];
  let part = '';
  for (const word of text.split(/\s+/u).filter((each) => each !== '')) {
    const longer = part === '' ? word : `${part} ${word}`;
    if (part === '' || fits(marked(longer, parts.length, false))) {
      part = longer;
      continue;
    }
    parts.push(marked(part, parts.length, false));
    part = word;
  }
  return [...parts, marked(part, parts.length, true)];
}

/** Says that something went before, or comes after. */
const marked = (part: string, index: number, isLast: boolean): string =>
  `${index > 0 ? CUT_MARK : ''}${part}${isLast ? '' : CUT_MARK}`;
