/**
 * Measures whether what a picture shows survives the pixels of an LED panel. Part of the program in the sandbox.
 * The numbers are of luma, 0 … 255, of the picture as it is placed on the panel; the bounds they are held against are
 * in `check-picture.ts`.
 */
import sharp, { type Sharp } from 'sharp';
import type { Fit } from '../../core/model/catalogue.ts';
import { place } from './place.ts';

export interface Legibility {
  /** How much of the contrast of strong details is left on the panel; null when the original is no finer than it. */
  contrastKept: number | null;
  /** Share of the panel's pixels that are hard edges. */
  edgeShare: number;
  /** The same for the outer 5 % of the panel, where the picture reaches into it. */
  marginEdgeShare: number;
  /** Share of pixels as bright as their neighbours: high in what was drawn, low in photographs. */
  flatShare: number;
}

interface Luma {
  data: Uint8Array;
  widthPx: number;
  heightPx: number;
}

/** The original is looked at this many times finer than the panel, where it is that fine. */
const FINEST = 4;
const MAX_FINE_PX = 16_000_000;
/** A step between neighbours a person sees as an edge of a letter, not as shading. */
const HARD_STEP = 64;
/** JPEG leaves this much noise on a flat ground. */
const FLAT_STEP = 3;
/** Details with less contrast than half the scale are not what a message is written in. */
const STRONG_CONTRAST = 128;
/** EBU R 95: graphics stay 5 % away from every edge. */
const MARGIN = 0.05;
/** Below this share of strong details a picture has nothing that could be too thin. */
const FEWEST_DETAILS = 0.002;

async function lumaOf(picture: Sharp, widthPx: number, heightPx: number, fit: Fit): Promise<Luma> {
  const placed = await place(picture, widthPx, heightPx, fit === 'blur' ? 'contain' : fit);
  const flat = await placed.png({ compressionLevel: 1 }).toBuffer();
  return { data: await sharp(flat).greyscale().raw().toBuffer(), widthPx, heightPx };
}

/** Highest less lowest luma in the rectangle, cut at the picture's edges. */
function contrastIn({ data, widthPx, heightPx }: Luma, x0: number, y0: number, side: number): number {
  let low = 255;
  let high = 0;
  for (let y = Math.max(0, y0); y < Math.min(heightPx, y0 + side); y += 1) {
    for (let x = Math.max(0, x0); x < Math.min(widthPx, x0 + side); x += 1) {
      const value = data[y * widthPx + x] ?? 0;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return high - low;
}

/** Compares each pixel's surroundings on the panel with the same place in the finer picture. */
function contrastKept(panel: Luma, fine: Luma, finer: number): number | null {
  let strong = 0;
  let kept = 0;
  let original = 0;
  for (let y = 1; y < panel.heightPx - 1; y += 1) {
    for (let x = 1; x < panel.widthPx - 1; x += 1) {
      const before = contrastIn(fine, x * finer, y * finer, finer);
      if (before < STRONG_CONTRAST) continue;
      strong += 1;
      original += before;
      kept += Math.min(before, contrastIn(panel, x - 1, y - 1, 3));
    }
  }
  return strong < FEWEST_DETAILS * panel.widthPx * panel.heightPx ? null : kept / original;
}

/** The larger step from a pixel to its right or lower neighbour. */
function stepAt({ data, widthPx }: Luma, x: number, y: number): number {
  const here = data[y * widthPx + x] ?? 0;
  const right = data[y * widthPx + x + 1] ?? here;
  const below = data[(y + 1) * widthPx + x] ?? here;
  return Math.max(Math.abs(right - here), Math.abs(below - here));
}

/** The part of the panel the picture covers, one pixel inside it, so that its own border is no edge. */
function covered(display: { width: number; height: number }, panel: Luma, fit: Fit) {
  const factor = Math.min(panel.widthPx / display.width, panel.heightPx / display.height);
  const isInside = fit === 'contain' || fit === 'blur';
  const widthPx = isInside ? Math.round(display.width * factor) : panel.widthPx;
  const heightPx = isInside ? Math.round(display.height * factor) : panel.heightPx;
  const left = Math.ceil((panel.widthPx - widthPx) / 2) + 1;
  const top = Math.ceil((panel.heightPx - heightPx) / 2) + 1;
  return { left, top, right: panel.widthPx - left - 1, bottom: panel.heightPx - top - 1 };
}

function edges(panel: Luma, part: ReturnType<typeof covered>): Omit<Legibility, 'contrastKept'> {
  const [marginX, marginY] = [panel.widthPx * MARGIN, panel.heightPx * MARGIN];
  const counts = { all: 0, edges: 0, flat: 0, margin: 0, marginEdges: 0 };
  for (let y = part.top; y < part.bottom; y += 1) {
    for (let x = part.left; x < part.right; x += 1) {
      const step = stepAt(panel, x, y);
      const isEdge = step >= HARD_STEP ? 1 : 0;
      counts.all += 1;
      counts.edges += isEdge;
      if (step <= FLAT_STEP) counts.flat += 1;
      const isInside =
        x >= marginX && x < panel.widthPx - marginX && y >= marginY && y < panel.heightPx - marginY;
      if (isInside) continue;
      counts.margin += 1;
      counts.marginEdges += isEdge;
    }
  }
  const share = (count: number, all: number): number => (all === 0 ? 0 : count / all);
  return {
    edgeShare: share(counts.edges, counts.all),
    marginEdgeShare: share(counts.marginEdges, counts.margin),
    flatShare: share(counts.flat, counts.all),
  };
}

/** `picture` is upright and has not been resized; `display` is its size. */
export async function legibilityOn(
  picture: Sharp,
  display: { width: number; height: number },
  { widthPx, heightPx, fit }: { widthPx: number; heightPx: number; fit: Fit },
): Promise<Legibility> {
  const panel = await lumaOf(picture.clone(), widthPx, heightPx, fit);
  const ratios = [display.width / widthPx, display.height / heightPx];
  const available = fit === 'contain' || fit === 'blur' ? Math.max(...ratios) : Math.min(...ratios);
  const affordable = Math.sqrt(MAX_FINE_PX / (widthPx * heightPx));
  const finer = Math.floor(Math.min(FINEST, available, affordable));
  const fine = finer < 2 ? null : await lumaOf(picture.clone(), widthPx * finer, heightPx * finer, fit);
  return {
    contrastKept: fine === null ? null : contrastKept(panel, fine, finer),
    ...edges(panel, covered(display, panel, fit)),
  };
}
