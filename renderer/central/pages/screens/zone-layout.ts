/** The panel's layout as an operator fills it in: a picture, a ticker along its foot, a badge in a corner. */
import type { OutputRect, ZoneLayout } from '../../../../core/model/catalogue.ts';

type Panel = Pick<OutputRect, 'widthPx' | 'heightPx'>;

export const CORNERS = ['top_left', 'top_right', 'bottom_left', 'bottom_right'] as const;
type Corner = (typeof CORNERS)[number];

export interface Badge extends Panel {
  corner: Corner;
  /** Between it and the edges of that corner; the foot of the picture is the ticker's top. */
  insetXPx: number;
  insetYPx: number;
}

/** The ticker takes a sixth of the panel's height unless told otherwise. */
const TICKER_PART = 6;
/** A badge takes a quarter of the panel each way unless told otherwise. */
const BADGE_PART = 4;
const LEAST_PX = 16;

/** The picture fills the panel; a ticker of this height, when above 0, lies along its bottom. */
export function zonesOf(
  { widthPx, heightPx }: Panel,
  tickerPx: number,
  badge: Badge | null = null,
): ZoneLayout[] {
  const height = Math.max(0, Math.min(tickerPx, heightPx - 1));
  const main: ZoneLayout = { id: 'main', x: 0, y: 0, widthPx, heightPx: heightPx - height };
  const ticker: ZoneLayout = { id: 'ticker', x: 0, y: main.heightPx, widthPx, heightPx: height };
  return withBadge(height > 0 ? [main, ticker] : [main], { widthPx, heightPx }, badge);
}

export const tickerHeightPx = (zones: readonly ZoneLayout[]): number =>
  zones.find((zone) => zone.id === 'ticker')?.heightPx ?? 0;

export const usualTickerPx = (heightPx: number): number => Math.round(heightPx / TICKER_PART / 2) * 2;

export function usualBadge({ widthPx, heightPx }: Panel): Badge {
  const part = (px: number) => Math.max(LEAST_PX, Math.round(px / BADGE_PART / 2) * 2);
  const size = { widthPx: part(widthPx), heightPx: part(heightPx) };
  return { corner: 'top_right', ...size, insetXPx: 0, insetYPx: 0 };
}

/** The badge as it lies, told from the corner it is nearest to; null when there is none. */
export function badgeOf(zones: readonly ZoneLayout[], panel: Panel): Badge | null {
  const zone = zones.find(({ id }) => id === 'badge');
  if (zone === undefined) return null;
  const { x, y, widthPx, heightPx } = zone;
  const rightPx = panel.widthPx - x - widthPx;
  const bottomPx = footPx(zones, panel) - y - heightPx;
  const [side, insetXPx] = rightPx < x ? (['right', rightPx] as const) : (['left', x] as const);
  const [end, insetYPx] = bottomPx < y ? (['bottom', bottomPx] as const) : (['top', y] as const);
  return { corner: `${end}_${side}`, widthPx, heightPx, insetXPx, insetYPx };
}

/** These zones with this badge over them instead of any they had, moved and cut so that it lies on the panel. */
export function withBadge(zones: readonly ZoneLayout[], panel: Panel, badge: Badge | null): ZoneLayout[] {
  const others = zones.filter(({ id }) => id !== 'badge');
  if (badge === null) return others;
  const [end, side] = badge.corner.split('_');
  const across = along(panel.widthPx, badge.widthPx, badge.insetXPx, side === 'right');
  const down = along(footPx(others, panel), badge.heightPx, badge.insetYPx, end === 'bottom');
  const size = { widthPx: across.lengthPx, heightPx: down.lengthPx };
  return [...others, { id: 'badge', x: across.fromPx, y: down.fromPx, ...size }];
}

/** Where pictures end: at the top of a ticker along the foot of the panel. */
function footPx(zones: readonly ZoneLayout[], { heightPx }: Panel): number {
  const ticker = zones.find(({ id }) => id === 'ticker');
  return ticker !== undefined && ticker.y > 0 ? ticker.y : heightPx;
}

/** A stretch so far from the beginning, or from the end, of a longer one. */
function along(wholePx: number, wantedPx: number, insetPx: number, isFromEnd: boolean) {
  const lengthPx = Math.max(1, Math.min(wantedPx, wholePx));
  const roomPx = Math.max(0, wholePx - lengthPx);
  const freePx = Math.max(0, Math.min(insetPx, roomPx));
  return { lengthPx, fromPx: isFromEnd ? roomPx - freePx : freePx };
}
