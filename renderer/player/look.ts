import { CELL_COLUMNS, CELL_ROWS, cellsOf } from '../../core/picture/cells.ts';
import type { RendererMessage } from '../../core/protocol/player.ts';

type Looked = Extract<RendererMessage, { type: 'looked' }>;

/** Pixels the page is drawn into: sixteen by sixteen for each cell. */
const WIDTH_PX = CELL_COLUMNS * 16;
const HEIGHT_PX = CELL_ROWS * 16;
/** Fainter than this changes no pixel; what waits behind the picture is drawn so. */
const VISIBLE = 0.01;
/** Share of a line's box that bold letters ink. */
const INK = 0.3;
/** FNV-1a, 32 bit (RFC 9923). */
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/**
 * Draws the page once more, small, from the elements as they are now: their pictures, background colours and text.
 * It asks the compositor nothing, so that a compositor or a desktop that shows something else is found out.
 */
export class Look {
  readonly #output: HTMLElement;
  readonly #pen: CanvasRenderingContext2D;

  constructor(output: HTMLElement) {
    this.#output = output;
    const canvas = document.createElement('canvas');
    canvas.width = WIDTH_PX;
    canvas.height = HEIGHT_PX;
    const pen = canvas.getContext('2d', { alpha: false });
    if (!pen) throw new Error('no canvas to draw the page in');
    this.#pen = pen;
  }

  take(id: number): Looked {
    const rect = this.#output.getBoundingClientRect();
    const pen = this.#pen;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.fillStyle = '#000';
    pen.fillRect(0, 0, WIDTH_PX, HEIGHT_PX);
    pen.imageSmoothingQuality = 'medium';
    // From here on in page pixels, from the output's own corner.
    pen.setTransform(WIDTH_PX / rect.width, 0, 0, HEIGHT_PX / rect.height, 0, 0);
    pen.translate(-rect.left, -rect.top);
    this.#draw(this.#output, 1);
    const { data } = pen.getImageData(0, 0, WIDTH_PX, HEIGHT_PX);
    const cells = cellsOf({ widthPx: WIDTH_PX, heightPx: HEIGHT_PX, rgba: data });
    return {
      type: 'looked',
      id,
      cells: btoa(String.fromCharCode(...cells)),
      checksum: checksumOf(data),
      area: areaOf(rect),
    };
  }

  #draw(node: HTMLElement, parentOpacity: number): void {
    const style = getComputedStyle(node);
    const opacity = parentOpacity * Number(style.opacity);
    if (style.display === 'none' || style.visibility !== 'visible' || opacity < VISIBLE) return;
    const box = node.getBoundingClientRect();
    const pen = this.#pen;
    pen.save();
    pen.globalAlpha = opacity;
    if (style.overflow !== 'visible') {
      pen.beginPath();
      pen.rect(box.left, box.top, box.width, box.height);
      pen.clip();
    }
    this.#fill(box, style);
    if (node instanceof HTMLVideoElement) {
      this.#picture(node, node.videoWidth, node.videoHeight, box, style.objectFit);
    } else if (node instanceof HTMLCanvasElement) {
      this.#picture(node, node.width, node.height, box, style.objectFit);
    }
    for (const child of node.childNodes) if (child instanceof Text) this.#text(child, style);
    const children = [...node.children].filter((child) => child instanceof HTMLElement);
    for (const child of children.sort((a, b) => layerOf(a) - layerOf(b))) this.#draw(child, opacity);
    pen.restore();
  }

  #fill(box: DOMRect, style: CSSStyleDeclaration): void {
    const pen = this.#pen;
    // A gradient is drawn as its colours one over the other, which is near enough for a mean.
    const colours = style.backgroundImage.match(/rgba?\([^)]*\)/g) ?? [];
    for (const [index, colour] of [style.backgroundColor, ...colours].entries()) {
      pen.save();
      if (index > 1) pen.globalAlpha *= 1 / index;
      pen.fillStyle = colour;
      pen.fillRect(box.left, box.top, box.width, box.height);
      pen.restore();
    }
  }

  #picture(
    source: HTMLVideoElement | HTMLCanvasElement,
    widthPx: number,
    heightPx: number,
    box: DOMRect,
    fit: string,
  ): void {
    if (widthPx === 0 || heightPx === 0) return;
    const [across, down] = [box.width / widthPx, box.height / heightPx];
    const scale = fit === 'cover' ? Math.max(across, down) : Math.min(across, down);
    const width = fit === 'fill' ? box.width : widthPx * scale;
    const height = fit === 'fill' ? box.height : heightPx * scale;
    const pen = this.#pen;
    pen.save();
    pen.beginPath();
    pen.rect(box.left, box.top, box.width, box.height);
    pen.clip();
    const left = box.left + (box.width - width) / 2;
    pen.drawImage(source, left, box.top + (box.height - height) / 2, width, height);
    pen.restore();
  }

  /** A single line letter by letter; of several lines, only how much light they give. */
  #text(text: Text, style: CSSStyleDeclaration): void {
    const pen = this.#pen;
    const range = document.createRange();
    range.selectNodeContents(text);
    const lines = range.getClientRects();
    const [line] = lines;
    if (!line) return;
    pen.save();
    pen.fillStyle = style.color;
    if (lines.length === 1) {
      pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      pen.textBaseline = 'middle';
      pen.fillText(text.data, line.left, line.top + line.height / 2);
    } else {
      pen.globalAlpha *= INK;
      for (const { left, top, width, height } of lines) pen.fillRect(left, top, width, height);
    }
    pen.restore();
  }
}

const layerOf = (node: Element): number => Number.parseInt(getComputedStyle(node).zIndex, 10) || 0;

function checksumOf(data: Uint8ClampedArray): number {
  let hash = FNV_OFFSET;
  for (const byte of data) hash = Math.imul(hash ^ byte, FNV_PRIME);
  return hash >>> 0;
}

/** A window with a frame has its border at both sides and below, its title above. */
function areaOf(rect: DOMRect): Looked['area'] {
  const borderPx = (window.outerWidth - window.innerWidth) / 2;
  const titlePx = window.outerHeight - window.innerHeight - borderPx;
  return {
    x: Math.round(window.screenX + borderPx + rect.left),
    y: Math.round(window.screenY + titlePx + rect.top),
    widthPx: Math.max(1, Math.round(rect.width)),
    heightPx: Math.max(1, Math.round(rect.height)),
  };
}
