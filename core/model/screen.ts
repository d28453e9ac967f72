/** Where it is shown and heard: screens, groups of them, mobile units. */
import { z } from 'zod';
import { Voicing } from './city-settings.ts';
import { Id, PanelPx, text, TimeOfDay, TimeZoneName } from './primitives.ts';
import { DailyWindow, DEFAULT_PLAYER_SETTINGS, PlayerSettings } from './screen-settings.ts';

/** Rectangle of the desktop the LED sending card takes, in desktop pixels. */
export const OutputRect = z.strictObject({
  x: z.int().min(0).max(16_384),
  y: z.int().min(0).max(16_384),
  widthPx: PanelPx,
  heightPx: PanelPx,
});
export type OutputRect = z.infer<typeof OutputRect>;

/** Part of the output a zone draws in, in panel pixels from the panel's top left corner. */
export const ZoneId = z.enum(['main', 'ticker', 'badge']);
export type ZoneId = z.infer<typeof ZoneId>;
export const ZoneLayout = z.strictObject({
  id: ZoneId,
  x: z.int().min(0),
  y: z.int().min(0),
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
});
export type ZoneLayout = z.infer<typeof ZoneLayout>;

export const Screen = z.strictObject({
  id: Id,
  name: text(120).min(1),
  site: text(200),
  areaId: Id.nullable(),
  groupId: Id.nullable(),
  output: OutputRect,
  zones: z.array(ZoneLayout).min(1).max(8),
  timeZone: TimeZoneName,
  /** Start of the broadcast day. */
  dayStartLocal: TimeOfDay,
  /** When the panel may be lit, each day; null means always. */
  operatingHours: DailyWindow.nullable(),
  /** Number of the regulation or decision the hours rest on. */
  hoursLegalBasis: text(200),
  /** Why it is known to be away, shown beside the offline state. */
  note: text(500),
  player: PlayerSettings.default(DEFAULT_PLAYER_SETTINGS),
  /** `vendor`: no PC of ours, content is carried there as files and nothing is reported back. */
  playerKind: z.enum(['wawar', 'vendor']).default('wawar'),
  /** `audio_only`: a fixed loudspeaker, whose main zone plays the clips of announcements and shows nothing. */
  sound: z.enum(['with_picture', 'audio_only']).default('with_picture'),
  /** Kind of loudspeaker of one that is `audio_only`. */
  voicing: Voicing.default('column'),
  /** Where this panel's top left corner lies on its group's wall canvas, in canvas pixels; null outside a wall. */
  wallPlace: z
    .strictObject({ x: z.int().min(0).max(16_384), y: z.int().min(0).max(16_384) })
    .nullable()
    .default(null),
  /** A camera that sees the lit wall: HTTP(S) still or RTSP stream, asked by the server. */
  cameraUrl: z
    .url({ protocol: /^(?:https?|rtsp)$/ })
    .max(500)
    .nullable()
    .default(null),
});
export type Screen = z.infer<typeof Screen>;

/** A picture with its sound, played by a PC of ours. */
export const USUAL_PLAYER = {
  playerKind: 'wawar',
  sound: 'with_picture',
  voicing: 'column',
} as const satisfies Partial<Screen>;

export const ScreenGroup = z.strictObject({
  id: Id,
  name: text(120).min(1),
  /** Its screens show the same frame: one plan, made from the entries that target the whole group. */
  sync: z.boolean().default(false),
  /** In wall mode each screen shows its crop of one canvas of this size, in pixels. */
  wall: z.strictObject({ widthPx: PanelPx, heightPx: PanelPx }).nullable().default(null),
});
export type ScreenGroup = z.infer<typeof ScreenGroup>;

export const MobileUnit = z.strictObject({
  id: Id,
  name: text(120).min(1),
  plate: text(20),
  agencyId: Id.nullable(),
  /** The kelurahan it tours. */
  areaIds: z.array(Id).max(500),
  voicing: Voicing.default('horn'),
  /** Its crew: users with the role `crew`. */
  memberIds: z.array(Id).max(50).default([]),
});
export type MobileUnit = z.infer<typeof MobileUnit>;
