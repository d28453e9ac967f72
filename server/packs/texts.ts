/** Dates as a crew reads them, in Indonesian and the city's zone. */

/** `Sabtu, 28 November 2026` of a local date `YYYY-MM-DD`. */
export const dayText = (date: string): string =>
  new Intl.DateTimeFormat('id-ID', { timeZone: 'UTC', dateStyle: 'full' }).format(new Date(date));

/** One day, or `1–7 November 2026`. */
export const periodText = (from: string, until: string): string =>
  from === until
    ? dayText(from)
    : new Intl.DateTimeFormat('id-ID', { timeZone: 'UTC', dateStyle: 'long' }).formatRange(
        new Date(from),
        new Date(until),
      );

/** `22–25 Nov`, for narrow columns. */
export const shortPeriodText = (from: string, until: string): string =>
  new Intl.DateTimeFormat('id-ID', { timeZone: 'UTC', day: 'numeric', month: 'short' }).formatRange(
    new Date(from),
    new Date(until),
  );

/** Midnight at the end of a day belongs to that day: `['Sab, 28 Nov 2026', '24.00 WIB']`. */
export function endText(endMs: number, timeZone: string): readonly [date: string, time: string] {
  const isMidnight = clock(endMs, timeZone) === '00.00';
  const date = new Intl.DateTimeFormat('id-ID', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  }).format(isMidnight ? endMs - 1 : endMs);
  return [date, `${isMidnight ? '24.00' : clock(endMs, timeZone)} ${zoneName(endMs, timeZone)}`];
}

/** `13.00 WIB`. */
export const timeText = (ms: number, timeZone: string): string =>
  `${clock(ms, timeZone)} ${zoneName(ms, timeZone)}`;

const clock = (ms: number, timeZone: string): string =>
  new Intl.DateTimeFormat('id-ID', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    ms,
  );

const zoneName = (ms: number, timeZone: string): string =>
  new Intl.DateTimeFormat('id-ID', { timeZone, timeZoneName: 'short' })
    .formatToParts(ms)
    .find((part) => part.type === 'timeZoneName')?.value ?? '';
