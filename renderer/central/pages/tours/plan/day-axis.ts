import type { TourPlan } from '../../../../../core/model/tour.ts';
import { localClock } from '../../../../../core/tours/index.ts';

/** The stretch of a day that planning looks at; cars are silent at night. */
const [FIRST_HOUR, LAST_HOUR] = [5, 22];

export interface DayAxis {
  startMs: number;
  endMs: number;
  /** Full hours, with their `HH:MM`, null where a long axis has no room for it. */
  hours: readonly { atMs: number; label: string | null }[];
  /** More of the day than is usual: names have less room. */
  isLong: boolean;
  /** Share of the axis in percent, held within it. */
  percent(atMs: number): number;
}

const label = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;

/** From five to ten in the evening, or further where a tour goes further. */
export function dayAxis(date: string, timeZone: string, plans: readonly TourPlan[]): DayAxis {
  const clock = localClock(date, timeZone);
  const first = Math.min(FIRST_HOUR, ...plans.map(({ startLocal }) => Number(startLocal.slice(0, 2))));
  const last = Math.max(
    LAST_HOUR,
    ...plans.map(({ endLocal }) => Number(endLocal.slice(0, 2)) + (endLocal.endsWith('00') ? 0 : 1)),
  );
  const isLong = last - first > LAST_HOUR - FIRST_HOUR + 1;
  const [startMs, endMs] = [clock(label(first)), clock(label(last))];
  return {
    startMs,
    endMs,
    hours: Array.from({ length: last - first + 1 }, (_, index) => ({
      atMs: clock(label(first + index)),
      label: isLong && index % 2 === 1 ? null : label(first + index),
    })),
    isLong,
    percent: (atMs) => (100 * (Math.min(endMs, Math.max(startMs, atMs)) - startMs)) / (endMs - startMs),
  };
}
