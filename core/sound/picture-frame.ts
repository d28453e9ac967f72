/**
 * Where things lie in the picture of a recording, in pixels from its top left corner: time runs from left to right
 * over the whole width, the spectrum is above, the loudness below. Labels are the viewer's to draw.
 */
export const SOUND_PICTURE = {
  widthPx: 960,
  heightPx: 400,
  /** Frequency on a logarithmic scale, low at the bottom; brighter is louder. */
  spectrum: { topPx: 0, heightPx: 240, fromHz: 60, toHz: 16_000 },
  /** Momentary loudness (EBU Tech 3341, windows of 400 ms), linear, loud at the top; lines at −16 and −23 LUFS. */
  loudness: { topPx: 256, heightPx: 144, fromLufs: -54, toLufs: 0 },
} as const;
