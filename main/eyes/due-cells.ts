import { cellsWithin } from '../../core/picture/cells.ts';
import { isOpen } from '../../core/schedule/index.ts';
import type { CheckedBundle } from '../airing.ts';
import type { Showing } from '../on-air.ts';

/** The DEMO mark lies in the top right corner, within this part of the panel's width and height. */
const DEMO_MARK = { ofWidth: 1 / 3, ofHeight: 1 / 8 };

/**
 * Cells of the panel in which a picture is to be seen: those of the main zone nothing lies over, while the page says
 * that it shows a picture there, within the operating hours. None for a loudspeaker, and none while only text runs.
 */
export function dueCells(
  { manifest: { programme, output }, root }: Pick<CheckedBundle, 'manifest' | 'root'>,
  showing: readonly Showing[],
  nowMs: number,
): number[] {
  const itemId = showing.find(({ zone }) => zone === 'main')?.itemId;
  const kind = programme.items.find(({ id }) => id === itemId)?.kind;
  const main = programme.zones.find(({ id }) => id === 'main');
  const isPicture = kind === 'video' || kind === 'image';
  if (!isPicture || main === undefined || !isOpen(programme, nowMs)) return [];
  const widthPx = output.widthPx * DEMO_MARK.ofWidth;
  const mark = { x: output.widthPx - widthPx, y: 0, widthPx, heightPx: output.heightPx * DEMO_MARK.ofHeight };
  const over = programme.zones.filter((zone) => zone !== main);
  return cellsWithin(output, main, root.demo ? [...over, mark] : over);
}
