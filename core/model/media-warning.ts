/** What people are told about a picture or a sound before it airs. Warnings inform; they never stop anything. */
import { z } from 'zod';
import { PanelPx } from './primitives.ts';

export const MEDIA_WARNINGS = [
  /** Enlarged for the panel. `value`, `limit`: times the original. */
  'upscaled',
  /** `cover` cuts this much of the picture off. Percent of its area. */
  'cut_off',
  /** `contain` leaves this much of the panel black. Percent of its area; `blur` or `cover` would fill it. */
  'mostly_black',
  /** Something with hard edges lies in the outer 5 % of the panel. Percent of that margin's pixels. */
  'near_edge',
  /** Lines and letters too thin for the panel's pixels. Percent of their contrast that is kept. */
  'thin_detail',
  /** More text or detail than can be read in passing. Percent of the panel's pixels that are edges. */
  'too_dense',
  /** HDR shown without tone mapping, because this machine cannot do it: colours look flat. */
  'hdr_flat',
  /** Several sound tracks: `value` is the one that is heard, counted from 1, `limit` how many there are. */
  'sound_track_chosen',
  /** An emergency's script: the city's speech engine gave no sound in time, so the built-in voice reads it. */
  'builtin_voice',
] as const;
export const MediaWarningCode = z.enum(MEDIA_WARNINGS);
export type MediaWarningCode = z.infer<typeof MediaWarningCode>;

export const MediaWarning = z.strictObject({
  code: MediaWarningCode,
  /** The panel size it is about; null when it is about the file whatever the panel. */
  panel: z.strictObject({ widthPx: PanelPx, heightPx: PanelPx }).nullable(),
  /** What was measured, in the unit its code names. */
  value: z.number(),
  /** The bound it passes, in the same unit. */
  limit: z.number(),
});
export type MediaWarning = z.infer<typeof MediaWarning>;
