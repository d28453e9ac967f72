/** When an entry asks to be on screen: its recurrence narrowed by its daily windows. */
import type { EntryTiming } from '../model/catalogue.ts';
import type { DailyWindow } from '../model/screen-settings.ts';
import { ok } from '../model/result.ts';
import type { Result } from '../model/result.ts';
import { DAY_MS } from '../time/civil.ts';
import { timeOfDayMs } from '../time/local.ts';
import { toInstantMs, toLocalMs } from '../time/zone.ts';
import type { Zone } from '../time/zone.ts';
import { intersection, union } from './intervals.ts';
import type { Interval } from './plan.ts';
import { expandInZone } from './recurrence/expand.ts';
import type { RecurrenceError } from './recurrence/rule.ts';

/**
 * The entry's time within `range`, ascending and disjoint.
 * An occurrence that starts at local midnight and lasts whole days is a set of calendar days, however long those are;
 * it takes in the windows that begin on them, also past midnight. Any other occurrence is cut with its windows.
 */
export function entryIntervals(
  timing: EntryTiming,
  zone: Zone,
  range: Interval,
): Result<Interval[], RecurrenceError> {
  const reach = { startMs: range.startMs - 2 * DAY_MS, endMs: range.endMs + DAY_MS };
  const expanded = expandInZone(timing, zone, timing.windows.length > 0 ? reach : widened(timing, range));
  if (!expanded.ok || expanded.value.length === 0) return expanded;

  const lastsWholeDays = timing.durationMs % DAY_MS === 0;
  if (!lastsWholeDays && timing.windows.length === 0) return ok(intersection(union(expanded.value), [range]));
  const wholeDays: Interval[] = [];
  const others: Interval[] = [];
  for (const occurrence of expanded.value) {
    const localMs = toLocalMs(zone, occurrence.startMs);
    if (!lastsWholeDays || localMs % DAY_MS !== 0) others.push(occurrence);
    else wholeDays.push({ startMs: localMs, endMs: localMs + timing.durationMs });
  }
  const days = union(wholeDays);
  if (timing.windows.length === 0) {
    const asInstants = days.map((run) => ({
      startMs: toInstantMs(zone, run.startMs),
      endMs: toInstantMs(zone, run.endMs),
    }));
    return ok(intersection(union([...asInstants, ...others]), [range]));
  }
  const begunOnDays = windowIntervals(timing.windows, zone, reach, (dayMs) =>
    days.some((run) => run.startMs <= dayMs && dayMs < run.endMs),
  );
  const all = others.length > 0 ? windowIntervals(timing.windows, zone, reach, () => true) : [];
  return ok(intersection(union([...begunOnDays, ...intersection(union(others), all)]), [range]));
}

/** Whole days may be longer than 24 h. */
function widened(timing: EntryTiming, range: Interval): Interval {
  if (timing.durationMs % DAY_MS !== 0) return range;
  return { startMs: range.startMs - DAY_MS, endMs: range.endMs };
}

/** Daily windows that begin within `reach` on a local day that is wanted; a day is given as its local midnight. */
export function windowIntervals(
  windows: readonly DailyWindow[],
  zone: Zone,
  reach: Interval,
  isWanted: (localMidnightMs: number) => boolean,
): Interval[] {
  const found: Interval[] = [];
  const lastMs = toLocalMs(zone, reach.endMs);
  for (
    let dayMs = Math.floor(toLocalMs(zone, reach.startMs) / DAY_MS) * DAY_MS;
    dayMs <= lastMs;
    dayMs += DAY_MS
  ) {
    if (!isWanted(dayMs)) continue;
    for (const window of windows) {
      const fromMs = timeOfDayMs(window.from);
      const toMs = timeOfDayMs(window.to);
      found.push({
        startMs: toInstantMs(zone, dayMs + fromMs),
        endMs: toInstantMs(zone, dayMs + toMs + (toMs <= fromMs ? DAY_MS : 0)),
      });
    }
  }
  return union(found);
}
