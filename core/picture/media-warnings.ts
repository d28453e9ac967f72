/** Warnings that follow from what a file is and how it is placed, without looking at its pixels. */
import type { Fit, MediaProbe } from '../model/catalogue.ts';
import type { MediaWarning } from '../model/media-warning.ts';
import { displaySize, enlargement, type Size } from './placing.ts';

/** Beyond this a picture made for something smaller looks soft from where people stand. */
const UPSCALE_LIMIT = 1.5;
/** A tenth of a picture is its margin; what `cover` takes beyond that may be a face or a date. */
const CUT_LIMIT_PERCENT = 10;
/** With two fifths of a lit wall black, people take it for broken. */
const BLACK_LIMIT_PERCENT = 40;

const rounded = (value: number): number => Math.round(value * 100) / 100;

function placingWarnings(display: Size, panel: Size, fit: Fit, canBeDrawnAtAnySize: boolean): MediaWarning[] {
  const found: MediaWarning[] = [];
  const note = (code: MediaWarning['code'], value: number, limit: number): void => {
    const { widthPx, heightPx } = panel;
    if (value > limit) found.push({ code, panel: { widthPx, heightPx }, value: rounded(value), limit });
  };
  const factor = enlargement(display, panel, fit);
  if (!canBeDrawnAtAnySize) note('upscaled', factor, UPSCALE_LIMIT);
  const placedPx = display.widthPx * display.heightPx * factor ** 2;
  const panelPx = panel.widthPx * panel.heightPx;
  if (fit === 'cover') note('cut_off', 100 * (1 - panelPx / placedPx), CUT_LIMIT_PERCENT);
  if (fit === 'contain') note('mostly_black', 100 * (1 - placedPx / panelPx), BLACK_LIMIT_PERCENT);
  return found;
}

/** About the picture on each of these panels: `upscaled`, `cut_off`, `mostly_black`. Empty for sound. */
export function panelWarnings(
  { video, container }: MediaProbe,
  panels: readonly Size[],
  fit: Fit,
): MediaWarning[] {
  if (video === null) return [];
  const display = displaySize(video, video.sampleAspect, video.rotationDeg);
  return panels.flatMap((panel) => placingWarnings(display, panel, fit, container === 'pdf'));
}

/** About the file whatever the panel: `sound_track_chosen`. */
export function fileWarnings({ audio }: MediaProbe): MediaWarning[] {
  if (audio === null || audio.tracks === 1) return [];
  return [{ code: 'sound_track_chosen', panel: null, value: audio.track, limit: audio.tracks }];
}
