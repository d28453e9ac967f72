export interface Tile {
  x: number;
  y: number;
  widthPx: number;
  heightPx: number;
}

const MARGIN_PX = 24;
/** Height of a window's title bar, at most; the picture needs all of its own height. */
const TITLE_PX = 44;
const ROW_PX = 1280;

/** Windows side by side, row under row, each with room for a picture of its size, so that none hides another. */
export function tiles(sizes: readonly { widthPx: number; heightPx: number }[]): Tile[] {
  let x = MARGIN_PX;
  let y = MARGIN_PX;
  let rowPx = 0;
  return sizes.map(({ widthPx, heightPx }) => {
    if (x > MARGIN_PX && x + widthPx > ROW_PX) {
      x = MARGIN_PX;
      y += rowPx + MARGIN_PX;
      rowPx = 0;
    }
    const tile = { x, y, widthPx, heightPx: heightPx + TITLE_PX };
    x += widthPx + MARGIN_PX;
    rowPx = Math.max(rowPx, tile.heightPx);
    return tile;
  });
}
