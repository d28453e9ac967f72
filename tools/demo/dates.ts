import type { DemoDates } from './announcements.ts';

const DAY_MS = 86_400_000;

/** Dates of the demo, written out in Indonesian, relative to the day it is made. `nowMs` is epoch ms. */
export function demoDates(nowMs: number, timeZone: string): DemoDates {
  const write = (ms: number, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat('id-ID', { timeZone, ...options }).format(ms);
  const long = (ms: number) => write(ms, { weekday: 'long', day: 'numeric', month: 'long' });
  const short = (ms: number) => write(ms, { day: 'numeric', month: 'long' });
  const weekdayOf = (ms: number) =>
    new Intl.DateTimeFormat('en-US', { timeZone, weekday: 'short' }).format(ms);
  const coming = (weekday: string) => {
    for (let ahead = 1; ahead <= 7; ahead += 1) {
      if (weekdayOf(nowMs + ahead * DAY_MS) === weekday) return nowMs + ahead * DAY_MS;
    }
    return nowMs;
  };
  return {
    saturday: long(coming('Sat')),
    wednesday: long(coming('Wed')),
    friday: long(coming('Fri')),
    tomorrow: long(nowMs + DAY_MS),
    inTwoWeeks: short(nowMs + 14 * DAY_MS),
    monthEnd: short(nowMs + 9 * DAY_MS),
  };
}

/** Local date `YYYY-MM-DD` of an instant. */
export const localDateOf = (ms: number, timeZone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(ms);
