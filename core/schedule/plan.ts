/** The computed day: slots per zone with their reasons, ordered fallbacks, and findings. */
import type { ZoneId } from '../model/catalogue.ts';
import type { ItemId } from '../model/programme.ts';

/** Half-open [startMs, endMs). */
export interface Interval {
  startMs: number;
  endMs: number;
}

/** Why something is on screen; `code` is translated, `params` fill the sentence. */
export interface Reason {
  code:
    | 'recurrence' // the entry's rule puts an occurrence here
    | 'window' // inside this daily window
    | 'priority' // highest priority among the active entries
    | 'share' // its turn in the peer set
    | 'plays_per_hour' // a minimum asked for it
    | 'maximum_reached' // others reached their maximum
    | 'filler' // nothing else is planned
    | 'finishing' // soft boundary: it may finish
    | 'carried_in' // was running when this programme took effect
    | 'fits' // the only one that fits before the next hard boundary
    | 'this_screen' // of a sync group: for this screen alone, in the group's slot
    | 'fallback' // replaces an item that may not or cannot play
    | 'emergency';
  params: Readonly<Record<string, string | number>>;
}

export interface Slot {
  startMs: number;
  endMs: number;
  item: ItemId;
  /** Entry that put it there; null for filler. */
  entry: string | null;
  reasons: readonly Reason[];
}

/** Something the programme asks for that the plan cannot give. */
export interface Finding {
  code:
    | 'item_longer_than_window'
    | 'shares_over_100'
    | 'minimum_not_met'
    | 'overruled_all_day'
    | 'never_occurs'
    | 'outside_operating_hours'
    | 'recurrence_refused'
    | 'no_evergreen'
    | 'validity_ends_first'
    | 'zone_missing' // the screen has no such zone
    | 'item_missing' // the programme does not hold the item
    | 'offsets_missing'; // the programme has no offsets of the time zone; UTC is used
  zone: ZoneId;
  entry: string | null;
  item: ItemId | null;
  params: Readonly<Record<string, string | number>>;
}

export interface ZonePlan {
  zone: ZoneId;
  /** Ascending, disjoint; a gap is time outside operating hours or with nothing to air. */
  slots: readonly Slot[];
  /** Filler in order of preference: evergreen items that may replace what cannot play. */
  evergreen: readonly ItemId[];
  /** Entries with time today, highest priority first: what may replace an item that cannot play. */
  contenders: readonly PlanContender[];
}

/** An entry as a possible replacement. */
export interface PlanContender {
  entry: string;
  priority: number;
  items: readonly ItemId[];
  /** Ascending, disjoint: when it may be on screen. */
  intervals: readonly Interval[];
}

export interface DayPlan {
  screenId: string;
  /** Broadcast day `YYYY-MM-DD`: from the screen's day start to the next. */
  day: string;
  startMs: number;
  endMs: number;
  /** Nothing is planned before it: the past belongs to earlier versions. A slot running across it is carried in. */
  effectiveFromMs: number;
  zones: readonly ZonePlan[];
  findings: readonly Finding[];
  items: ReadonlyMap<ItemId, PlanItem>;
}

/** What `resolveSlot` needs to know of an item to use it as a fallback. */
export interface PlanItem {
  airDurationMs: number;
  validFromMs: number;
  validUntilMs: number;
  evergreen: boolean;
  withdrawnAtMs: number | null;
}
