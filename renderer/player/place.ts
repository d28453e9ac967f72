import type { OutputRect } from '../../core/model/catalogue.ts';

/** Puts an absolutely positioned element on a rectangle of its parent. */
export function placeAt(node: HTMLElement, { x, y, widthPx, heightPx }: OutputRect): void {
  node.style.left = `${String(x)}px`;
  node.style.top = `${String(y)}px`;
  node.style.width = `${String(widthPx)}px`;
  node.style.height = `${String(heightPx)}px`;
}
