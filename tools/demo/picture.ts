import type { DemoPicture } from './announcements.ts';
import { icons } from './icons.ts';

/** Drawn at twice the smallest wall's height and more, in the 2:1 form of the demo's walls. */
export const PICTURE_WIDTH_PX = 1280;
export const PICTURE_HEIGHT_PX = 640;

const FONT = "Inter, 'Open Sans', 'DejaVu Sans', sans-serif";

const escape = (value: string) =>
  value.replace(
    /[&<>"]/g,
    (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? sign,
  );

/** 0 before `from`, 1 after `from + length`, eased between. */
function ease(seconds: number, from: number, length: number): number {
  const x = Math.min(1, Math.max(0, (seconds - from) / length));
  return 1 - (1 - x) ** 3;
}

/** Largest size in px at which the longest line stays within the width; bold sans is about 0.57 em a letter. */
const fitted = (lines: readonly string[], widthPx: number, largestPx: number) =>
  Math.min(largestPx, widthPx / (0.57 * Math.max(...lines.map((line) => line.length))));

/**
 * One frame as SVG. `seconds` from the start moves the picture; a still is the frame when all has arrived.
 * Text arrives and stays; only the background and the icon go on moving.
 */
export function pictureSvg(picture: DemoPicture, city: string, seconds: number): string {
  const [from, to, accent] = picture.colours;
  const drift = 40 * Math.sin(seconds * 0.9);
  const pulse = 1 + 0.035 * Math.sin(seconds * 2.4);
  const headlinePx = fitted(picture.headline, 760, 130);
  const factPx = fitted(picture.facts, 700, 66);
  const headline = picture.headline
    .map((line, index) => {
      const arrived = ease(seconds, 0.1 + 0.12 * index, 0.6);
      return `<text x="${String(72 - 60 * (1 - arrived))}" y="${String(52 + headlinePx * (0.82 + 1.02 * index))}" opacity="${String(arrived)}" font-size="${String(headlinePx)}" font-weight="800" fill="#fff" letter-spacing="-2">${escape(line)}</text>`;
    })
    .join('');
  const factsTop = 52 + headlinePx * 2.06 + 24;
  const facts = picture.facts
    .map((line, index) => {
      const arrived = ease(seconds, 0.6 + 0.2 * index, 0.6);
      return `<text x="72" y="${String(factsTop + factPx * (0.86 + 1.2 * index) + 24 * (1 - arrived))}" opacity="${String(arrived)}" font-size="${String(factPx)}" font-weight="700" fill="${accent}">${escape(line)}</text>`;
    })
    .join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${String(PICTURE_WIDTH_PX)}" height="${String(PICTURE_HEIGHT_PX)}" viewBox="0 0 1280 640" font-family="${FONT}">
<defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient></defs>
<rect width="1280" height="640" fill="url(#g)"/>
<g fill="#fff" opacity="0.07"><circle cx="${String(1040 + drift)}" cy="270" r="330"/><circle cx="${String(1120 - drift)}" cy="${String(330 + drift)}" r="210"/></g>
<g transform="translate(1045 268) scale(${String(1.9 * pulse)}) translate(-100 -100)">${icons[picture.icon](accent)}</g>
${headline}${facts}
<rect y="532" width="1280" height="108" fill="#000" opacity="0.32"/>
<rect y="532" width="${String(1280 * ease(seconds, 0.3, 1.2))}" height="8" fill="${accent}"/>
<g transform="translate(60 544) scale(0.44)">${icons.arms('#f6c453')}</g>
<text x="164" y="606" font-size="46" font-weight="600" fill="#fff">${escape(city)}</text>
<text x="1216" y="606" font-size="46" font-weight="600" fill="#fff" text-anchor="end" opacity="${String(ease(seconds, 1, 0.6))}">${escape(picture.foot)}</text>
</svg>`;
}
