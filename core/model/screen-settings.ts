/** How a player behaves on its screen, set in central and signed with the manifest. Hardware is set on the kiosk. */
import { z } from 'zod';
import { TimeOfDay } from './primitives.ts';

/** Daily window in local time; `to` before `from` runs over midnight and belongs to the day it starts on. */
export const DailyWindow = z
  .strictObject({ from: TimeOfDay, to: TimeOfDay })
  .refine((window) => window.from !== window.to && window.from !== '24:00', 'a window needs a length');
export type DailyWindow = z.infer<typeof DailyWindow>;

/** How one item gives way to the next. A cross-fade lies around the change, half before and half after. */
export const Transition = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cut') }),
  z.strictObject({ kind: z.literal('cross_fade'), durationMs: z.int().min(100).max(2000) }),
]);
export type Transition = z.infer<typeof Transition>;

/** WGS 84, decimal degrees. */
export const GeoPoint = z.strictObject({
  latitudeDeg: z.number().min(-90).max(90),
  longitudeDeg: z.number().min(-180).max(180),
});
export type GeoPoint = z.infer<typeof GeoPoint>;

/** From this time of each day, or this long after (+) or before (−) sunrise or sunset, until the next step. */
export const BrightnessStep = z.strictObject({
  from: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('clock'), time: TimeOfDay }),
    z.strictObject({ kind: z.enum(['sunrise', 'sunset']), offsetMin: z.int().min(-180).max(180) }),
  ]),
  percent: z.int().min(0).max(100),
});
export type BrightnessStep = z.infer<typeof BrightnessStep>;

/** What a prepaid link may carry. Urgent things (manifest, withdrawals, plays) are counted but never held back. */
export const DownloadPolicy = z.strictObject({
  /** Files fetched at the same time. */
  parallel: z.int().min(1).max(8),
  /** Cap in kbit/s over all downloads; null is none. */
  bandwidthKbps: z.int().min(16).max(1_000_000).nullable(),
  /** Local times at which media may be fetched; empty is always. */
  windows: z.array(DailyWindow).max(24),
  /** Bytes of media, snapshots and logs a calendar month may cost, in MB (10⁶); null is no limit. */
  monthlyBudgetMb: z.int().min(1).max(10_000_000).nullable(),
  /** Media on disk beyond what manifests need is removed above this many MB (10⁶); null is what the disk allows. */
  quotaMb: z.int().min(100).max(10_000_000).nullable(),
});
export type DownloadPolicy = z.infer<typeof DownloadPolicy>;

export const PlayerSettings = z.strictObject({
  transition: Transition,
  /** Where the screen stands, for the sun; null where nobody said. */
  location: GeoPoint.nullable(),
  /** Empty leaves the panel as it is. */
  brightness: z.array(BrightnessStep).max(24),
  downloads: DownloadPolicy,
  /** Fetch from and serve to enrolled neighbours of the same site. */
  lanSharing: z.boolean(),
  /** How often the real screen is looked at when nothing changes. */
  lookEveryMs: z.int().min(5000).max(3_600_000),
});
export type PlayerSettings = z.infer<typeof PlayerSettings>;

/** What a screen has until somebody chooses otherwise. */
export const DEFAULT_PLAYER_SETTINGS: PlayerSettings = {
  transition: { kind: 'cut' },
  location: null,
  brightness: [],
  downloads: { parallel: 2, bandwidthKbps: null, windows: [], monthlyBudgetMb: null, quotaMb: null },
  lanSharing: false,
  lookEveryMs: 10_000,
};
