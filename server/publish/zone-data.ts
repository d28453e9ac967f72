import type { EntryTiming } from '../../core/model/catalogue.ts';
import type { ZoneOffsets } from '../../core/model/programme.ts';
import { AppError } from '../../core/model/app-error.ts';
import { zoneOffsets } from '../../core/time/index.ts';

const DAY_MS = 86_400_000;
/** A screen without network plays on for 400 days; twice that, so that the last of them is whole as well. */
const AHEAD_MS = 800 * DAY_MS;
/** Recurrences are anchored at their first occurrence; those that began earlier are taken to have begun then. */
const BACK_LIMIT_MS = 20 * 366 * DAY_MS;

/** Offsets of every zone a screen's programme uses, from before its earliest entry to beyond 400 days ahead. */
export function zoneDataFor(
  timeZone: string,
  entries: readonly { timing: EntryTiming }[],
  nowMs: number,
): ZoneOffsets[] {
  const startsMs = entries.map(({ timing }) => Date.parse(`${timing.startLocal}Z`) - DAY_MS);
  const earliestMs = startsMs.reduce((least, startMs) => Math.min(least, startMs), nowMs - 2 * DAY_MS);
  const fromMs = Math.max(earliestMs, nowMs - BACK_LIMIT_MS);
  const names = [...new Set([timeZone, ...entries.map(({ timing }) => timing.timeZone)])].toSorted();
  return names.map((name) => {
    const found = zoneOffsets(name, fromMs, nowMs + AHEAD_MS);
    if (!found.ok) {
      throw new AppError('unknown_time_zone', 'A stored time zone cannot be resolved', {
        context: { timeZone: name, ...found.error },
      });
    }
    return found.value;
  });
}
