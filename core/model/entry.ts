/** What is planned to air: which source, on which targets, when, by which rules. */
import { z } from 'zod';
import { EpochMs, Id, LocalDateTime, TimeZoneName } from './primitives.ts';
import { DailyWindow } from './screen-settings.ts';
import { ZoneId } from './screen.ts';

/** When a schedule entry airs: RFC 5545 recurrence in local time, narrowed by windows of the day. */
export const EntryTiming = z.strictObject({
  /** First occurrence, wall clock in `timeZone`. */
  startLocal: LocalDateTime,
  timeZone: TimeZoneName,
  /** Length of one occurrence. */
  durationMs: z
    .int()
    .min(1000)
    .max(400 * 86_400_000),
  /** RFC 5545 RRULE value without `RRULE:`; null for a single occurrence. */
  rrule: z.string().max(500).nullable(),
  rdates: z.array(LocalDateTime).max(1000),
  exdates: z.array(LocalDateTime).max(1000),
  /** Times of day within the occurrences; empty means all of each. */
  windows: z.array(DailyWindow).max(24),
});
export type EntryTiming = z.infer<typeof EntryTiming>;

export const EntryTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('screen'), screenId: Id }),
  z.strictObject({ kind: z.literal('group'), groupId: Id }),
  z.strictObject({ kind: z.literal('area'), areaId: Id }),
  z.strictObject({ kind: z.literal('all') }),
]);
export type EntryTarget = z.infer<typeof EntryTarget>;

export const EntryRules = z.strictObject({
  priority: z.int().min(0).max(100),
  /** Percent of the peer set's time; null shares what is left equally. */
  sharePercent: z.number().min(0).max(100).nullable(),
  minPlaysPerHour: z.int().min(1).max(360).nullable(),
  maxPlaysPerHour: z.int().min(1).max(360).nullable(),
  /** A hard start or end cuts what is running. */
  hard: z.boolean(),
  /** Sorted by SHA-256(seed, day, cycle, item) instead of by the playlist's order. */
  shuffle: z.boolean(),
});
export type EntryRules = z.infer<typeof EntryRules>;

export const EntrySource = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('announcement'), announcementId: Id }),
  z.strictObject({ kind: z.literal('playlist'), playlistId: Id }),
]);

/** What an editor plans: which source, on which targets, when, by which rules. */
export const EntryPlan = z.strictObject({
  source: EntrySource,
  target: EntryTarget,
  zone: ZoneId,
  timing: EntryTiming,
  rules: EntryRules,
});
export type EntryPlan = z.infer<typeof EntryPlan>;

export const ScheduleEntry = z.strictObject({
  id: Id,
  plan: EntryPlan,
  /** What screens were last given; null before the first publishing. */
  published: EntryPlan.nullable(),
  deleted: z.boolean(),
  createdBy: Id,
  createdAtMs: EpochMs,
});
export type ScheduleEntry = z.infer<typeof ScheduleEntry>;
