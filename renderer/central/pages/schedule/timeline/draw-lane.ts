import { firstEndingAfter, occupancy, type Lane } from './lanes.ts';

interface View {
  startMs: number;
  endMs: number;
}

/** Slots wider than this are drawn as blocks of their own; narrower ones as shade. */
const BLOCK_PX = 5;

/** Draws a lane into its canvas: how full each moment is from afar, single slots from near. */
export function drawLane(canvas: HTMLCanvasElement, lane: Lane, view: View, color: string): void {
  const context = canvas.getContext('2d');
  const widthPx = canvas.clientWidth;
  const heightPx = canvas.clientHeight;
  if (!context || widthPx === 0) return;
  const scale = window.devicePixelRatio;
  canvas.width = Math.round(widthPx * scale);
  canvas.height = Math.round(heightPx * scale);
  context.scale(scale, scale);
  context.fillStyle = color;

  const pxPerMs = widthPx / (view.endMs - view.startMs);
  const meanMs = lane.airTimeMs / Math.max(1, lane.slots.length);
  if (meanMs * pxPerMs >= BLOCK_PX) {
    for (let index = firstEndingAfter(lane.slots, view.startMs); index < lane.slots.length; index += 1) {
      const slot = lane.slots[index];
      if (!slot || slot.startMs >= view.endMs) break;
      const x = (slot.startMs - view.startMs) * pxPerMs;
      const slotPx = Math.max(1, (slot.endMs - slot.startMs) * pxPerMs - 1);
      context.beginPath();
      context.roundRect(x, 0, slotPx, heightPx, 2.5);
      context.fill();
    }
    return;
  }
  const columns = Math.ceil(widthPx);
  occupancy(lane.slots, view.startMs, view.endMs, columns).forEach((filled, column) => {
    if (filled <= 0) return;
    // A share of the time stays visible however small it is.
    context.globalAlpha = 0.25 + 0.75 * Math.min(1, filled);
    context.fillRect(column, 0, 1, heightPx);
  });
}
