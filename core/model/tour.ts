/** The loudspeaker car's day: where it goes, what it says, where it is silent, what it really said. */
import { z } from 'zod';
import { EpochMs, Id, LocalDate, Sha256, text, TimeOfDay } from './primitives.ts';
import { DailyWindow, GeoPoint } from './screen-settings.ts';

/** A place where the car halts. Its order is that of the list; times are the city's wall clock, null where open. */
export const TourStop = z.strictObject({
  name: text(120).min(1),
  /** Null where nobody has put it on the map. */
  point: GeoPoint.nullable(),
  areaId: Id.nullable(),
  arriveLocal: TimeOfDay.nullable(),
  leaveLocal: TimeOfDay.nullable(),
});
export type TourStop = z.infer<typeof TourStop>;

/** What an editor plans: one car, one local date, one stretch of that day. */
export const TourPlan = z
  .strictObject({
    unitId: Id,
    /** Members of the unit who drive it; users with the role `crew`. */
    crewIds: z.array(Id).max(20),
    date: LocalDate,
    startLocal: TimeOfDay,
    endLocal: TimeOfDay,
    areaIds: z.array(Id).max(200),
    stops: z.array(TourStop).max(60),
    /** Announcements in the order they are heard; one may come more than once. */
    clips: z.array(Id).max(99),
    /** How often the whole order is heard at each stop, or on the way where there are no stops. */
    repeats: z.int().min(1).max(50),
    /** Silence between two clips. */
    gapMs: z.int().min(0).max(600_000),
    /** A word to the crew. */
    note: text(500),
  })
  .refine((plan) => plan.startLocal < plan.endLocal, { path: ['endLocal'], message: 'tour_length' });
export type TourPlan = z.infer<typeof TourPlan>;

export const TourState = z.enum(['planned', 'driving', 'done', 'cancelled']);
export type TourState = z.infer<typeof TourState>;

export const Tour = z.strictObject({
  id: Id,
  /** Goes up by one with every change of the plan or the state; the crew app asks again when it does. */
  revision: z.int().min(1),
  state: TourState,
  plan: TourPlan,
  createdBy: Id,
  changedAtMs: EpochMs,
});
export type Tour = z.infer<typeof Tour>;

export const QUIET_PLACE_KINDS = ['school', 'hospital', 'worship', 'other'] as const;
export const QuietPlaceKind = z.enum(QUIET_PLACE_KINDS);
export type QuietPlaceKind = z.infer<typeof QuietPlaceKind>;

/** A circle in which loudspeakers are silent. */
export const QuietPlace = z.strictObject({
  id: Id,
  kind: QuietPlaceKind,
  name: text(120).min(1),
  point: GeoPoint,
  radiusM: z.int().min(10).max(5000),
  /** Weekdays it holds on, 0 Monday to 6 Sunday; empty is every day. */
  days: z.array(z.int().min(0).max(6)).max(7),
  /** Local times it holds at; null is all day. A window over midnight belongs to the day it starts on. */
  hours: DailyWindow.nullable(),
});
export type QuietPlace = z.infer<typeof QuietPlace>;

/** Where a phone says it is; 68 % of readings lie within `accuracyM` (W3C Geolocation, accuracy at 95 % is wider). */
export const Position = GeoPoint.extend({ accuracyM: z.number().min(0).max(100_000) });
export type Position = z.infer<typeof Position>;

/** One playing of a clip, or one reading of its script by a voice, as the crew's phone recorded it. */
export const TourPlay = z
  .strictObject({
    /** Random, made when the phone's store was; with `sequence` it names the play once and for ever. */
    storeEpoch: Id,
    sequence: z.int().min(1),
    unitId: Id,
    /** Null for a play outside any tour. */
    tourId: Id.nullable(),
    /** `live`: the crew read the script aloud instead of playing the clip. */
    how: z.enum(['clip', 'live']),
    announcementId: Id,
    /** The file that was played; null for a live reading. */
    clipSha256: Sha256.nullable(),
    startMs: EpochMs,
    endMs: EpochMs,
    /** Heard from its first to its last moment. */
    complete: z.boolean(),
    /** At its start; null without permission or reception. Kept as a fact of this play only, never as a track. */
    position: Position.nullable(),
    userId: Id,
  })
  .refine(
    (play) => (play.how === 'clip') === (play.clipSha256 !== null),
    'a clip has a file, a voice has none',
  )
  .refine((play) => play.endMs >= play.startMs, 'a play ends after it starts');
export type TourPlay = z.infer<typeof TourPlay>;
